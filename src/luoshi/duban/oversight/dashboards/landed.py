"""How much has landed: tasks by register, unit, leader or topic, and by what became of them, counted by the database.

One query groups all tasks that a person sees; whatever the overview counts follows from its groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import BooleanField, Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
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
_COLUMN = {By.REGISTER: "register_id", By.UNIT: "lead_id", By.LEADER: "lead_id", By.TOPIC: "campaign"}
#: The colours that are told when a light turns to them, the worst first.
ALARMS = (Colour.RED, Colour.ORANGE, Colour.YELLOW)
#: The forecasts that the overview warns of.
WARNINGS = (Forecast.WILL_MISS, Forecast.NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class Group:
    """So many tasks of one kind.  ``key`` is the register, unit or topic; ``turned``: the light has had its colour
    only since the day that was asked about."""

    key: int | str | None
    fate: Fate
    colour: str
    forecast: str
    turned: bool
    count: int


def standing(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The issued ones that were not withdrawn: what every figure of the overview counts."""
    return tasks.filter(issued_at__isnull=False).exclude(state=State.WITHDRAWN)


def is_fate(fate: Fate, today: date) -> Q:
    """A condition for tasks of :func:`standing`."""
    closed, late = Q(state=State.CLOSED_OUT), Q(late_before__gt=0) | Q(done_on__gt=F("due"))
    return {
        Fate.LATE: closed & late,
        Fate.ON_TIME: closed
        & Q(late_before=0)
        & (Q(done_on__isnull=True) | Q(due__isnull=True) | Q(done_on__lte=F("due"))),
        Fate.OVERDUE: overdue(today),
        Fate.UNDER_WAY: ~closed & ~overdue(today),
    }[fate]


def scan(tasks: QuerySet[Task], by: By, today: date, since: date) -> list[Group]:
    """The groups of the standing ones among *tasks*: one query."""
    closed = Q(state=State.CLOSED_OUT)
    fate = Case(
        When(closed & (Q(late_before__gt=0) | Q(done_on__gt=F("due"))), then=Value(Fate.LATE.value)),
        When(closed, then=Value(Fate.ON_TIME.value)),
        When(overdue(today), then=Value(Fate.OVERDUE.value)),
        default=Value(Fate.UNDER_WAY.value),
        output_field=CharField(),
    )
    turned = Case(When(light__since__gte=since, then=Value(True)), default=Value(False), output_field=BooleanField())
    text = CharField()
    rows = (
        standing(tasks)
        .order_by()
        .annotate(
            fate=fate,
            turned=turned,
            colour=Coalesce("light__colour", Value(""), output_field=text),
            forecast=Coalesce("light__forecast", Value(""), output_field=text),
        )
        .values_list(_COLUMN[by], "fate", "colour", "forecast", "turned")
        .annotate(count=Count("pk"))
    )
    return [
        Group(key, Fate(fate), colour, forecast, bool(turned), count)
        for key, fate, colour, forecast, turned, count in rows
    ]


@dataclass(frozen=True, slots=True)
class Totals:
    """All tasks together."""

    fates: Mapping[Fate, int]
    colours: Mapping[str, int]
    turned: Mapping[str, int]
    forecasts: Mapping[str, int]

    @classmethod
    def of(cls, groups: Iterable[Group]) -> Totals:
        """The sums of *groups*."""
        fates, colours = dict.fromkeys(Fate, 0), defaultdict[str, int](int)
        turned, forecasts = defaultdict[str, int](int), defaultdict[str, int](int)
        for group in groups:
            fates[group.fate] += group.count
            colours[group.colour] += group.count
            forecasts[group.forecast] += group.count
            if group.turned and group.colour in ALARMS:
                turned[group.colour] += group.count
        return cls(fates, dict(colours), dict(turned), dict(forecasts))

    @property
    def all(self) -> int:
        """Every task that was issued and not withdrawn."""
        return sum(self.fates.values())

    @property
    def done(self) -> int:
        """Those that are closed out."""
        return self.fates[Fate.ON_TIME] + self.fates[Fate.LATE]

    @property
    def new(self) -> int:
        """Those whose light turned to an alarm."""
        return sum(self.turned.values())

    @property
    def missing(self) -> int:
        """Those that will miss their limit at the present rate."""
        return sum(self.forecasts.get(str(one), 0) for one in WARNINGS)


def by_key(groups: Sequence[Group]) -> dict[int | str | None, dict[Fate, int]]:
    """How many of each fate every key has."""
    found: dict[int | str | None, dict[Fate, int]] = {}
    for group in groups:
        fates = found.setdefault(group.key, dict.fromkeys(Fate, 0))
        fates[group.fate] += group.count
    return found
