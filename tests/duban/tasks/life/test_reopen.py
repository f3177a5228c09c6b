"""重新办理: what was over goes on; its lateness until then stays, and days count anew from today."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.actions.merge_tasks import Seen, merge_tasks
from luoshi.duban.tasks.actions.reopen import reopen_assignment, reopen_task
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.lateness import is_overdue, late_days
from luoshi.duban.tasks.models import Assignment, Change, CloseOut, Limit, Notice, NoticeKind, State, Suspension, Task
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import BY_PAPER, BY_WORD, closed, fresh, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast):
    return an_issued_task(cast, supporting=(HOUSING,))


def reopen(cast, task, who="wang", unit=WATER, basis=BY_WORD, due=None):
    one = the(task, unit)
    return reopen_assignment(one, actor=getattr(cast, who), version=one.version, basis=basis, due=due)


def withdraw(cast, task):
    now = fresh(task)
    withdraw_task(now, actor=cast.chen, version=now.version, basis=BY_PAPER)


def restore(cast, task, who="chen", basis=BY_WORD, due=None):
    now = fresh(task)
    return reopen_task(now, actor=getattr(cast, who), version=now.version, basis=basis, due=due)


def late(task, unit=WATER):
    return late_days(the(task, unit), fresh(task), clock.today())


class TestClosedOut:
    def test_it_goes_on_and_days_count_in_addition_to_those_that_counted(self, cast, task):
        with on(10, 12):
            closed(cast, task)
        with on(11, 1):
            reopen(cast, task)
            row = the(task)
            assert (row.state, row.done_on, row.ended_on) == (State.IN_PROGRESS, None, None)
            assert (row.late_before, row.counts_from) == (12, date(2026, 11, 1))
            assert late(task) == 12
        with on(11, 4):
            assert late(task) == 15
            assert is_overdue(fresh(task), clock.today())
        assert CloseOut.objects.get().late_days == 12

    def test_with_a_new_limit_it_is_late_only_after_that(self, cast, task):
        with on(10, 12):
            closed(cast, task)
        with on(11, 1):
            reopen(cast, task, due=date(2026, 11, 30))
        with on(12, 2):
            assert late(task) == 14
        assert fresh(task).due == date(2026, 11, 30)
        assert Limit.objects.get(task=task, is_current=True).due == date(2026, 11, 30)
        assert Limit.objects.get(task=task, is_first=True).due == date(2026, 9, 30)

    def test_the_units_that_closed_with_it_go_on_with_it_and_are_told(self, cast, task):
        with on(9, 28):
            closed(cast, task)
            reopen(cast, task)
        assert the(task, HOUSING).state == fresh(task).state == State.IN_PROGRESS
        assert Notice.objects.filter(kind=NoticeKind.REOPENED).count() == 2
        assert Event.objects.get(verb="assignment.reopened").after["units"] == [WATER, HOUSING]
        assert Change.objects.get().basis == BY_WORD.text

    def test_where_each_reports_only_that_unit_goes_on(self, cast, task):
        Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
        refresh(fresh(task))
        with on(9, 28):
            closed(cast, task)
            closed(cast, task, HOUSING)
            reopen(cast, task, due=date(2026, 12, 31))
        assert the(task, HOUSING).state == State.CLOSED_OUT
        assert the(task).due == date(2026, 12, 31)
        assert fresh(task).state == State.IN_PROGRESS

    def test_it_is_closed_out_again(self, cast, task):
        with on(9, 28):
            closed(cast, task)
            reopen(cast, task)
            closed(cast, task)
        assert fresh(task).state == State.CLOSED_OUT
        assert CloseOut.objects.count() == 2


class TestWithdrawn:
    def test_it_goes_on_with_the_units_that_still_had_it(self, cast):
        task = an_issued_task(cast, supporting=(HOUSING, FINANCE))
        with on(8, 1):
            Assignment.objects.filter(task=task, unit__name=FINANCE).update(
                state=State.WITHDRAWN, ended_on=date(2026, 8, 1), state_since=clock.now()
            )
        with on(8, 20):
            withdraw(cast, task)
        with on(9, 1):
            restore(cast, task)
        assert [the(task, unit).state for unit in (WATER, HOUSING, FINANCE)] == ["issued", "issued", "withdrawn"]
        assert fresh(task).state == State.ISSUED
        assert the(task).ended_on is None

    def test_what_was_late_stays_and_the_days_between_do_not_count(self, cast, task):
        with on(10, 5):
            withdraw(cast, task)
        with on(11, 1):
            restore(cast, task)
            assert late(task) == 5
        with on(11, 3):
            assert late(task) == 7

    def test_a_task_that_was_withdrawn_while_suspended_runs_again(self, cast, task):
        with on(10, 5):
            suspend_task(fresh(task), actor=cast.chen, version=1, basis=BY_PAPER)
        with on(10, 15):
            withdraw(cast, task)
        with on(11, 1):
            restore(cast, task, due=date(2026, 12, 31))
            assert late(task) == 5
        assert fresh(task).suspended_since is None
        assert Suspension.objects.get().ends == date(2026, 11, 1)
        assert the(task).due == date(2026, 12, 31)

    def test_a_merged_task_goes_on_in_the_other(self, cast, task):
        other = an_issued_task(cast, "完成水库加固。")
        with on(8, 1):
            merge_tasks(Seen(fresh(task), 1, fresh(other), 1), actor=cast.chen, basis=BY_PAPER)
            with pytest.raises(Refused, match="请在那里办理"):
                restore(cast, other)


class TestRefusals:
    @pytest.fixture(autouse=True)
    def late_september(self):
        with on(9, 28):
            yield

    @pytest.mark.parametrize("who", ["chen", "sun", "zhou", "qian", "zhao", "jiang", "feng", "shen"])
    def test_only_the_head_reopens_what_was_closed_out(self, cast, task, who):
        closed(cast, task)
        with pytest.raises(PermissionDenied):
            reopen(cast, task, who)

    @pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "feng", "shen"])
    def test_only_the_office_restores_what_was_withdrawn(self, cast, task, who):
        withdraw(cast, task)
        with pytest.raises(PermissionDenied):
            restore(cast, task, who)

    def test_not_without_a_basis(self, cast, task):
        closed(cast, task)
        with pytest.raises(Refused, match="依据"):
            reopen(cast, task, basis=type(BY_WORD)(BY_WORD.kind, ""))

    @pytest.mark.parametrize("state", [state for state in State if state != State.CLOSED_OUT])
    def test_only_what_was_closed_out(self, cast, task, state):
        Assignment.objects.filter(task=task).update(state=state)
        with pytest.raises(Refused, match="没有销号"):
            reopen(cast, task)

    def test_only_what_was_withdrawn(self, cast, task):
        with pytest.raises(Refused, match="没有撤销"):
            restore(cast, task)

    def test_a_new_limit_lies_ahead(self, cast, task):
        closed(cast, task)
        with pytest.raises(Refused, match="已经过去"):
            reopen(cast, task, due=date(2026, 9, 1))
        assert the(task).state == State.CLOSED_OUT

    def test_who_looked_at_an_older_version(self, cast, task):
        closed(cast, task)
        with pytest.raises(ChangedMeanwhile):
            reopen_assignment(the(task), actor=cast.wang, version=1, basis=BY_WORD)


class TestSomeUnitsHadBeenClosedOut:
    """Each unit reports; the water bureau is done when the task as a whole is withdrawn."""

    @pytest.fixture
    def half_done(self, cast, task):
        Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
        refresh(fresh(task))
        with on(9, 20):
            closed(cast, task)
        with on(9, 25):
            withdraw(cast, task)
        return task

    def test_the_task_is_withdrawn_and_what_was_closed_out_stays(self, half_done):
        now = fresh(half_done)
        assert (now.state, now.withdrawn_on) == (State.WITHDRAWN, date(2026, 9, 25))
        assert (the(half_done).state, the(half_done, HOUSING).state) == (State.CLOSED_OUT, State.WITHDRAWN)

    def test_it_goes_on_with_those_that_still_had_it(self, cast, half_done):
        with on(10, 5):
            restore(cast, half_done)
        assert (fresh(half_done).state, fresh(half_done).withdrawn_on) == (State.ISSUED, None)
        assert (the(half_done).state, the(half_done, HOUSING).state) == (State.CLOSED_OUT, State.ISSUED)

    def test_no_unit_goes_on_alone(self, cast, half_done):
        with on(10, 5), pytest.raises(Refused, match="不能单独重新办理"):
            reopen(cast, half_done)

    def test_nor_once_the_task_was_merged_away(self, cast, half_done):
        with on(10, 5):
            restore(cast, half_done)
            kept, other = fresh(an_issued_task(cast, "除险加固水库3座。")), fresh(half_done)
            merge_tasks(Seen(kept, kept.version, other, other.version), actor=cast.chen, basis=BY_PAPER)
            assert fresh(half_done).state == State.WITHDRAWN
            with pytest.raises(Refused, match="不能单独重新办理"):
                reopen(cast, half_done)
