"""A new time limit after issue; the first, and every one since, stays on record.

The task's own limit counts for every unit; an extension that is only one unit's stands beside it
(:attr:`.Limit.assignment`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, Limit, LimitKind, Task
from luoshi.duban.tasks.proposed import limit_of, limit_row, replace_limit

#: A last day further ahead than this is a slip of the pen.
_FURTHEST = 366 * 10


@dataclass(frozen=True, slots=True)
class SetBy:
    """Who set a limit, and on which basis, as the record says it."""

    person: User
    basis: str


def to_the_day(day: date) -> LimitProposal:
    """A limit that is a day and nothing else, in the words of an official paper."""
    return LimitProposal(LimitKind.DATE, f"{day.year}年{day.month}月{day.day}日", due=day)


def later(limit: Limit | None, day: date) -> LimitProposal:
    """What *limit* becomes when only its last day moves; what recurs or goes by milestones goes on doing so."""
    if limit is None or limit.kind not in (LimitKind.RECURRING, LimitKind.MILESTONES):
        return to_the_day(day)
    return replace(limit_of(limit), due=day)


def require_reasonable(day: date) -> None:
    """Refuse a new last day that has passed already, or is years away."""
    today = clock.today()
    if day < today:
        raise Refused("day-past", f"新时限{day}已经过去。", f"The new limit {day} has passed already.")
    if (day - today).days > _FURTHEST:
        raise Refused("day-far", f"新时限{day}在十年以后，请核对。", f"The new limit {day} is over ten years away.")


def own_limit(task: Task) -> Limit | None:
    """The task's own limit that counts now, if it was ever set."""
    return Limit.objects.filter(task=task, assignment=None, is_current=True).first()


def own_due(task: Task) -> date | None:
    """The last day of the task's own limit; ``task.due`` is the next one of a unit that may have been given longer."""
    limit = own_limit(task)
    return limit.due if limit is not None else task.due


def set_task_limit(task: Task, limit: LimitProposal, by: SetBy) -> None:
    """Let *limit* be the task's own from now on.  The columns of *task* are set and not saved."""
    replace_limit([task], limit, basis=by.basis, set_by=by.person)


def set_own_limit(assignment: Assignment, limit: LimitProposal, by: SetBy) -> None:
    """Let *limit* be that of this unit alone.  Its assignment's own ``due`` is for the action to set."""
    Limit.objects.filter(assignment=assignment, is_current=True).update(is_current=False)
    limit_row(assignment.task, limit, basis=by.basis, set_by=by.person, assignment=assignment).save()


def drop_own_limits(assignments: Iterable[Assignment]) -> None:
    """The task's own limit counts again for these units; what was set stays on record."""
    Limit.objects.filter(assignment__in=list(assignments), is_current=True).update(is_current=False)


def move_limits(task: Task, due: date | None, *, was: date | None) -> None:
    """Give every unit that is still at it the new limit; the days it was late under the old one stay with it.

    A part (分办) whose unit gave it a day of its own, another than the task's limit *was*, keeps it.
    """
    today = clock.today()
    still = Assignment.objects.filter(task=task).exclude(state__in=OVER)
    moved = [row for row in still if row.due != due and (row.role != AssignmentRole.PART or row.due == was)]
    for row in moved:
        row.late_before, row.due = late_days(row, task, today), due
        if due is not None and due < today:  # the days up to now were counted already
            row.counts_from = today
        row.version += 1
        row.save(update_fields=("late_before", "due", "counts_from", "version"))
    drop_own_limits(moved)
