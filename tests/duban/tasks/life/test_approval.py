"""审签: a report counts once the unit's head has let it out; 代录: the unit can object; notices are seen."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.decide_approval import approve_reports, refuse_report
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.mark_seen import mark_seen
from luoshi.duban.tasks.actions.object_to_entry import object_to_entry
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.models import Approval, Assignment, Notice, NoticeKind, Report, State
from luoshi.duban.tasks.work import approvals_of
from tests.duban.tasks.life.given import an_issued_task, by_page, by_telephone, done, progress, the
from tests.duban.tasks.life.office import BY_WORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def late_july():
    with clock.standing_at(datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)):
        yield


def read(report):
    return Report.objects.select_related("assignment__task__register", "assignment__unit").get(pk=report.pk)


class TestTheHeadApproves:
    @pytest.fixture
    def waiting(self, cast):
        Register.objects.update(unit_head_approves=True)
        return read(file_report(the(an_issued_task(cast)), actor=cast.sun, said=progress(), came=by_page()))

    def test_then_it_counts(self, cast, waiting):
        assert approve_reports([waiting], actor=cast.zhou) == 1
        row = the(waiting.assignment.task)
        assert (row.state, row.reported_through, row.latest) == (State.IN_PROGRESS, date(2026, 7, 31), waiting)
        assert read(waiting).approved_by == cast.zhou

    def test_several_at_once_one_of_them_done(self, cast, waiting):
        other = read(file_report(the(an_issued_task(cast, "修订预案。")), actor=cast.sun, said=done(), came=by_page()))
        assert approve_reports([waiting, other], actor=cast.zhou) == 2
        assert the(other.assignment.task).state == State.SUBMITTED

    def test_two_reports_on_one_task(self, cast, waiting):
        second = read(
            file_report(the(waiting.assignment.task), actor=cast.sun, said=progress("又修好一座。"), came=by_page())
        )
        approve_reports([waiting, second], actor=cast.zhou)
        assert the(waiting.assignment.task).latest == second

    def test_what_ended_meanwhile_waits_for_nobody(self, cast, waiting):
        other = an_issued_task(cast, "修订预案。")
        file_report(the(other), actor=cast.sun, said=progress(), came=by_page())
        assert len(approvals_of(cast.zhou)) == 2
        withdraw_task(other, actor=cast.wang, version=other.version, basis=BY_WORD)
        assert approvals_of(cast.zhou) == [waiting]
        assert approve_reports(approvals_of(cast.zhou), actor=cast.zhou) == 1

    def test_held_back_it_counts_for_nothing_and_the_liaison_is_told_why(self, cast, waiting):
        refuse_report(waiting, actor=cast.zhou, note="数字要核。")
        assert the(waiting.assignment.task).state == State.ISSUED
        assert read(waiting).approval == Approval.REFUSED
        assert "数字要核" in Notice.objects.get(kind=NoticeKind.APPROVAL).text

    @pytest.mark.parametrize("who", ["sun", "wu", "chen", "wang", "qian"])
    def test_by_the_head_of_the_unit_alone(self, cast, waiting, who):
        with pytest.raises(PermissionDenied):
            approve_reports([waiting], actor=getattr(cast, who))
        with pytest.raises(PermissionDenied):
            refuse_report(waiting, actor=getattr(cast, who), note="不。")

    def test_only_once(self, cast, waiting):
        seen = read(waiting)
        approve_reports([waiting], actor=cast.zhou)
        with pytest.raises(ChangedMeanwhile):
            approve_reports([seen], actor=cast.zhou)
        with pytest.raises(Refused, match="不在待审签"):
            refuse_report(read(waiting), actor=cast.zhou, note="不。")

    def test_not_for_what_was_withdrawn_meanwhile(self, cast, waiting):
        Assignment.objects.update(state=State.WITHDRAWN)
        with pytest.raises(Refused, match="不能再送出"):
            approve_reports([read(waiting)], actor=cast.zhou)

    def test_needs_reports_and_reasons(self, cast, waiting):
        with pytest.raises(Refused, match="没有待审签"):
            approve_reports([], actor=cast.zhou)
        with pytest.raises(Refused, match="理由"):
            refuse_report(waiting, actor=cast.zhou, note=" ")


class TestTheUnitObjects:
    @pytest.fixture
    def typed(self, cast):
        return read(file_report(the(an_issued_task(cast)), actor=cast.chen, said=progress(), came=by_telephone()))

    def test_once_and_on_record(self, cast, typed):
        object_to_entry(typed, actor=cast.sun, objection="只完成一座，不是三座。")
        assert (read(typed).objected_by, read(typed).text) == ("孙联络", progress().text)
        assert Event.objects.get(verb="report.objected").after["objection"] == "只完成一座，不是三座。"
        with pytest.raises(Refused, match="已经提出过"):
            object_to_entry(read(typed), actor=cast.zhou, objection="也不对。")

    def test_not_to_its_own_report(self, cast):
        own = read(file_report(the(an_issued_task(cast)), actor=cast.sun, said=progress(), came=by_page()))
        with pytest.raises(Refused, match="由本单位填报"):
            object_to_entry(own, actor=cast.zhou, objection="不对。")

    def test_needs_words_and_is_the_units_own(self, cast, typed):
        with pytest.raises(Refused, match="哪里不对"):
            object_to_entry(typed, actor=cast.sun, objection=" ")
        for who in (cast.wu, cast.chen):
            with pytest.raises(PermissionDenied):
                object_to_entry(typed, actor=who, objection="不对。")

    def test_notices_are_seen_by_the_unit_they_were_made_for(self, cast, typed):
        keys = list(Notice.objects.values_list("pk", flat=True))
        assert mark_seen(keys, actor=cast.wu) == 0
        assert mark_seen(keys, actor=cast.sun) == 1
        assert mark_seen(keys, actor=cast.zhou) == 0
        assert Notice.objects.get().seen_by == cast.sun
