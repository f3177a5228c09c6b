"""点名: the unit is heard first, the principal approves, and a review is decided by people who took no part."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.bulletins.actions.answer_naming import answer_naming
from luoshi.duban.oversight.bulletins.actions.decide_bulletin import (
    approve_bulletin,
    approve_criticism,
    send_bulletin_back,
)
from luoshi.duban.oversight.bulletins.actions.draft_bulletin import draft_special
from luoshi.duban.oversight.bulletins.actions.issue_bulletin import check_issuable, issue_bulletin
from luoshi.duban.oversight.bulletins.actions.propose_bulletin import propose_bulletin
from luoshi.duban.oversight.bulletins.actions.review_naming import ask_review, decide_review
from luoshi.duban.oversight.bulletins.models import Naming, Outcome
from luoshi.duban.oversight.bulletins.paper import note_of
from luoshi.duban.oversight.bulletins.queries import namings_of
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.models import Channel
from tests.duban.oversight.bulletins.given import (
    FARMS,
    FILES,
    HOUSING,
    LAST_DAY,
    LATER,
    WATER,
    a_quarter,
    change,
    drafted,
    issued,
    proposed,
    without_names,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarter(cast):
    a_quarter(cast)


def of(bulletin, unit=WATER):
    rows = Naming.objects.filter(bulletin=bulletin, is_current=True).select_related("bulletin", "unit")
    return rows.get(unit__name=unit)


def at(*parts):
    return clock.standing_at(datetime(*parts, 9, 0, tzinfo=clock.ZONE))


def test_lists_of_late_and_slow_tasks_name_their_units(cast, quarter):
    bulletin = proposed(cast)
    assert {one.unit.name for one in bulletin.namings.all()} == {WATER, FARMS}
    assert "完成3座水库除险加固" in of(bulletin).words
    assert "逾期20天" in of(bulletin).words
    assert "附件《进展滞后任务清单》" in of(bulletin).words


def test_the_annex_without_units_names_nobody(cast, quarter):
    bulletin = change(without_names(drafted(cast), cast.chen), cast.chen, annexes=["slow-unnamed", "by-unit"])
    assert not proposed(cast, bulletin).namings.exists()


def test_a_person_marks_a_paragraph(cast, quarter):
    bulletin = without_names(drafted(cast), cast.chen)
    unit = cast.unit(HOUSING)
    body = bulletin.body.replace("# 存在问题", f"# 存在问题\n{{{{c:{unit.pk}}}}}青禾县住房和城乡建设局对督办重视不够。")
    bulletin = proposed(cast, change(bulletin, cast.chen, body=body))
    assert of(bulletin, HOUSING).words == "青禾县住房和城乡建设局对督办重视不够。"


def test_a_unit_named_without_a_mark_is_noticed(cast, quarter):
    bulletin = without_names(drafted(cast), cast.chen)
    body = bulletin.body.replace("# 存在问题", "# 存在问题\n青禾县财政局拨款不及时。")
    bulletin = change(bulletin, cast.chen, body=body)
    with pytest.raises(Refused, match="青禾县财政局"), clock.standing_at(LAST_DAY):
        propose_bulletin(bulletin, actor=cast.chen)
    with clock.standing_at(LAST_DAY):
        propose_bulletin(bulletin, actor=cast.chen, not_criticism=True)
    assert Event.objects.get(verb="bulletin.proposed").after["not_criticism"] is True


def test_the_unit_has_three_working_days_unless_the_draft_says_otherwise(cast, quarter):
    bulletin = proposed(cast)  # a Wednesday; 1 to 7 October are the National Day holidays
    assert of(bulletin).answer_by == date(2026, 10, 10)
    other = change(drafted(cast), cast.chen, answer_days=1)
    with at(2026, 9, 21):
        propose_bulletin(other, actor=cast.chen)
    assert of(other).answer_by == date(2026, 9, 22)


def test_the_unit_answers_once_and_in_time(cast, quarter):
    bulletin = proposed(cast)
    with at(2026, 9, 30):
        answer_naming(of(bulletin), actor=cast.zhou, answer="汛期停工，已倒排工期。")
        with pytest.raises(ChangedMeanwhile):
            answer_naming(of(bulletin), actor=cast.sun, answer="补充。")
    assert (of(bulletin).answer, of(bulletin).answered_by) == ("汛期停工，已倒排工期。", "周局长")
    with at(2026, 10, 12), pytest.raises(PermissionDenied):
        answer_naming(of(bulletin, FARMS), actor=cast.sun, answer="别的单位。")


def test_a_unit_that_merged_is_answered_for_by_the_one_it_merged_into(cast, quarter):
    bulletin = proposed(cast)
    Unit.objects.filter(name=FARMS).update(merged_into=cast.unit(WATER))
    with at(2026, 9, 30):
        assert set(namings_of(cast.sun)) == {of(bulletin), of(bulletin, FARMS)}
        answer_naming(of(bulletin, FARMS), actor=cast.sun, answer="职能已并入我局，已部署。")
    assert of(bulletin, FARMS).answered_by == "孙联络"


def test_after_its_last_day_no_answer_is_taken(cast, quarter):
    bulletin = proposed(cast)
    with at(2026, 10, 11), pytest.raises(Refused, match="期限已过"):
        answer_naming(of(bulletin), actor=cast.sun, answer="迟了。")


def test_the_office_types_what_was_said_by_telephone(cast, quarter):
    bulletin = proposed(cast)
    with at(2026, 9, 30):
        with pytest.raises(Refused, match="答复人"):
            answer_naming(of(bulletin, FARMS), actor=cast.chen, answer="已部署。", channel=Channel.TELEPHONE)
        answer_naming(
            of(bulletin, FARMS),
            actor=cast.chen,
            answer="已部署。",
            answered_by="农业局办公室",
            channel=Channel.TELEPHONE,
        )
    assert (of(bulletin, FARMS).typed_by, of(bulletin, FARMS).channel) == (cast.chen, "telephone")


def test_the_principal_waits_until_every_unit_has_answered_or_its_time_is_over(cast, quarter):
    bulletin = proposed(cast)
    with at(2026, 9, 30):
        answer_naming(of(bulletin), actor=cast.sun, answer="汛期停工。")
        with pytest.raises(Refused, match="青禾县农业农村局"):
            approve_criticism(bulletin, actor=cast.zhao, version=bulletin.version)
    with at(2026, 10, 11):
        approve_criticism(bulletin, actor=cast.zhao, version=bulletin.version)
    assert bulletin.criticism_approved_by == cast.zhao


@pytest.mark.parametrize("who", ["wang", "chen", "qian"])
def test_nobody_but_the_principal_approves_criticism(cast, quarter, who):
    bulletin = proposed(cast)
    with clock.standing_at(LATER), pytest.raises(PermissionDenied):
        approve_criticism(bulletin, actor=cast.people[who], version=bulletin.version)


def test_it_does_not_go_out_before_the_principal_has_approved_the_names(cast, quarter):
    bulletin = proposed(cast)
    with clock.standing_at(LATER):
        approve_bulletin(bulletin, actor=cast.wang)
        with pytest.raises(Refused, match="主要领导"):
            issue_bulletin(bulletin, actor=cast.wang, serial=1, issued_on=LATER.date(), files=FILES)
        approve_criticism(bulletin, actor=cast.zhao, version=bulletin.version)
        check_issuable(bulletin)


def test_changed_words_are_told_anew_and_approved_anew(cast, quarter):
    bulletin = proposed(cast)
    with at(2026, 9, 30):
        answer_naming(of(bulletin, FARMS), actor=cast.chen, answer="已部署。", answered_by="甲", channel=Channel.PAPER)
        send_bulletin_back(bulletin, actor=cast.wang, reason="补充")
        unit = cast.unit(WATER)
        change(bulletin, cast.chen, body=f"{bulletin.body}\n{{{{c:{unit.pk}}}}}水利局须书面说明。")
        propose_bulletin(bulletin, actor=cast.chen)
    assert "须书面说明" in of(bulletin).words
    assert of(bulletin, FARMS).answer == "已部署。"
    assert bulletin.namings.filter(unit=unit).count() == 2
    assert bulletin.criticism_approved_at is None


def test_a_report_to_a_leader_alone_names_freely_until_copies_go_out(cast, quarter):
    with clock.standing_at(LAST_DAY):
        bulletin = draft_special(
            Asked(),
            actor=cast.chen,
            topic="水库",
            presented_to="钱副县长",
            starts=date(2026, 1, 1),
            ends=LAST_DAY.date(),
        )
    assert not proposed(cast, bulletin).namings.exists()
    with clock.standing_at(LAST_DAY):
        send_bulletin_back(bulletin, actor=cast.chen, reason="增加抄送")
        change(bulletin, cast.chen, copies_text="县委办公室")
        propose_bulletin(bulletin, actor=cast.chen)
    assert bulletin.namings.exists()


def test_a_review_is_asked_for_within_thirty_days_of_issue(cast, quarter):
    bulletin = proposed(cast)
    with at(2026, 10, 9), pytest.raises(Refused, match="印发后"):
        ask_review(of(bulletin), actor=cast.sun, request="工期有批复。")
    bulletin = issued(cast, drafted(cast))
    last = bulletin.issued_on + timedelta(days=30)
    with clock.standing_at(LATER + timedelta(days=31)), pytest.raises(Refused, match="已过"):
        ask_review(of(bulletin), actor=cast.sun, request="工期有批复。")
    with at(last.year, last.month, last.day):
        review = ask_review(of(bulletin), actor=cast.sun, request="工期有批复。")
        with pytest.raises(Refused, match="已经申请过"):
            ask_review(of(bulletin), actor=cast.zhou, request="再申请。")
    assert review.decide_by == last + timedelta(days=30)


@pytest.fixture
def review(cast, quarter):
    bulletin = issued(cast, drafted(cast))
    with clock.standing_at(LATER):
        return ask_review(of(bulletin), actor=cast.sun, request="工期有批复。")


@pytest.mark.parametrize("who", ["chen", "wang", "zhao"])
def test_who_drafted_proposed_approved_or_issued_it_does_not_decide(cast, review, who):
    with pytest.raises(Refused, match="不能复核"):
        decide_review(review, actor=cast.people[who], outcome=Outcome.UPHELD, reasons="无误。")


def test_a_unit_does_not_decide_and_no_other_office_does(cast, review):
    for who in ("sun", "shen"):
        with pytest.raises(PermissionDenied):
            decide_review(review, actor=cast.people[who], outcome=Outcome.UPHELD, reasons="无误。")


def test_upheld_with_reasons_nothing_is_noted(cast, review):
    with pytest.raises(Refused, match="复核意见"):
        decide_review(review, actor=cast.li, outcome=Outcome.UPHELD, reasons=" ")
    decide_review(review, actor=cast.li, outcome=Outcome.UPHELD, reasons="批复晚于时限。")
    assert note_of(review.naming.bulletin) == ""
    with pytest.raises(ChangedMeanwhile):
        decide_review(review, actor=cast.qian, outcome=Outcome.UPHELD, reasons="再议。")


def test_a_correction_is_noted_in_the_files_from_then_on(cast, review):
    bulletin = review.naming.bulletin
    with pytest.raises(Refused, match="更正的内容"):
        decide_review(review, actor=cast.li, outcome=Outcome.PARTLY, reasons="属实。")
    decide_review(
        review, actor=cast.li, outcome=Outcome.PARTLY, reasons="属实。", correction="水库一项经批准延期，不计逾期。",
        files={"pdf": b"corrected"}, note="更正",
    )  # fmt: skip
    assert note_of(bulletin) == "更正：水库一项经批准延期，不计逾期"
    assert bytes(bulletin.files.filter(kind="pdf").first().content) == b"corrected"
    assert bytes(bulletin.files.filter(kind="pdf").last().content) == b"pdf"
    assert Event.objects.get(verb="review.decided").after["outcome"] == "partly"
