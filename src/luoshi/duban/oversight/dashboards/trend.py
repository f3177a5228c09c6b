"""The trend by week: how many tasks had which light at the end of each of the last weeks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, QuerySet, Subquery, Sum, Value

from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.models import LightChange, LightTally
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
    """From the tallies that are kept each morning, for who sees the whole office: one query.

    A week's figures are those of its last day with a tally; a week without any is left out.  Today is as it is now,
    with what turned since this morning, so that its column is what the lists of today show.
    """
    tallies = LightTally.objects.filter(register__office=office, day__gte=first_monday(today), day__lte=today)
    this_morning = LightTally.objects.filter(day=today).order_by("-after").values("after")
    since = LightChange.objects.filter(task__office=office, pk__gt=Subquery(this_morning[:1]))
    if register is not None:
        tallies, since = tallies.filter(register=register), since.filter(task__register=register)
    past = tallies.order_by().values_list("day", "colour").annotate(count=Sum("count"))
    now = since.order_by().annotate(day=Value(today, output_field=DateField()))
    came = now.values_list("day", "colour").annotate(count=Count("pk"))
    went = now.exclude(was="").values_list("day", "was").annotate(count=Count("pk") * Value(-1))
    days: dict[date, Counter[str]] = defaultdict(Counter)
    for day, colour, count in past.union(came, went, all=True):
        days[day][colour] += count
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
