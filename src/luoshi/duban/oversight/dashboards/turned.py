"""What turned yellow or red, and what will miss its limit: each with its reason, and with who was asked when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)

from luoshi.duban.oversight import asked
from luoshi.duban.oversight.asked import Asking
from luoshi.duban.oversight.dashboards.landed import ALARMS, WARNINGS, among
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
    before = LightChange.objects.filter(task=OuterRef("pk"), on=OuterRef("since"), colour=OuterRef("colour"))
    # Not by the column itself: SQLite would read the changes of all days in the order of their tasks.
    by_task = _turned(tasks, since).annotate(turned=F("task") + 0).values("turned")
    ranked = by_task.annotate(rank=Max(_rank("colour")), day=Max("on"))
    worst = ranked.order_by("-rank", "-day", "turned").values("turned")
    nearest = _missing(tasks).order_by("task__due", "pk").values("pk")
    told = [TaskLight.objects.filter(pk__in=Subquery(some[:most])).order_by().values("pk") for some in (worst, nearest)]
    # One list of keys: of "one of these or one of those" a database would look at every light.
    rows = TaskLight.objects.filter(pk__in=told[0].union(told[1], all=True))
    rows = rows.select_related("task__lead").annotate(was=Subquery(before.order_by("-id").values("was")[:1]))
    found = list(rows)
    asked_of = asked.latest(row.pk for row in found)
    new = [row for row in found if row.colour in ALARMS and row.since >= since]
    new.sort(key=lambda row: (ALARMS.index(Colour(row.colour)), -row.since.toordinal(), row.pk))
    late = [row for row in found if row.forecast in WARNINGS]
    late.sort(key=lambda row: (row.task.due or date.max, row.pk))
    return News(
        [_told(row, asked_of.get(row.pk)) for row in new[:most]],
        [_told(row, asked_of.get(row.pk)) for row in late[:most]],
    )


def news_counts(tasks: QuerySet[Task], since: date) -> tuple[dict[str, int], dict[str, int]]:
    """How many turned, by the colour, and how many will miss, by the forecast: one query."""
    text = CharField()
    turned = (
        _turned(tasks, since).values_list(Value("turned", text), "colour").annotate(count=Count("task", distinct=True))
    )
    missing = _missing(tasks).order_by().values_list(Value("missing", text), "forecast").annotate(count=Count("pk"))
    found: dict[str, dict[str, int]] = {"turned": {}, "missing": {}}
    for kind, value, count in turned.union(missing, all=True):
        found[kind][value] = count
    return found["turned"], found["missing"]


def _turned(tasks: QuerySet[Task], since: date) -> QuerySet[LightChange]:
    """The changes since that day, which are few, that still hold."""
    still = TaskLight.objects.filter(pk=OuterRef("task"), colour=OuterRef("colour"), since=OuterRef("on"))
    changes = LightChange.objects.filter(on__gte=since, colour__in=ALARMS)
    return changes.filter(Exists(still), among(tasks, "task")).order_by()


def _missing(tasks: QuerySet[Task]) -> QuerySet[TaskLight]:
    return TaskLight.objects.filter(among(tasks, "pk"), forecast__in=WARNINGS)


def _told(row: TaskLight, asking: Asking | None) -> Told:
    light = light_of(row)
    was: str | None = getattr(row, "was", None)
    return Told(row.task, row.colour, row.since, why(light), forecast(light), was or "", asking)


def _rank(column: str) -> Case:
    """The worst is greatest."""
    whens = [When(**{column: colour}, then=Value(len(ALARMS) - place)) for place, colour in enumerate(ALARMS)]
    return Case(*whens, default=Value(0), output_field=IntegerField())
