"""Which units' parts of the chosen tasks are looked at, and on which day each unit is visited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models import Assignment, State, Task
from luoshi.duban.tasks.owed import is_working_day

#: More matters than these are no longer looked at in one inspection.
MOST = 200


def parts_of(tasks: Iterable[Task]) -> list[tuple[Unit, list[Assignment]]]:
    """The units that answer for *tasks*, each with its parts, in the order of the units: one query.

    What is closed out counts as well: whether it was really done is what an inspection looks at.
    """
    keys = [task.pk for task in tasks]
    rows = Assignment.objects.filter(task__in=keys, answers=True, unit__isnull=False, parent=None)
    rows = rows.exclude(state__in=("", State.WITHDRAWN)).select_related("unit", "task")
    found: dict[int, tuple[Unit, list[Assignment]]] = {}
    for row in rows.order_by("unit__position", "unit", "task__due", "task"):
        if row.unit is not None:
            found.setdefault(row.unit.pk, (row.unit, []))[1].append(row)
    return list(found.values())


def days_for(count: int, starts: date, ends: date) -> list[date]:
    """A day for each of *count* units, spread evenly in their order over the working days from *starts* to *ends*;
    over all days where none of them is one."""
    span = [starts + timedelta(days=number) for number in range(max(0, (ends - starts).days) + 1)]
    days: Sequence[date] = [day for day in span if is_working_day(day)] or span
    return [days[place * len(days) // count] for place in range(count)]
