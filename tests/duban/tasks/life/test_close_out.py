"""销号: with reasons, by another person; what was late stays late."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.actions.close_out import close_out, close_out_several
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.actions.verify_report import verify_report
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.lateness import is_overdue, late_days
from luoshi.duban.tasks.models import Assignment, AssignmentRole, CloseOut, Notice, NoticeKind, State, Task
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import BY_PAPER, ON_SITE, closed, fresh, on, submitted, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast):
    return an_issued_task(cast)


def close(cast, task, who="wang", unit=WATER, reasons="目标完成，资料齐全。"):
    one = the(task, unit)
    return close_out(one, actor=getattr(cast, who), version=one.version, reasons=reasons)


def each_reports(task):
    Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
    refresh(fresh(task))


def test_the_head_closes_out_what_was_verified(cast, task):
    with on(9, 28):
        verified(cast, task)
        done = close(cast, task)
    row = the(task)
    assert (row.state, row.ended_on, row.done_on) == (State.CLOSED_OUT, date(2026, 9, 28), date(2026, 9, 28))
    assert fresh(task).state == State.CLOSED_OUT
    assert (done.reasons, done.late_days, done.closed_by) == ("目标完成，资料齐全。", 0, cast.wang)
    assert done.verification.verified_by == cast.chen
    event = Event.objects.get(verb="assignment.closed-out")
    assert (event.reason, event.after["late_days"]) == ("目标完成，资料齐全。", 0)


def test_late_then_done_stays_late_for_ever(cast, task):
    with on(10, 12):
        verified(cast, task)
    with on(10, 30):
        assert close(cast, task).late_days == 12
    with on(12, 31, 2030):
        assert late_days(the(task), fresh(task), clock.today()) == 12
        assert not is_overdue(fresh(task), clock.today())


def test_done_in_time_and_closed_out_later_is_not_late(cast, task):
    with on(9, 28):
        submitted(cast, task)
    with on(11, 30):
        verified_late = the(task)
        assert verified_late.done_on == date(2026, 9, 28)
        verify_report(verified_late, actor=cast.chen, version=verified_late.version, checked=ON_SITE)
        assert close(cast, task).late_days == 0


def test_the_unit_is_told(cast, task):
    with on(9, 28):
        closed(cast, task)
    assert Notice.objects.get(kind=NoticeKind.CLOSED_OUT).unit.name == WATER


class TestWithTheLead:
    def test_the_others_close_with_it_and_are_as_late_as_it_is(self, cast):
        task = an_issued_task(cast, supporting=(HOUSING, FINANCE))
        with on(9, 28):
            verified(cast, task)
        with on(10, 30):
            close(cast, task)
            for unit in (HOUSING, FINANCE):
                row = the(task, unit)
                assert (row.state, row.done_on) == (State.CLOSED_OUT, date(2026, 9, 28))
                assert late_days(row, fresh(task), clock.today()) == 0
        assert CloseOut.objects.count() == 1
        assert Event.objects.get(verb="assignment.closed-out").after["with"] == [HOUSING, FINANCE]
        assert Notice.objects.filter(kind=NoticeKind.CLOSED_OUT).count() == 3

    def test_parts_close_with_their_unit(self, cast, task):
        part = "青禾县水利局河湖中心"
        Assignment.objects.create(
            task=task, unit=cast.unit(part), name=part, role=AssignmentRole.PART, parent=the(task), state=State.ISSUED
        )
        with on(9, 28):
            closed(cast, task)
        assert the(task, part).state == State.CLOSED_OUT

    def test_what_was_withdrawn_stays_withdrawn(self, cast):
        task = an_issued_task(cast, supporting=(HOUSING,))
        Assignment.objects.filter(task=task, unit__name=HOUSING).update(state=State.WITHDRAWN)
        with on(9, 28):
            closed(cast, task)
        assert the(task, HOUSING).state == State.WITHDRAWN


class TestWhereEachReports:
    def test_the_task_goes_on_until_the_last_is_closed_out(self, cast):
        task = an_issued_task(cast, supporting=(HOUSING,))
        each_reports(task)
        with on(9, 28):
            closed(cast, task)
            assert the(task, HOUSING).state == State.ISSUED
            assert fresh(task).state == State.ISSUED
            closed(cast, task, HOUSING)
        assert fresh(task).state == State.CLOSED_OUT

    def test_who_was_only_informed_is_closed_with_the_last(self, cast):
        task = an_issued_task(cast, supporting=(HOUSING,))
        Assignment.objects.filter(task=task, unit__name=HOUSING).update(role=AssignmentRole.INFORMED)
        each_reports(task)
        with on(9, 28):
            closed(cast, task)
        assert the(task, HOUSING).state == State.CLOSED_OUT


class TestFourEyes:
    def test_who_typed_the_report_does_not_close_it_out(self, cast, task):
        with on(9, 28):
            verified(cast, task, by=cast.wang)
            with pytest.raises(Refused) as refused:
                close(cast, task)
        assert refused.value.code == "own-report"
        assert the(task).state == State.VERIFIED

    def test_who_verified_it_may_close_it_out(self, cast, task):
        """A small office works with three people."""
        with on(9, 28):
            one = submitted(cast, task)
            verify_report(one, actor=cast.wang, version=one.version, checked=ON_SITE)
            close(cast, task)
        assert the(task).state == State.CLOSED_OUT


class TestRefusals:
    @pytest.fixture(autouse=True)
    def late_september(self):
        with on(9, 28):
            yield

    @pytest.mark.parametrize("who", ["chen", "li", "sun", "zhou", "qian", "zhao", "jiang", "feng", "shen"])
    def test_only_the_head_of_supervision(self, cast, task, who):
        verified(cast, task)
        with pytest.raises(PermissionDenied):
            close(cast, task, who)
        assert the(task).state == State.VERIFIED

    def test_not_without_reasons(self, cast, task):
        verified(cast, task)
        with pytest.raises(Refused, match="销号理由"):
            close(cast, task, reasons="")

    @pytest.mark.parametrize("state", [state for state in State if state != State.VERIFIED])
    def test_only_what_was_verified(self, cast, task, state):
        Assignment.objects.filter(task=task).update(state=state)
        with pytest.raises(Refused) as refused:
            close(cast, task)
        assert refused.value.code == "not-verified"

    def test_not_while_it_is_suspended(self, cast, task):
        verified(cast, task)
        suspend_task(fresh(task), actor=cast.chen, version=1, basis=BY_PAPER)
        with pytest.raises(Refused, match="恢复办理后"):
            close(cast, task)

    def test_who_looked_at_an_older_version(self, cast, task):
        verified(cast, task)
        with pytest.raises(ChangedMeanwhile):
            close_out(the(task), actor=cast.wang, version=1, reasons="目标完成。")


def test_several_at_once_all_or_none(cast):
    with on(9, 28):
        rows = [verified(cast, an_issued_task(cast, f"整治第{number}处隐患。")) for number in range(2)]
        waiting = submitted(cast, an_issued_task(cast, "修订预案。"))
        with pytest.raises(Refused):
            close_out_several([(one, one.version) for one in [*rows, waiting]], actor=cast.wang, reasons="目标完成。")
        assert not CloseOut.objects.exists()
        seen = [(one, one.version) for one in (the(one.task) for one in rows)]
        assert len(close_out_several(seen, actor=cast.wang, reasons="目标完成。")) == 2
    with pytest.raises(Refused, match="先勾选"):
        close_out_several([], actor=cast.wang, reasons="目标完成。")
