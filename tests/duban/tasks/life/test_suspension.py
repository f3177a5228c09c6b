"""中止: while the clock stands nobody becomes later, and nothing that was late is forgiven."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import assume, given
from hypothesis import strategies as st

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.actions.change_task import Wanted, change_task
from luoshi.duban.tasks.actions.resume_task import resume_task
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.lateness import days_late, is_overdue, late_days
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Change,
    Limit,
    LimitKind,
    Notice,
    NoticeKind,
    State,
    Suspension,
    Task,
)
from luoshi.duban.tasks.owed import owes
from luoshi.duban.tasks.suspending import Stop, moved
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import BY_PAPER, BY_WORD, fresh, on, submitted

DUE = date(2026, 9, 30)


@pytest.fixture
def task(cast):
    return an_issued_task(cast, supporting=(HOUSING,))


def suspend(cast, task, who="chen", basis=BY_PAPER):
    now = fresh(task)
    return suspend_task(now, actor=getattr(cast, who), version=now.version, basis=basis)


def resume(cast, task, who="chen", basis=BY_WORD):
    now = fresh(task)
    return resume_task(now, actor=getattr(cast, who), version=now.version, basis=basis)


def late(task, unit=WATER):
    return late_days(the(task, unit), fresh(task), clock.today())


@pytest.mark.django_db
class TestTheClockStands:
    def test_in_time_then_suspended_is_not_late(self, cast, task):
        with on(9, 20):
            suspend(cast, task)
        with on(12, 1):
            assert late(task) == 0
            assert not is_overdue(fresh(task), clock.today())
            assert owes(the(task), fresh(task), clock.today()) is None

    def test_what_was_late_stays_late_by_as_much(self, cast, task):
        with on(10, 5):
            suspend(cast, task)
        with on(12, 1):
            assert late(task) == 5

    def test_the_units_are_told_and_the_basis_is_kept(self, cast, task):
        with on(9, 20):
            row = suspend(cast, task)
        assert (row.starts, row.ends, row.basis, row.suspended_by) == (
            date(2026, 9, 20),
            None,
            BY_PAPER.text,
            cast.chen,
        )
        assert Notice.objects.filter(kind=NoticeKind.SUSPENDED).count() == 2
        assert Event.objects.get(verb="task.suspended").reason == f"文件：{BY_PAPER.text}"
        assert Change.objects.get().basis == BY_PAPER.text


@pytest.mark.django_db
class TestItRunsAgain:
    def test_the_limit_moves_by_the_days_that_it_stood(self, cast, task):
        with on(9, 20):
            suspend(cast, task)
        with on(10, 30):
            resume(cast, task)
        assert (the(task).due, the(task, HOUSING).due, fresh(task).due) == (date(2026, 11, 9),) * 3
        assert fresh(task).suspended_since is None
        new = Limit.objects.get(task=task, is_current=True)
        assert (new.due, new.text, new.is_first) == (date(2026, 11, 9), "2026年11月9日", False)
        assert new.basis.startswith("中止后顺延")
        assert Limit.objects.get(task=task, is_first=True).due == DUE
        row = Suspension.objects.get()
        assert (row.ends, row.resumed_by, row.resumed_basis) == (date(2026, 10, 30), cast.chen, BY_WORD.words)
        assert Notice.objects.filter(kind=NoticeKind.RESUMED).count() == 2

    def test_what_was_late_goes_on_from_there(self, cast, task):
        with on(10, 5):
            suspend(cast, task)
        with on(10, 25):
            resume(cast, task)
            assert late(task) == 5
        with on(10, 28):
            assert late(task) == 8

    def test_who_was_done_before_is_as_late_as_it_was(self, cast, task):
        with on(10, 4):
            submitted(cast, task)
        with on(10, 5):
            suspend(cast, task)
        with on(10, 25):
            resume(cast, task)
            assert late(task) == 4

    def test_who_was_done_meanwhile_is_as_late_as_when_it_stopped(self, cast, task):
        with on(10, 5):
            suspend(cast, task)
        with on(10, 15):
            submitted(cast, task)
            assert late(task) == 5
        with on(10, 25):
            resume(cast, task)
            assert late(task) == 5

    def test_who_was_taken_off_meanwhile_is_as_late_as_when_it_stopped(self, cast, task):
        with on(10, 5):
            suspend(cast, task)
        with on(10, 15):
            now = fresh(task)
            wanted = Wanted(now.title, now.text, ((cast.unit(HOUSING), AssignmentRole.LEAD),))
            change_task(now, actor=cast.chen, version=now.version, wanted=wanted, basis=BY_WORD)
        with on(10, 25):
            resume(cast, task)
            assert late(task) == 5
            assert late(task, HOUSING) == 0
        with on(10, 27):
            assert late(task, HOUSING) == 2

    def test_a_limit_that_was_set_meanwhile_moves_only_by_the_days_since(self, cast, task):
        with on(9, 20):
            suspend(cast, task)
        with on(10, 10):
            now = fresh(task)
            units = ((cast.unit(WATER), AssignmentRole.LEAD), (cast.unit(HOUSING), AssignmentRole.SUPPORTING))
            limit = LimitProposal(LimitKind.DATE, "12月底前", due=date(2026, 12, 31))
            wanted = Wanted(now.title, now.text, units, limit)
            change_task(now, actor=cast.chen, version=now.version, wanted=wanted, basis=BY_WORD)
        with on(10, 20):
            resume(cast, task)
        assert the(task).due == date(2027, 1, 10)

    def test_a_unit_with_a_limit_of_its_own_keeps_its_lead(self, cast, task):
        Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
        row = the(task, HOUSING)
        Assignment.objects.filter(pk=row.pk).update(due=date(2026, 11, 30))
        own = {"assignment": row, "kind": LimitKind.DATE, "due": date(2026, 11, 30)}
        with on(9, 20):
            Limit.objects.create(task=task, set_by=cast.wang, **own)
            suspend(cast, task)
        with on(9, 30):
            resume(cast, task)
        assert (the(task).due, the(task, HOUSING).due) == (date(2026, 10, 10), date(2026, 12, 10))
        assert Limit.objects.get(assignment=row, is_current=True).due == date(2026, 12, 10)

    def test_on_the_same_day_nothing_moves(self, cast, task):
        with on(9, 20):
            suspend(cast, task)
            resume(cast, task)
        assert the(task).due == DUE
        assert Limit.objects.count() == 1

    def test_twice(self, cast, task):
        for month in (8, 9):
            with on(month, 1):
                suspend(cast, task)
            with on(month, 11):
                resume(cast, task)
        assert the(task).due == date(2026, 10, 20)
        assert Suspension.objects.count() == 2

    def test_a_task_without_a_limit(self, cast):
        task = an_issued_task(cast, due=None)
        with on(9, 20):
            suspend(cast, task)
        with on(9, 30):
            resume(cast, task)
        assert (the(task).due, fresh(task).suspended_since) == (None, None)


@pytest.mark.django_db
class TestRefusals:
    @pytest.fixture(autouse=True)
    def late_september(self):
        with on(9, 20):
            yield

    @pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "feng", "shen"])
    def test_only_the_supervision_office(self, cast, task, who):
        with pytest.raises(PermissionDenied):
            suspend(cast, task, who)
        suspend(cast, task)
        with pytest.raises(PermissionDenied):
            resume(cast, task, who)

    @pytest.mark.parametrize("act", [suspend, resume])
    def test_not_without_a_basis(self, cast, task, act):
        if act is resume:
            suspend(cast, task)
        with pytest.raises(Refused, match="依据"):
            act(cast, task, basis=type(BY_PAPER)(BY_PAPER.kind, " "))

    def test_not_twice(self, cast, task):
        suspend(cast, task)
        with pytest.raises(Refused, match="已经中止"):
            suspend(cast, task)

    def test_what_runs_is_not_resumed(self, cast, task):
        with pytest.raises(Refused, match="没有中止"):
            resume(cast, task)

    @pytest.mark.parametrize("state", [State.CLOSED_OUT, State.WITHDRAWN])
    def test_what_is_over(self, cast, task, state):
        Task.objects.filter(pk=task.pk).update(state=state)
        with pytest.raises(Refused, match="不在办理中"):
            suspend(cast, task)

    def test_who_looked_at_an_older_version(self, cast, task):
        with pytest.raises(ChangedMeanwhile):
            suspend_task(fresh(task), actor=cast.chen, version=9, basis=BY_PAPER)
        suspend(cast, task)
        with pytest.raises(ChangedMeanwhile):
            resume_task(fresh(task), actor=cast.chen, version=1, basis=BY_PAPER)


START = date(2026, 9, 1)
near = st.integers(0, 40).map(lambda days: START + timedelta(days=days))


@given(due=near, counts_from=near, starts=near, length=st.integers(0, 40), after=st.integers(0, 40))
def test_only_days_on_which_the_clock_ran_count(due, counts_from, starts, length, after):
    """Counted day by day: those after both the limit and the coming on, without those on which the clock stood."""
    stop = Stop(starts, starts + timedelta(days=length))
    day = stop.ends + timedelta(days=after)
    assume(max(due, counts_from) <= starts)  # a limit within the suspension moves as a whole: see below
    first = max(due, counts_from)
    days = [first + timedelta(days=place) for place in range(1, (day - first).days + 1)]
    ran = [one for one in days if not stop.starts < one <= stop.ends]
    assert days_late(*reordered(moved(due, counts_from, stop), day)) == len(ran)


@given(due=near, starts=near, length=st.integers(0, 40))
def test_the_days_that_were_left_are_left_afterwards(due, starts, length):
    stop = Stop(starts, starts + timedelta(days=length))
    later, _counts_from = moved(due, None, stop)
    assert (later - stop.ends) == (due - stop.starts)


@given(due=near, starts=near, length=st.integers(0, 40), done=near)
def test_who_was_done_is_as_late_as_before(due, starts, length, done):
    stop = Stop(starts, starts + timedelta(days=length))
    assume(due <= starts and done <= stop.ends)
    later, _counts_from = moved(due, None, stop, until=done)
    assert days_late(later, done) == days_late(due, min(done, starts))


def reordered(limits, day):
    due, counts_from = limits
    return due, day, counts_from
