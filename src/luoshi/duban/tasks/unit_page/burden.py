"""The burden laid on a unit: how many reports it is asked for in a month, by rule, and how many forms and files.

Counted from the rhythms of the registers and tasks and from the days on which the unit had each task, as
:mod:`luoshi.duban.tasks.owed` asks for reports: a window that opened while the unit answered for the task, had not said
that it is done, and the clock ran.  What was asked is the office's doing and shown beside what came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth, ExtractYear

from luoshi.duban import clock
from luoshi.duban.organisations.models import Unit
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.models import (
    OVER,
    Assignment,
    Invitation,
    Report,
    ReportKind,
    ReportLink,
    ReportSheet,
    State,
    Suspension,
)
from luoshi.duban.tasks.owed import fetch_nodes
from luoshi.duban.tasks.unit_page.scalars import counts
from luoshi.duban.tasks.windows import Windows

#: How many months back the page looks, this one included.
MONTHS = 12

#: The year and the month.
Month = tuple[int, int]


@dataclass(slots=True)
class MonthOfBurden:
    """A month: reports asked for, at how many times, and the reports that came, without news among them."""

    year: int
    month: int
    asked: int = 0
    times: int = 0
    came: int = 0
    no_change: int = 0


@dataclass(slots=True)
class RegisterOfBurden:
    """What of it comes from one register: open tasks, and reports asked for in these months."""

    name: str
    rhythms: set[Rhythm] = field(default_factory=set)
    open: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms and files that the unit was asked for in these months, and how many it has answered."""

    circulated: int
    answered: int
    sheets: int
    links: int


@dataclass(slots=True)
class Burden:
    """The page: month by month, the newest last, and by register."""

    months: list[MonthOfBurden]
    registers: list[RegisterOfBurden]

    @property
    def asked(self) -> int:
        """All reports asked for."""
        return sum(month.asked for month in self.months)

    @property
    def most(self) -> int:
        """The most that was asked for, or that came, in one month."""
        return max((max(month.asked, month.came) for month in self.months), default=0)

    @property
    def average(self) -> float:
        """Reports asked for in a month with any, on the average."""
        busy = [month.asked for month in self.months if month.asked]
        return sum(busy) / len(busy) if busy else 0.0


def first_day(today: date) -> date:
    """The first day of the months that are looked at."""
    back = today.year * 12 + today.month - 1 - (MONTHS - 1)
    return date(back // 12, back % 12 + 1, 1)


def burden_of(unit: Unit, today: date) -> Burden:
    """What *unit* was asked to report in the last twelve months: four questions to the database at most."""
    first = first_day(today)
    rows = _rows(unit, first)
    stopped = _suspensions(rows, first)
    fetch_nodes(rows)
    asked = _Asked(first, today)
    registers: dict[int, RegisterOfBurden] = {}
    for row in rows:
        of = registers.setdefault(row.task.register_id, RegisterOfBurden(str(row.task.register)))
        rhythm = Rhythm(row.task.rhythm or row.task.register.rhythm)
        of.rhythms.add(rhythm)
        of.open += row.state not in OVER
        of.asked += asked.count(row, rhythm, stopped.get(row.task_id, ()))
    months = _months(first)
    for month, number in asked.months.items():
        months[month].asked, months[month].times = number, len(asked.times[month])
    for month, kind, number in _came(unit, first):
        if month in months:
            months[month].came += number
            months[month].no_change += number if kind == ReportKind.NO_CHANGE else 0
    weight = sorted(registers.values(), key=lambda one: (-one.asked, -one.open, one.name))
    return Burden(list(months.values()), weight)


def forms_of(unit: Unit, today: date) -> Forms:
    """The forms and files of the last twelve months: requests for comment, and what went out for reports."""
    since = datetime.combine(first_day(today), datetime.min.time(), tzinfo=clock.ZONE)
    invited = Invitation.objects.filter(unit=unit, circulation__opened_at__gte=since)
    found = counts(
        unit,
        {
            "circulated": invited,
            "answered": invited.filter(answered_at__isnull=False),
            "sheets": ReportSheet.objects.filter(unit=unit, made_at__gte=since),
            "links": ReportLink.objects.filter(unit=unit, made_at__gte=since),
        },
    )
    return Forms(**found)


class _Asked:
    """Counts windows, by month."""

    def __init__(self, first: date, today: date) -> None:
        self.windows = Windows(first, today)
        self.months: dict[Month, int] = defaultdict(int)
        self.times: dict[Month, set[object]] = defaultdict(set)

    def count(self, row: Assignment, rhythm: Rhythm, stopped: Sequence[tuple[date, date | None]]) -> int:
        """How many windows opened for *row*; they are added to their months."""
        opened = self.windows.of(row, rhythm, stopped)
        for window in opened:
            self.months[window.opens.year, window.opens.month] += 1
            self.times[window.opens.year, window.opens.month].add((window.rhythm, window.last))
        return len(opened)


def _rows(unit: Unit, first: date) -> list[Assignment]:
    """The assignments in which *unit* answered to the office at some time since *first*."""
    still = ~Q(state__in=OVER) | Q(done_on__gte=first) | Q(ended_on__gte=first)
    rows = Assignment.objects.filter(unit=unit, answers=True, task__issued_at__isnull=False).filter(still)
    light = rows.exclude(state=State.WITHDRAWN, ended_on__isnull=True).select_related("task__register")
    return list(
        light.only(
            *("state", "due", "counts_from", "done_on", "ended_on", "task__rhythm", "task__issued_at"),
            *("task__register__name", "task__register__year", "task__register__rhythm"),
        )
    )


def _suspensions(rows: Iterable[Assignment], first: date) -> Mapping[int, list[tuple[date, date | None]]]:
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    keys = [row.task_id for row in rows]
    recent = Suspension.objects.filter(Q(ends__isnull=True) | Q(ends__gt=first), task__in=keys)
    for task, starts, ends in recent.values_list("task", "starts", "ends"):
        found[task].append((starts, ends))
    return found


def _came(unit: Unit, first: date) -> list[tuple[Month, str, int]]:
    """The reports that counted, by the month in which the unit made them and their kind."""
    rows = Report.objects.filter(assignment__unit=unit, filed_at__isnull=False, reported_on__gte=first)
    dated = (
        rows.filter(assignment__answers=True)
        .order_by()
        .annotate(year=ExtractYear("reported_on"), month=ExtractMonth("reported_on"))
    )
    counted = dated.values("year", "month", "kind").annotate(number=Count("pk"))
    return [((row["year"], row["month"]), row["kind"], row["number"]) for row in counted]


def _months(first: date) -> dict[Month, MonthOfBurden]:
    found: dict[Month, MonthOfBurden] = {}
    at = first.year * 12 + first.month - 1
    for number in range(at, at + MONTHS):
        year, month = divmod(number, 12)
        found[year, month + 1] = MonthOfBurden(year, month + 1)
    return found
