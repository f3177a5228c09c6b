"""How much has landed: tasks by register, unit, leader or topic, and by what became of them, counted by the database.

One query groups all tasks that a person sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban.oversight.lights.judging import Forecast
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.tasks.lateness import overdue
from luoshi.duban.tasks.models import State, Task


class Fate(StrEnum):
    """What became of an issued task that was not withdrawn; each has exactly one."""

    ON_TIME = "on-time"
    LATE = "late"
    UNDER_WAY = "under-way"
    OVERDUE = "overdue"


FATES: Mapping[Fate, str | Promise] = {
    Fate.ON_TIME: _("按时办结"),
    Fate.LATE: _("逾期办结"),
    Fate.UNDER_WAY: _("正在办理"),
    Fate.OVERDUE: pgettext_lazy("tasks", "逾期未办结"),
}


class By(StrEnum):
    """What the tasks are counted by.  A task counts for the unit that leads or answers first, and for every leader
    in whose field that unit is."""

    REGISTER = "register"
    UNIT = "unit"
    LEADER = "leader"
    TOPIC = "topic"


BY: Mapping[By, str | Promise] = {
    By.REGISTER: pgettext_lazy("one", "台账"),
    By.UNIT: _("牵头单位"),
    By.LEADER: _("分管领导"),
    By.TOPIC: _("专项工作"),
}
#: The column that is grouped by, the name of its rows, and their year.
_COLUMNS = {
    By.REGISTER: ("register_id", "register__name", "register__year"),
    By.UNIT: ("lead_id", "lead__name", ""),
    By.LEADER: ("lead_id", "", ""),
    By.TOPIC: ("campaign", "", ""),
}
#: The colours that are told when a light turns to them, the worst first.
ALARMS = (Colour.RED, Colour.ORANGE, Colour.YELLOW)
#: The forecasts that the overview warns of.
WARNINGS = (Forecast.WILL_MISS, Forecast.NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one register, unit or topic: its key, its name, and how many of each fate there are."""

    key: int | str | None
    name: str
    fates: Mapping[Fate, int]


def standing(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The issued ones that were not withdrawn: what every figure of the overview counts."""
    return tasks.filter(issued_at__isnull=False).exclude(state=State.WITHDRAWN)


def among(tasks: QuerySet[Task], column: str) -> Exists:
    """A condition for rows whose *column* names one of the standing tasks, asked row by row: where few rows are asked
    about, nothing reads all tasks first."""
    return Exists(standing(tasks).order_by().filter(pk=OuterRef(column)))


def is_fate(fate: Fate, today: date) -> Q:
    """A condition for tasks of :func:`standing`."""
    closed, late = Q(state=State.CLOSED_OUT), Q(late_before__gt=0) | Q(done_on__gt=F("due"))
    in_time = Q(done_on__isnull=True) | Q(due__isnull=True) | Q(done_on__lte=F("due"))
    return {
        Fate.LATE: closed & late,
        Fate.ON_TIME: closed & Q(late_before=0) & in_time,
        Fate.OVERDUE: overdue(today),
        Fate.UNDER_WAY: ~closed & ~overdue(today),
    }[fate]


def scan(tasks: QuerySet[Task], by: By, today: date) -> list[Group]:
    """The groups of the standing ones among *tasks*: one query, which reads the tasks in the order of an index."""
    column, name, year = _COLUMNS[by]
    # Each has exactly one fate, so the two that are the rest of others are not asked for.
    counted = {
        "every": Count("pk"),
        "closed": Count("pk", filter=Q(state=State.CLOSED_OUT)),
        "late": Count("pk", filter=is_fate(Fate.LATE, today)),
        "overdue": Count("pk", filter=is_fate(Fate.OVERDUE, today)),
    }
    named = {"named": Min(name, output_field=CharField())} if name else {}
    dated = {"dated": Min(year)} if year else {}
    rows = standing(tasks).order_by().values(column).annotate(**counted, **named, **dated)
    return [
        Group(
            row[column],
            f"{row['named']}（{row['dated']}）" if year else str(row.get("named") or row[column] or ""),
            {
                Fate.ON_TIME: row["closed"] - row["late"],
                Fate.LATE: row["late"],
                Fate.UNDER_WAY: row["every"] - row["closed"] - row["overdue"],
                Fate.OVERDUE: row["overdue"],
            },
        )
        for row in rows
    ]


def summed(several: Iterable[Mapping[Fate, int]]) -> dict[Fate, int]:
    """The sum of several groups' fates."""
    found = dict.fromkeys(Fate, 0)
    for fates in several:
        for fate in Fate:
            found[fate] += fates[fate]
    return found


@dataclass(frozen=True, slots=True)
class Totals:
    """All tasks together: by fate, those whose light turned by its colour, those that will miss by their forecast."""

    fates: Mapping[Fate, int]
    turned: Mapping[str, int]
    forecasts: Mapping[str, int]

    @property
    def all(self) -> int:
        """Every task that was issued and not withdrawn."""
        return sum(self.fates.values())

    @property
    def new(self) -> int:
        """Those whose light turned to an alarm."""
        return sum(self.turned.values())

    @property
    def missing(self) -> int:
        """Those that will miss their limit at the present rate."""
        return sum(self.forecasts.values())
