"""The limits that stand in a person's calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.queries import units_in_charge
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, Limit
from luoshi.duban.tasks.queries import tasks_visible_to

#: So far ahead, so far back (what is overdue stays), and at most so many.
AHEAD, BACK = timedelta(days=120), timedelta(days=400)
MOST = 500
_COLUMNS = ("pk", "of_task", "number_of_task", "name_of_unit", "due", "issued")


@dataclass(frozen=True, slots=True)
class Due:
    """One limit: its lasting key, the task's key and number, the unit, the last day, how often it was moved, and when
    it was set."""

    key: str
    task: int
    number: str
    unit: str
    day: date
    moved: int
    since: datetime


def limits_of(person: User, today: date) -> Iterator[Due]:
    """The limits that are not over, the earliest first: each unit's own where *person* acts or answers for units, else
    those of the tasks that the person sees.

    Of more than :data:`MOST` the next ones stay, and then what became overdue last.
    """
    units = units_in_charge(person)
    rows = _of_units(units) if units else _of_tasks(person)
    rows = rows.filter(due__gte=today - BACK, due__lte=today + AHEAD).exclude(state__in=("", *OVER))
    coming = list(rows.filter(due__gte=today).order_by("due", "pk").values_list(*_COLUMNS)[:MOST])
    late = list(rows.filter(due__lt=today).order_by("-due", "-pk").values_list(*_COLUMNS)[: MOST - len(coming)])
    kept = [*reversed(late), *coming]
    set_at, counts = _history(kept, by_unit=bool(units))
    for pk, task, number, unit, day, issued in kept:
        kind = "assignment" if units else "task"
        yield Due(f"{kind}-{pk}", task, number, unit, day, max(0, counts[pk] - 1), set_at.get(pk, issued))


def _of_units(units: set[int]) -> QuerySet[Any]:
    """What these units have to do; one that is only told has no limit to keep."""
    rows = Assignment.objects.filter(
        unit__in=units, task__issued_at__isnull=False, task__suspended_since__isnull=True
    ).exclude(role=AssignmentRole.INFORMED)
    return rows.annotate(
        of_task=F("task_id"),
        number_of_task=F("task__number"),
        name_of_unit=_name("unit"),
        issued=F("task__issued_at"),
    )


def _of_tasks(person: User) -> QuerySet[Any]:
    rows = tasks_visible_to(person).filter(issued_at__isnull=False, suspended_since__isnull=True)
    return rows.annotate(of_task=F("pk"), number_of_task=F("number"), name_of_unit=_name("lead"), issued=F("issued_at"))


def _name(unit: str) -> Coalesce:
    """A unit's short name, its name, or nothing."""
    return Coalesce(NullIf(F(f"{unit}__short_name"), Value("")), F(f"{unit}__name"), Value(""))


def _history(kept: Sequence[tuple[Any, ...]], *, by_unit: bool) -> tuple[dict[int, datetime], Counter[int]]:
    """When the last limit of each was set, and how many there were: the task's and, *by_unit*, the unit's own."""
    of_task: dict[int, list[int]] = {}
    for pk, task, *_rest in kept:
        of_task.setdefault(task, []).append(pk)
    own = {row[0] for row in kept}
    which = Q(assignment__isnull=True) | Q(assignment__in=own) if by_unit else Q(assignment__isnull=True)
    set_at: dict[int, datetime] = {}
    counts: Counter[int] = Counter()
    rows = Limit.objects.filter(which, task__in=of_task).order_by("set_at", "pk")
    for task, assignment, moment in rows.values_list("task", "assignment", "set_at"):
        for pk in of_task[task] if assignment is None else (assignment,):
            set_at[pk] = moment
            counts[pk] += 1
    return set_at, counts
