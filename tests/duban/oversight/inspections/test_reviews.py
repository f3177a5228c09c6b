"""复核: asked for within 30 days of receipt, decided within 30 days by who took no part (政府督查工作条例, art. 17)."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from luoshi.duban.oversight.inspections import papers
from luoshi.duban.oversight.inspections.actions.conclude import propose_conclusion, sign_conclusion
from luoshi.duban.oversight.inspections.actions.review_conclusion import (
    ask_by,
    ask_conclusion_review,
    decide_conclusion_review,
)
from luoshi.duban.oversight.inspections.models import InspectionPaper, ReviewOutcome
from luoshi.duban.problems import ChangedMeanwhile, Refused
from tests.duban.oversight.inspections.given import AFTERWARDS, approved, concluded, on, saw_all, stop_of

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 9, 21)


@pytest.fixture
def conclusion(cast):
    inspection = approved(cast)
    saw_all(cast, inspection)
    return concluded(cast, stop_of(inspection))


@pytest.fixture
def review(cast, conclusion):
    with on(RECEIVED):
        return ask_conclusion_review(conclusion, actor=cast.sun, request="渠道实际完成12公里，请再丈量。")


def test_the_days_count_from_receipt(cast, conclusion):
    assert ask_by(conclusion) == AFTERWARDS + timedelta(days=30)
    with on(RECEIVED):
        sign_conclusion(conclusion, actor=cast.sun, version=conclusion.version)
    assert ask_by(conclusion) == RECEIVED + timedelta(days=30)


def test_a_correction_makes_a_new_edition_of_the_paper_and_the_first_stays(cast, conclusion, review):
    assert review.decide_by == RECEIVED + timedelta(days=30)
    with on(date(2026, 9, 25)):
        decide_conclusion_review(
            review,
            actor=cast.li,
            outcome=ReviewOutcome.CORRECTED,
            reasons="复测12公里。",
            correction="渠道完成12公里。",
        )
    stop = conclusion.stop
    words = "".join(
        one.text for one in Document(BytesIO(papers.kept(stop.inspection, "conclusion", "docx", stop=stop))).paragraphs
    )
    assert "更正：渠道完成12公里" in words
    editions = InspectionPaper.objects.filter(what="conclusion", kind="docx").values_list("edition", flat=True)
    assert sorted(editions) == [1, 2]


def test_upheld_changes_nothing(cast, review):
    decide_conclusion_review(
        review, actor=cast.zhao, outcome=ReviewOutcome.UPHELD, reasons="丈量无误。", correction="忽略"
    )
    review.refresh_from_db()
    assert (review.outcome, review.correction) == ("upheld", "")
    assert InspectionPaper.objects.filter(what="conclusion", kind="docx").count() == 1


class TestRefused:
    def test_too_late_twice_or_by_another(self, cast, conclusion):
        with on(date(2026, 10, 19)), pytest.raises(Refused, match="期限（收到后30日）已过"):
            ask_conclusion_review(conclusion, actor=cast.sun, request="请复核。")
        with on(RECEIVED):
            with pytest.raises(PermissionDenied):
                ask_conclusion_review(conclusion, actor=cast.wu, request="请复核。")
            with pytest.raises(Refused, match="请填写复核理由"):
                ask_conclusion_review(conclusion, actor=cast.sun, request=" ")
            ask_conclusion_review(conclusion, actor=cast.sun, request="请复核。")
            with pytest.raises(Refused, match="已经申请过"):
                ask_conclusion_review(conclusion, actor=cast.zhou, request="请复核。")

    def test_before_it_went_out(self, cast):
        inspection = approved(cast)
        saw_all(cast, inspection)
        draft = propose_conclusion(stop_of(inspection), "均已落实。", actor=cast.chen)
        with pytest.raises(Refused, match="送达后"):
            ask_conclusion_review(draft, actor=cast.sun, request="请复核。")

    @pytest.mark.parametrize("who", ["chen", "wang"])
    def test_who_took_part_decides_nothing(self, cast, review, who):
        with pytest.raises(Refused, match="参加过这次督查"):
            decide_conclusion_review(review, actor=cast.people[who], outcome=ReviewOutcome.UPHELD, reasons="无误。")

    @pytest.mark.parametrize("who", ["sun", "zhou", "jiang", "shen"])
    def test_nor_who_may_not(self, cast, review, who):
        with pytest.raises(PermissionDenied):
            decide_conclusion_review(review, actor=cast.people[who], outcome=ReviewOutcome.UPHELD, reasons="无误。")

    @pytest.mark.parametrize(
        ("outcome", "reasons", "words"),
        [
            (ReviewOutcome.OPEN, "无误。", "请选择复核结果"),
            (ReviewOutcome.UPHELD, " ", "请填写复核意见"),
            (ReviewOutcome.CORRECTED, "有误。", "请写明更正"),
        ],
    )
    def test_a_decision_that_is_not_whole(self, cast, review, outcome, reasons, words):
        with pytest.raises(Refused, match=words):
            decide_conclusion_review(review, actor=cast.li, outcome=outcome, reasons=reasons)

    def test_twice(self, cast, review):
        decide_conclusion_review(review, actor=cast.li, outcome=ReviewOutcome.UPHELD, reasons="无误。")
        with pytest.raises(ChangedMeanwhile):
            decide_conclusion_review(review, actor=cast.zhao, outcome=ReviewOutcome.UPHELD, reasons="无误。")
