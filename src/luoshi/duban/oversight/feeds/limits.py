"""The limits that stand in a person's calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, OuterRef, Q, Subquery

from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.queries import acting_units, answering_units, with_units_below
from luoshi.duban.tasks.models import OVER, Assignment, Limit
from luoshi.duban.tasks.queries import tasks_visible_to

#: So far ahead, so far back (what is overdue stays), and at most so many.
AHEAD, BACK = timedelta(days=120), timedelta(days=400)
MOST = 500


@dataclass(frozen=True, slots=True)
class Due:
    """One limit: the task's key and number, the units, the last day, how often it was moved and when last."""

    task: int
    number: str
    units: str
    day: date
    moved: int
    since: datetime


def limits_of(person: User, today: date) -> Iterator[Due]:
    """The limits of open tasks that *person* sees: of their own units where they act or answer for some, else all.

    Two queries beside those of the person's reach.
    """
    units = with_units_below(person.office_id or 0, acting_units(person) | answering_units(person))
    between = Q(due__gte=today - BACK, due__lte=today + AHEAD, issued_at__isnull=False)
    open_ones = (
        tasks_visible_to(person).filter(between).exclude(state__in=("", *OVER)).filter(suspended_since__isnull=True)
    )
    if units:
        open_ones = open_ones.filter(pk__in=Assignment.objects.filter(unit__in=units).values("task"))
    set_at = Limit.objects.filter(task=OuterRef("pk"), assignment__isnull=True).order_by()
    rows = open_ones.order_by("due", "id").annotate(
        since=Subquery(set_at.values("task").annotate(last=Max("set_at")).values("last"))
    )[:MOST]
    found = list(rows.values_list("pk", "number", "lead__short_name", "lead__name", "due", "since", "issued_at"))
    moved: dict[int, int] = {}
    for task in Limit.objects.filter(task__in=[row[0] for row in found], assignment__isnull=True).values_list(
        "task", flat=True
    ):
        moved[task] = moved.get(task, -1) + 1
    for key, number, short, name, due, since, issued in found:
        if due is None or issued is None:  # the query left them out
            continue
        yield Due(key, number, short or name or "", due, max(0, moved.get(key, 0)), since or issued)
