"""亮灯变化: which lights turned for the worse since a day, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.lights.rules import COLOURS, Colour
from luoshi.duban.oversight.models import LightChange
from luoshi.duban.tasks.queries import tasks_visible_to

#: The colours that are worth an alarm, the most urgent first.
ALARMS = (Colour.RED, Colour.ORANGE, Colour.YELLOW)


@dataclass(frozen=True, slots=True)
class Week:
    """How many tasks turned to which colour since ``since``, a Monday; colours to which none turned are left out."""

    since: date
    counts: Sequence[tuple[Colour, int]]


def monday(today: date) -> date:
    """The first day of the week of *today*."""
    return today - timedelta(days=today.weekday())


def turned(user: User, since: date, until: date | None = None) -> QuerySet[LightChange]:
    """What turned to a more urgent colour from *since* on, of the tasks that *user* sees; each task once a colour.

    A task's first light is no turn.
    """
    days = Q(on__gte=since) if until is None else Q(on__gte=since, on__lte=until)
    # Not grouped by the column itself: SQLite would read the changes of all days in the order of their tasks.
    turns = _turns(user, days).annotate(turned=F("task") + 0).values("turned", "colour")
    newest = turns.annotate(newest=Max("pk")).values("newest")
    return LightChange.objects.filter(pk__in=newest)


def _turns(user: User, days: Q) -> QuerySet[LightChange]:
    """Every turn of these days, a task's second one to the same colour too.

    Each is asked whether its task is seen: with a list of tasks SQLite would begin with all tasks of the office.
    """
    seen = tasks_visible_to(user).filter(issued_at__isnull=False, pk=OuterRef("task"))
    return LightChange.objects.filter(days, _worse(), Exists(seen)).order_by()


def _worse() -> Q:
    condition = Q()
    signs = [str(colour) for colour in Colour if colour not in COLOURS]
    for colour in ALARMS:
        calmer = [str(one) for one in COLOURS[: COLOURS.index(colour)]]
        condition |= Q(colour=str(colour), was__in=[*calmer, *signs])
    return condition


def counted(user: User, since: date) -> dict[Colour, int]:
    """How many tasks turned to each of the alarming colours since that day."""
    rows = _turns(user, Q(on__gte=since)).values_list("colour").annotate(count=Count("task", distinct=True))
    return {Colour(colour): count for colour, count in rows}


def this_week(user: User) -> Week:
    """What turned since Monday."""
    since = monday(clock.today())
    counts = counted(user, since)
    return Week(since, [(colour, counts[colour]) for colour in ALARMS if colour in counts])
