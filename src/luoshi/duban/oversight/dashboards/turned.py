"""What turned yellow or red, and what will miss its limit: each with its reason, and with who was asked when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, F, IntegerField, Max, QuerySet, Value, When

from luoshi.duban.oversight import asked
from luoshi.duban.oversight.asked import Asking
from luoshi.duban.oversight.dashboards.landed import ALARMS, WARNINGS, standing
from luoshi.duban.oversight.lights.judging import Forecast, Light, Reason
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.wording import NAMES, forecast, why
from luoshi.duban.oversight.models import LightChange, TaskLight
from luoshi.duban.tasks.models import Task

#: So many of each stand on the overview; the list of rows shows all.
SHOWN = 10


def light_of(row: TaskLight) -> Light:
    """A light as it was computed last."""
    return Light(
        Colour(row.colour),
        Reason(row.reason),
        row.days,
        row.percent,
        row.expected,
        Forecast(row.forecast),
        row.finishes,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A task with its light: the colour before and since when it has this one, why, and who was asked last.

    ``was`` is empty where it is not told, or where the task had no light before.
    """

    task: Task
    colour: str
    since: date
    why: str
    forecast: str
    was: str = ""
    asked: Asking | None = None

    @property
    def name(self) -> str:
        """What the colour is called."""
        return str(NAMES[Colour(self.colour)])

    @property
    def was_name(self) -> str:
        """What the colour before was called."""
        return str(NAMES[Colour(self.was)]) if self.was else ""


def told(row: TaskLight, was: str = "") -> Told:
    """What is told of a light, with its task."""
    light = light_of(row)
    return Told(row.task, row.colour, row.since, why(light), forecast(light), was)


def turned(tasks: QuerySet[Task], since: date, *, most: int = SHOWN) -> list[Told]:
    """The lights among *tasks* that turned to an alarm on *since* or later and show it still; the worst and newest
    first: two queries."""
    changes = LightChange.objects.filter(
        on__gte=since,
        colour__in=ALARMS,
        task__light__colour=F("colour"),
        task__light__since=F("on"),
        task__in=standing(tasks).order_by().values("pk"),
    )
    ranked = changes.order_by().values("task").annotate(newest=Max("pk"), rank=Max(_rank("colour")), day=Max("on"))
    ranked = ranked.order_by("-rank", "-day", "-newest")
    keys = [row["newest"] for row in ranked[:most]]
    found = {one.pk: one for one in LightChange.objects.filter(pk__in=keys).select_related("task__lead", "task__light")}
    return [told(found[key].task.light, found[key].was) for key in keys]


def missing(tasks: QuerySet[Task], *, most: int = SHOWN) -> list[Told]:
    """The tasks that will miss their limit at the present rate, whose limit is nearest first: one query."""
    rows = TaskLight.objects.filter(forecast__in=WARNINGS, task__in=standing(tasks).order_by().values("pk"))
    return [told(row) for row in rows.select_related("task__lead").order_by("task__due", "pk")[:most]]


def with_asking(*lists: Sequence[Told]) -> list[list[Told]]:
    """*lists* with who was asked when, in one question for all."""
    found = asked.latest(one.task.pk for rows in lists for one in rows)
    return [[replace(one, asked=found.get(one.task.pk)) for one in rows] for rows in lists]


def _rank(column: str) -> Case:
    """The worst is greatest."""
    whens = [When(**{column: colour}, then=Value(len(ALARMS) - place)) for place, colour in enumerate(ALARMS)]
    return Case(*whens, default=Value(0), output_field=IntegerField())
