"""What must always hold in the workflow, and how a walk through it acts: the walk itself is in test_machine.py."""

from contextlib import ExitStack
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.audit.models import Event
from luoshi.duban.audit.verification import verify
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.acting import issued_in_office, running
from luoshi.duban.tasks.derivation import derive, refresh
from luoshi.duban.tasks.lateness import is_overdue, late_days, overdue, overdue_assignments, overdue_days
from luoshi.duban.tasks.models import (
    OVER,
    Assignment,
    AssignmentRole,
    Change,
    CloseOut,
    Extension,
    Limit,
    Notice,
    Report,
    Return,
    State,
    Task,
    TaskSource,
    Verification,
)
from luoshi.duban.tasks.owed import owes, owing
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER

START = date(2026, 7, 15)
RIVERS = "青禾县水利局河湖中心"
#: Who acts for which unit.
OF_UNITS = {WATER: "sun", HOUSING: "wu", FINANCE: "zheng", RIVERS: "zheng"}
#: What only ever grows.
KEPT = (Task, Assignment, Report, Verification, CloseOut, Extension, Return, Limit, Change, Notice, TaskSource, Event)


class Promises(RuleBasedStateMachine):
    """Three tasks, one a way of completion, in the hands of their units."""

    cast = None

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.today = START
        plan = a_plan(self.cast)
        for completion in Completion:
            task = a_task(self.cast, plan, f"{completion.label}的任务。", supporting=(HOUSING, FINANCE), issued=True)
            Task.objects.filter(pk=task.pk).update(completion=completion)
        for task in Task.objects.all():
            refresh(task)
        self.first = {row.pk: row.first_due for row in Assignment.objects.all()}
        self.counts = self._counted()
        self.late = {}
        self.frozen = {}
        #: What may lower the days that count: the unit says when it was done, an extension was asked for in time.
        self.may_lower = False

    def teardown(self):
        try:
            with clock.standing_at(self._now()):
                assert not Event.objects.exists() or not list(verify("qinghe")), "the record is whole"
        finally:
            transaction.set_rollback(True)
            self.stack.close()

    # What must always hold

    @invariant()
    def states_follow(self):
        for task in Task.objects.prefetch_related("assignments"):
            rows = [one for one in task.assignments.all() if one.role != AssignmentRole.PART]
            told = derive(Completion(task.completion), [(AssignmentRole(one.role), State(one.state)) for one in rows])
            assert task.state == (told if task.withdrawn_on is None else State.WITHDRAWN)

    @invariant()
    def lateness_stays(self):
        days = self._days()
        for pk, before in self.late.items():
            assert self.may_lower or days[pk] >= before, "no action but these takes days away"
        for row in self._rows():
            if row.state in OVER and pk_frozen(self.frozen, row):
                assert days[row.pk] == self.frozen[row.pk][1], "late is late for ever"
        self.frozen = {row.pk: (row.state_since, days[row.pk]) for row in self._rows() if row.state in OVER}
        self.late, self.may_lower = days, False

    @invariant()
    def the_first_limit_is_never_overwritten(self):
        for row in self._rows():
            self.first.setdefault(row.pk, row.first_due)
            assert row.first_due == self.first[row.pk]
        for task in Task.objects.all():
            assert Limit.objects.filter(task=task, is_first=True).count() == 1
            assert Limit.objects.filter(task=task, assignment=None, is_current=True).count() == 1

    @invariant()
    def the_database_says_the_same(self):
        rows = self._rows()
        late = {row.pk for row in rows if row.state not in OVER and overdue_days(row, row.task, self.today) > 0}
        assert set(Assignment.objects.filter(overdue_assignments(self.today)).values_list("pk", flat=True)) == late
        tasks = {task.pk for task in Task.objects.all() if is_overdue(task, self.today)}
        assert set(Task.objects.filter(overdue(self.today)).values_list("pk", flat=True)) == tasks
        owed = {row.pk for row in rows if owes(row, row.task, self.today) is not None}
        assert set(Assignment.objects.filter(owing(self.today)).values_list("pk", flat=True)) == owed

    @invariant()
    def units_of_the_office_have_what_is_issued(self):
        for office in Office.objects.all():
            issued = Assignment.objects.filter(task__office=office, task__issued_at__isnull=False)
            assert set(issued_in_office(office.pk)) == set(issued)
        stopped = Assignment.objects.exclude(task__suspended_since=None)
        assert set(Assignment.objects.filter(running())) == set(Assignment.objects.all()) - set(stopped)

    @invariant()
    def four_eyes(self):
        for one in Verification.objects.select_related("report").exclude(report=None):
            assert one.verified_by_id != one.report.typed_by_id
        for one in CloseOut.objects.select_related("verification__report").exclude(verification=None):
            report = one.verification.report
            assert report is None or one.closed_by_id != report.typed_by_id
        for kind in (Extension, Return):
            for one in kind.objects.exclude(decision=""):
                assert one.decided_by_id != one.typed_by_id

    @invariant()
    def nothing_is_lost(self):
        counts = self._counted()
        assert all(counts[name] >= self.counts[name] for name in counts)
        self.counts = counts

    @invariant()
    def what_is_over_is_over(self):
        for task in Task.objects.exclude(merged_into=None):
            assert task.state == State.WITHDRAWN
        for row in self._rows():
            if row.state == State.CLOSED_OUT:
                assert row.ended_on is not None
            if row.state not in OVER:
                assert row.ended_on is None

    # How it is done

    def _act(self, action, *, records=True, lowers=False):
        """Do it today; a refusal leaves everything as it was, and what was done is on record."""
        before, events = self._picture(), Event.objects.count()
        with clock.standing_at(self._now()):
            try:
                with transaction.atomic():
                    action()
            except (PermissionDenied, Refused):
                assert self._picture() == before, "a refusal changes nothing"
                assert Event.objects.count() == events
                return
        self.may_lower = lowers
        assert not records or Event.objects.count() > events, "what was done is on record"

    def _picture(self):
        tasks = list(Task.objects.order_by("pk").values_list())
        return tasks, list(Assignment.objects.order_by("pk").values_list()), self._counted()

    def _counted(self):
        return {kind.__name__: kind.objects.count() for kind in KEPT}

    def _rows(self):
        rows = Assignment.objects.select_related("task__register", "task__office", "unit", "parent__unit")
        return list(rows.order_by("pk"))

    def _again(self, row):
        return next(one for one in self._rows() if one.pk == row.pk)

    def _pick(self, place, *states):
        rows = self._rows()
        fitting = [row for row in rows if row.state in states and (row.answers or place % 3)]
        return one_of(fitting if place % 10 else rows, place) or one_of(rows, place)

    def _task(self, place, fits):
        tasks = list(Task.objects.select_related("office", "register").order_by("pk"))
        fitting = [task for task in tasks if fits(task)]
        return one_of(fitting if place % 10 else tasks, place) or one_of(tasks, place)

    def _person(self, who, row=None):
        person = self.cast.people[OF_UNITS[row.unit.name] if who == "own" and row is not None else who]
        for kept in ("_roles", "_tenures"):
            person.__dict__.pop(kept, None)
        return person

    def _late(self, row):
        return late_days(row, row.task, self.today)

    def _days(self):
        return {row.pk: self._late(row) for row in self._rows()}

    def _ago(self, days):
        return self.today - timedelta(days=days)

    def _now(self):
        return datetime(self.today.year, self.today.month, self.today.day, 9, 0, tzinfo=clock.ZONE)


def one_of(rows, place):
    """The one at that place, around again past the last."""
    return rows[place % len(rows)] if rows else None


def pk_frozen(frozen, row):
    """Whether *row* was over before in the same stay there."""
    return row.pk in frozen and frozen[row.pk][0] == row.state_since
