"""The trend by week: how many tasks had which light at the end of each of the last weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, QuerySet, Sum, Value

from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.models import LightChange, LightTally, TaskLight
from luoshi.duban.tasks.models import Task

WEEKS = 12
#: What the trend counts; other signs are neither an alarm nor progress.
SHOWN = (Colour.RED, Colour.ORANGE, Colour.YELLOW, Colour.BLUE, Colour.GREEN, Colour.CLOSED)
#: What of it is drawn, the worst at the bottom: beside all that goes well an alarm could not be seen.
DRAWN = SHOWN[:4]


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday: the day that its figures are of, and how many tasks had which light then."""

    monday: date
    day: date
    counts: Mapping[str, int]


def first_monday(today: date) -> date:
    """The Monday of the first week that is shown."""
    return today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))


def of_office(office: int, today: date, register: int | None = None) -> list[Week]:
    """From the tallies that are kept each morning, for who sees the whole office, and today as it is now: one query.

    A week's figures are those of its last day with a tally; a week without any is left out.  What is done in the
    course of a day turns lights, so that this morning's tally would not be what the lists of today show.
    """
    tallies = LightTally.objects.filter(register__office=office, day__gte=first_monday(today), day__lt=today)
    lights = TaskLight.objects.filter(task__office=office)
    if register is not None:
        tallies, lights = tallies.filter(register=register), lights.filter(task__register=register)
    past = tallies.order_by().values_list("day", "colour").annotate(count=Sum("count"))
    as_day = Value(today, output_field=DateField())
    now = lights.order_by().annotate(day=as_day).values_list("day", "colour").annotate(count=Count("pk"))
    days: dict[date, dict[str, int]] = defaultdict(dict)
    for day, colour, count in past.union(now, all=True):
        days[day][colour] = count
    newest: dict[date, date] = {}
    for day in sorted(days):
        newest[day - timedelta(days=day.weekday())] = day
    return [Week(monday, day, days[day]) for monday, day in newest.items()]


def of_tasks(tasks: QuerySet[Task], today: date) -> list[Week]:
    """From the changes of the lights of *tasks*, for who sees a part of the office: one query.

    At a week's end a colour has as many as turned to it so far, less those that turned away from it.
    """
    changes = LightChange.objects.filter(task__in=tasks.order_by().values("pk"), on__lte=today).order_by()
    came = changes.values_list("on", "colour").annotate(count=Count("pk"))
    went = changes.exclude(was="").values_list("on", "was").annotate(count=Count("pk") * Value(-1))
    moves = list(came.union(went, all=True))
    return _summed(moves, today)


def _summed(moves: Iterable[tuple[date, str, int]], today: date) -> list[Week]:
    ordered = sorted(moves)
    if not ordered:
        return []
    monday, counts, place, weeks = first_monday(today), defaultdict[str, int](int), 0, []
    while monday <= today:
        last = min(monday + timedelta(days=6), today)
        while place < len(ordered) and ordered[place][0] <= last:
            _on, colour, count = ordered[place]
            counts[colour] += count
            place += 1
        if place:
            weeks.append(Week(monday, last, dict(counts)))
        monday += timedelta(days=7)
    return weeks
