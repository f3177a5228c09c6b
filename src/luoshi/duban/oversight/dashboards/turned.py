"""What turned yellow or red, and what will miss its limit: each with its reason, and with who was asked when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When

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


@dataclass(frozen=True, slots=True)
class News:
    """What the overview tells first."""

    turned: list[Told]
    missing: list[Told]


def news(tasks: QuerySet[Task], since: date, *, most: int = SHOWN) -> News:
    """What is new of *tasks*, *most* of each kind: two queries.

    Those whose light turned to an alarm on *since* or later and shows it still, the worst and newest first; and
    those that will miss their limit at the present rate, the nearest limit first.
    """
    seen = standing(tasks).order_by().values("pk")
    before = LightChange.objects.filter(task=OuterRef("pk"), on=OuterRef("since"), colour=OuterRef("colour"))
    rows = TaskLight.objects.filter(
        Q(pk__in=Subquery(_turned(seen, since).values("task")[:most]))
        | Q(pk__in=Subquery(_missing(seen).values("pk")[:most]))
    )
    rows = rows.select_related("task__lead").annotate(was=Subquery(before.order_by("-id").values("was")[:1]))
    asked_of, found = asked.latest(row.pk for row in rows), [(row, _told(row)) for row in rows]
    found = [(row, replace(one, asked=asked_of.get(row.pk))) for row, one in found]
    new = [pair for pair in found if pair[0].colour in ALARMS and pair[0].since >= since]
    new.sort(key=lambda pair: (ALARMS.index(Colour(pair[0].colour)), -pair[0].since.toordinal(), pair[0].pk))
    late = [pair for pair in found if pair[0].forecast in WARNINGS]
    late.sort(key=lambda pair: (pair[0].task.due or date.max, pair[0].pk))
    return News([one for _row, one in new[:most]], [one for _row, one in late[:most]])


def _turned(tasks: QuerySet[Task, Any], since: date) -> QuerySet[LightChange, Any]:
    """By the changes since that day, which are few, in the order in which they are told."""
    changes = LightChange.objects.filter(
        on__gte=since,
        colour__in=ALARMS,
        task__light__colour=F("colour"),
        task__light__since=F("on"),
        task__in=tasks,
    )
    ranked = changes.order_by().values("task").annotate(rank=Max(_rank("colour")), day=Max("on"))
    return ranked.order_by("-rank", "-day", "task")


def _missing(tasks: QuerySet[Task, Any]) -> QuerySet[TaskLight]:
    return TaskLight.objects.filter(forecast__in=WARNINGS, task__in=tasks).order_by("task__due", "pk")


def _told(row: TaskLight) -> Told:
    light = light_of(row)
    was: str | None = getattr(row, "was", None)
    return Told(row.task, row.colour, row.since, why(light), forecast(light), was or "")


def _rank(column: str) -> Case:
    """The worst is greatest."""
    whens = [When(**{column: colour}, then=Value(len(ALARMS) - place)) for place, colour in enumerate(ALARMS)]
    return Case(*whens, default=Value(0), output_field=IntegerField())
