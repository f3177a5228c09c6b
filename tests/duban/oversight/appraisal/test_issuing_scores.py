"""发布 and 申诉: proposed by one, issued by another, frozen for good; what is corrected stands beside it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.appraisal.actions.appeal import appeal
from luoshi.duban.oversight.appraisal.actions.decide_appeal import decide_appeal
from luoshi.duban.oversight.appraisal.actions.decide_scores import decide_scores
from luoshi.duban.oversight.appraisal.actions.propose_scores import propose_scores
from luoshi.duban.oversight.appraisal.actions.set_formula import Wanted, set_formula, switch
from luoshi.duban.oversight.appraisal.current import current
from luoshi.duban.oversight.appraisal.formula import Kind
from luoshi.duban.oversight.appraisal.frozen import corrected
from luoshi.duban.oversight.appraisal.models import Appeal, ScoreLine, Scores, UnitScore
from luoshi.duban.problems import ChangedMeanwhile, Refused
from tests.duban.oversight.appraisal.given import LATE, D, issued, only, proposed, switched_on
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task
from tests.duban.tasks.life.office import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county(cast, standing):
    """The water bureau was late once, the housing bureau in time."""
    standing(LATE)
    task = an_issued_task(cast, "整治隐患。", lead=HOUSING, due=date(2026, 10, 31))
    submitted(cast, task, HOUSING)
    return an_issued_task(cast)


def line(kind=Kind.ON_TIME, unit=WATER):
    rows = ScoreLine.objects.select_related("score__scores__register__office", "score__scores__formula")
    return rows.get(kind=kind, score__name=unit)


class TestProposing:
    def test_figures_and_lines_are_frozen_with_the_version(self, cast, county):
        found = proposed(cast)
        assert [(row.name, row.rank, row.items) for row in found.units.all()] == [(HOUSING, 1, 1), (WATER, 2, 1)]
        frozen = line()
        assert (frozen.points, frozen.weight, frozen.costs[0]["task"]) == (0, 40, county.pk)
        assert found.formula.number == current(cast.register).number
        assert Event.objects.get(verb="scores.proposed").after["units"] == 2
        total = UnitScore.objects.get(name=WATER).points
        submitted(cast, county)
        set_formula(cast.register, Wanted(only(Kind.QUALITY)), actor=cast.wang, number=current(cast.register).number)
        assert UnitScore.objects.get(name=WATER).points == total
        assert Scores.objects.get().formula.read.counting[0].kind is Kind.ON_TIME

    def test_not_while_the_register_is_off(self, cast):
        with pytest.raises(Refused, match="没有启用"):
            propose_scores(cast.register, "2026", actor=cast.chen, number=0)

    def test_not_twice_for_a_period_unless_it_was_dropped(self, cast):
        first = proposed(cast)
        with pytest.raises(Refused, match="已经送审"):
            proposed(cast)
        decide_scores(first, issue=False, actor=cast.wang, version=1, words="先核对延期。")
        assert proposed(cast).pk != first.pk

    def test_not_by_a_formula_that_the_person_did_not_see(self, cast):
        number = switched_on(cast)
        with pytest.raises(ChangedMeanwhile):
            propose_scores(cast.register, "2026", actor=cast.chen, number=number - 1)

    @pytest.mark.parametrize(("words", "said"), [("2027", "还没有开始"), ("2026Q1", "没有可考评")])
    def test_not_for_a_period_without_anything(self, cast, words, said):
        with pytest.raises(Refused, match=said):
            proposed(cast, words)

    @pytest.mark.parametrize("who", ["sun", "zhao", "jiang", "shen"])
    def test_only_the_office_proposes(self, cast, who):
        number = switched_on(cast)
        with pytest.raises(PermissionDenied):
            propose_scores(cast.register, "2026", actor=cast.people[who], number=number)


class TestIssuing:
    def test_another_issues_and_the_appeals_run(self, cast):
        found = issued(cast)
        assert (found.state, found.decided_by) == ("issued", cast.wang)
        assert found.appeal_until == date(2026, 10, 22)
        assert Event.objects.get(verb="scores.issued").after["appeal_until"] == "2026-10-22"

    def test_nobody_approves_what_he_proposed(self, cast):
        number = switched_on(cast)
        found = propose_scores(cast.register, "2026", actor=cast.wang, number=number)
        with pytest.raises(Refused, match="自己送审"):
            decide_scores(found, issue=True, actor=cast.wang, version=1)
        decide_scores(found, issue=True, actor=cast.zhao, version=1)

    def test_not_twice_not_without_a_reason_not_over_another_not_while_off(self, cast):
        found = proposed(cast)
        with pytest.raises(Refused, match="理由"):
            decide_scores(found, issue=False, actor=cast.wang, version=1, words=" ")
        with pytest.raises(ChangedMeanwhile):
            decide_scores(found, issue=True, actor=cast.wang, version=2)
        number = current(cast.register).number
        switch(cast.register, on=False, actor=cast.wang, number=number)
        with pytest.raises(Refused, match="没有启用"):
            decide_scores(found, issue=True, actor=cast.wang, version=1)
        switch(cast.register, on=True, actor=cast.wang, number=number + 1)
        decide_scores(found, issue=True, actor=cast.wang, version=1)
        with pytest.raises(Refused, match="已经审批"):
            decide_scores(found, issue=True, actor=cast.wang, version=2)

    @pytest.mark.parametrize("who", ["li", "sun", "qian", "shen"])
    def test_only_the_head_or_the_principal_issues(self, cast, who):
        with pytest.raises(PermissionDenied):
            decide_scores(proposed(cast), issue=True, actor=cast.people[who], version=1)


class TestAppealing:
    def test_a_unit_appeals_and_the_correction_stands_beside(self, cast):
        issued(cast)
        before = UnitScore.objects.get(name=WATER).points
        made = appeal(line(), actor=cast.sun, reasons="10月1日至8日放假，材料已在9月30日送达。")
        decide_appeal(made, actor=cast.zhao, version=1, points=D("40"), answer="材料确已按时送达。")
        assert line().points == 0
        found = UnitScore.objects.get(name=WATER)
        assert found.points == before
        assert corrected([found])[found.pk] == before + 40
        event = Event.objects.get(verb="score-appeal.decided")
        assert (event.before["points"], event.after["points"], event.reason) == ("0.0", "40", "材料确已按时送达。")
        assert Event.objects.get(verb="score-appeal.made").actor_name == "孙联络"

    def test_a_refused_one_corrects_nothing(self, cast):
        issued(cast)
        made = appeal(line(), actor=cast.zhou, reasons="请再核。")
        decide_appeal(made, actor=cast.li, version=1, points=None, answer="逾期属实。")
        found = UnitScore.objects.get(name=WATER)
        assert corrected([found]) == {}
        assert Appeal.objects.get().outcome == "refused"

    def test_refusals_of_appeals(self, cast, standing):
        one = proposed(cast)
        with pytest.raises(Refused, match="没有发布"):
            appeal(line(), actor=cast.sun, reasons="请再核。")
        decide_scores(one, issue=True, actor=cast.wang, version=1)
        with pytest.raises(Refused, match="本单位"):
            appeal(line(), actor=cast.wu, reasons="请再核。")
        with pytest.raises(PermissionDenied):
            appeal(line(), actor=cast.chen, reasons="请再核。")
        with pytest.raises(Refused, match="申诉理由"):
            appeal(line(), actor=cast.sun, reasons="  ")
        appeal(line(), actor=cast.sun, reasons="请再核。")
        with pytest.raises(Refused, match="已经申诉"):
            appeal(line(), actor=cast.zhou, reasons="请再核。")
        standing(date(2026, 10, 23))
        with pytest.raises(Refused, match="2026年10月22日"):
            appeal(line(Kind.DAYS_LATE), actor=cast.sun, reasons="请再核。")

    @pytest.mark.parametrize("who", ["chen", "wang"])
    def test_who_proposed_or_approved_does_not_decide(self, cast, who):
        issued(cast)
        made = appeal(line(), actor=cast.sun, reasons="请再核。")
        with pytest.raises(Refused, match="不能处理申诉"):
            decide_appeal(made, actor=cast.people[who], version=1, points=None, answer="属实。")

    @pytest.mark.parametrize(
        ("points", "answer", "said"),
        [
            ("40.1", "属实。", "0到40"),
            ("-1", "属实。", "0到40"),
            ("1.25", "属实。", "一位小数"),
            ("0", "属实。", "相同"),
            ("20", " ", "处理理由"),
        ],
    )
    def test_refusals_of_decisions(self, cast, points, answer, said):
        issued(cast)
        made = appeal(line(), actor=cast.sun, reasons="请再核。")
        with pytest.raises(Refused, match=said):
            decide_appeal(made, actor=cast.li, version=1, points=D(points), answer=answer)

    def test_a_decision_is_final_and_nobody_overwrites_one(self, cast):
        issued(cast)
        made = appeal(line(), actor=cast.sun, reasons="请再核。")
        with pytest.raises(ChangedMeanwhile):
            decide_appeal(made, actor=cast.li, version=2, points=None, answer="属实。")
        decide_appeal(made, actor=cast.li, version=1, points=None, answer="属实。")
        with pytest.raises(Refused, match="已经处理"):
            decide_appeal(made, actor=cast.zhao, version=2, points=D(20), answer="改判。")

    @pytest.mark.parametrize("who", ["sun", "qian", "shen"])
    def test_others_do_not_decide(self, cast, who):
        issued(cast)
        made = appeal(line(), actor=cast.sun, reasons="请再核。")
        with pytest.raises(PermissionDenied):
            decide_appeal(made, actor=cast.people[who], version=1, points=None, answer="属实。")
