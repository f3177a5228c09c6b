"""逾期: late is a fact that follows from dates, never a state, and it stays for ever (DESIGN: invariant 7).

A limit's last day is included: due on the 30th is late from the 1st on.  What stops the count is the day on which the
unit said it was done (unless it is sent back), the day on which it had nothing more to do with it, or the day on which
the task was suspended.  When a suspended task is resumed its limit moves by as many days, so nothing is subtracted.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q

from luoshi.duban.tasks.models import OVER, Assignment, State, Task


def days_late(due: date | None, until: date, counts_from: date | None = None) -> int:
    """The days from the day after *due* to *until*; a unit that came on later is late only from *counts_from* on."""
    if due is None:
        return 0
    start = due if counts_from is None else max(due, counts_from)
    return max(0, (until - start).days)


def until_of(assignment: Assignment, task: Task, today: date) -> date:
    """The last day that counts: see the module."""
    days = [day for day in (assignment.done_on, assignment.ended_on, task.suspended_since) if day is not None]
    return min([*days, today])


def overdue_days(assignment: Assignment, task: Task, today: date) -> int:
    """The days by which *assignment* is, or was when it ended, past its present limit.

    Of what was closed out on a day that nobody noted (yesterday's ledger) nothing is known, so none.
    """
    if assignment.state in OVER and assignment.done_on is None and assignment.ended_on is None:
        return 0
    return days_late(assignment.due, until_of(assignment, task, today), assignment.counts_from)


def late_days(assignment: Assignment, task: Task, today: date) -> int:
    """All days by which this unit was late with this task, under earlier limits too."""
    return assignment.late_before + overdue_days(assignment, task, today)


def task_overdue_days(task: Task, today: date) -> int:
    """The days by which the task itself is, or was when it was done, past its present limit.

    The lateness of a withdrawn task stands in its ``late_before``.
    """
    if task.state == State.WITHDRAWN or (task.state in OVER and task.done_on is None):
        return 0
    days = [day for day in (task.done_on, task.suspended_since) if day is not None]
    return days_late(task.due, min([*days, today]))


def is_overdue(task: Task, today: date) -> bool:
    """Whether the task stands in an alarm: past its limit, and neither closed out nor withdrawn."""
    return task.issued_at is not None and task.state not in OVER and task_overdue_days(task, today) > 0


def overdue(today: date) -> Q:
    """A condition for tasks: :func:`is_overdue`, asked of the database."""
    return Q(due__lt=today) & ~Q(state__in=("", *OVER)) & _stopped_after("due", "")


def overdue_assignments(today: date) -> Q:
    """A condition for assignments that stand in an alarm; one that counts later than its limit is late from then on."""
    return ~Q(state__in=("", *OVER)) & past_limit(today)


def past_limit(today: date) -> Q:
    """The same of assignments that are known to be under way."""
    after_it_came = Q(counts_from__isnull=True) | (Q(counts_from__lt=today) & _stopped_after("counts_from", "task__"))
    return Q(due__lt=today) & after_it_came & _stopped_after("due", "task__")


def _stopped_after(day: str, task: str) -> Q:
    """Neither done nor suspended on or before the day in that column."""
    suspended = f"{task}suspended_since"
    return (Q(done_on__isnull=True) | Q(done_on__gt=F(day))) & (
        Q(**{f"{suspended}__isnull": True}) | Q(**{f"{suspended}__gt": F(day)})
    )


def shifted(due: date | None, days: int) -> date | None:
    """*due* moved by the days of a suspension."""
    return due + timedelta(days=days) if due is not None else None
