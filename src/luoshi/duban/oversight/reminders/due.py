"""What is to be reminded of today: the newest step of each limit and of each owed report.

A step that came before the unit had the limit, or before the report was owed, is passed over: what was given, moved or
opened today is no reason to chase today.  Of several steps that passed unsent only the newest counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.oversight.lights.workdays import working_day, working_days
from luoshi.duban.oversight.reminders.models import Kind
from luoshi.duban.oversight.reminders.rules import Rules
from luoshi.duban.tasks.models import Assignment, Limit
from luoshi.duban.tasks.owed import REPORTING, asked_period, owes, owing, rhythm_of, working_day_before

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Due:
    """A fact at its step, before anybody is chosen for it."""

    assignment: Assignment
    kind: Kind
    due: date
    step: int

    @property
    def key(self) -> tuple[int, str, date, int]:
        """What it is known by."""
        return self.assignment.pk, str(self.kind), self.due, self.step


def offset(reference: date, today: date) -> int:
    """The working days from *reference* to *today*, negative before it; 0 on the last working day up to it."""
    return -working_days(today, reference) if today <= reference else working_days(reference, today)


def step_day(reference: date, step: int) -> date:
    """The working day on which *step* comes."""
    return working_day(reference, step) if step > 0 else working_day_before(reference, 1 - step)


def due_in(office: Office, rules: Rules, today: date) -> list[Due]:
    """What is due in *office* on *today*: two queries, and one for every few hundred limits that were moved."""
    rows = list(_rows(office, rules, today))
    since = _in_force_since(rows)
    return [one for row in rows for one in _of(row, rules, today, since.get(row.pk))]


def _rows(office: Office, rules: Rules, today: date) -> Iterator[Assignment]:
    last = working_day(today, rules.farthest + 1) - timedelta(days=1)
    open_ones = Assignment.objects.filter(
        answers=True,
        state__in=REPORTING,
        unit__isnull=False,
        task__office=office,
        task__issued_at__isnull=False,
        task__suspended_since__isnull=True,
    )
    wanted = open_ones.filter(Q(due__lte=last) | owing(today)).select_related("task__register", "unit")
    yield from wanted.order_by("pk").iterator(chunk_size=2_000)


def _of(row: Assignment, rules: Rules, today: date, since: date | None) -> Iterator[Due]:
    if row.due is not None:
        reference = row.due if row.counts_from is None else max(row.due, row.counts_from)
        step = rules.step_at(offset(reference, today))
        if step is not None and (since is None or step_day(reference, step) > since):
            yield Due(row, Kind.LIMIT, row.due, step)
    period = asked_period(rhythm_of(row.task), today)
    if period is not None and owes(row, row.task, today) == period.ends:
        step = rules.step_at(offset(period.ends, today))
        if step is not None and step_day(period.ends, step) >= period.opens:
            yield Due(row, Kind.OWED, period.ends, step)


def _in_force_since(rows: Sequence[Assignment]) -> dict[int, date]:
    """The day on which each unit was given its present limit, by the assignment's key."""
    found = {row.pk: row.counts_from for row in rows if row.counts_from is not None}
    moved = [row for row in rows if row.due is not None and row.due != row.first_due]
    for start in range(0, len(moved), _AT_ONCE):
        some = moved[start : start + _AT_ONCE]
        own, whole = _limits(some)
        for row in some:
            day = own.get(row.pk) or whole.get(row.task_id)
            if day is not None:
                found[row.pk] = max(day, found.get(row.pk, day))
    return found


def _limits(rows: Collection[Assignment]) -> tuple[dict[int, date], dict[int, date]]:
    """When the current limits of these units, and of their tasks, were set."""
    mine = Q(assignment__in=[row.pk for row in rows])
    theirs = Q(task__in=[row.task_id for row in rows], assignment__isnull=True)
    own: dict[int, date] = {}
    whole: dict[int, date] = {}
    for limit in Limit.objects.filter(mine | theirs, is_current=True):
        day = limit.set_at.astimezone(clock.ZONE).date()
        if limit.assignment_id is not None:
            own[limit.assignment_id] = day
        else:
            whole[limit.task_id] = day
    return own, whole


def still_open(assignment: Assignment, kind: str, due: date, today: date) -> bool:
    """Whether what a reminder is about still stands on *today* (the assignment with its task and register)."""
    task = assignment.task
    if not assignment.answers or assignment.state not in REPORTING or task.suspended_since is not None:
        return False
    if kind == Kind.LIMIT:
        return assignment.due == due
    return kind == Kind.CHASE or owes(assignment, task, today) == due
