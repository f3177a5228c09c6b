"""Working days: weekdays, less the public holidays, plus the weekend days moved to work.

The State Council announces each year's arrangement late in the year before, so no rule
can compute it: it is a table (see :mod:`luoshi.calendar.table`), and a year that is not
in the table is an error, never a year without holidays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

from luoshi.calendar.table import DayKind, parse_table, read_table
from luoshi.errors import LuoshiError

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class NoCalendarData(LuoshiError):
    """The table holds no arrangement of holidays for a year that was asked about."""

    def __init__(self, year: int) -> None:
        super().__init__(
            "no-calendar",
            f"工作日历中没有{year}年的节假日安排，请补充后再算。",
            f"The working calendar has no holidays for the year {year}; add them first.",
        )
        self.year = year


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days by table: ``days`` are the exceptions to the week, ``years`` what is known."""

    days: Mapping[date, DayKind]
    years: frozenset[int]

    @classmethod
    def default(cls) -> WorkingCalendar:
        """The table that comes with the package."""
        return _default()

    @classmethod
    def load(cls, path: str | Path) -> WorkingCalendar:
        """A user's own table; :class:`~luoshi.errors.LuoshiError` names the line that is wrong."""
        days, years = read_table(Path(path))
        return cls(days, years)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on *day*; :class:`NoCalendarData` where its year is not known."""
        if day.year not in self.years:
            raise NoCalendarData(day.year)
        kind = self.days.get(day)
        if kind is None:
            return day.weekday() < _SATURDAY
        return kind is DayKind.WORK

    def add_working_days(self, day: date, count: int) -> date:
        """The *count*-th working day after *day* (before it, if negative); *day* itself never counts.

        That the first day is left out is the rule of the Civil Code, article 201, for periods
        counted in days.  With a *count* of 0 the answer is *day*, whatever day it is.
        """
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day = _next_day(day, step)
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days follow *start* up to and including *end*; negative if *end* is earlier."""
        if end < start:
            return -self._count(end, start - _ONE_DAY)
        return self._count(start + _ONE_DAY, end) if end > start else 0

    def _count(self, first: date, last: date) -> int:
        span = (last - first).days + 1
        return sum(self.is_working_day(first + timedelta(days=offset)) for offset in range(span))


def _next_day(day: date, step: timedelta) -> date:
    try:
        return day + step
    except OverflowError:
        raise NoCalendarData(day.year) from None


@cache
def _default() -> WorkingCalendar:
    source = resources.files(__package__).joinpath("mainland.txt").read_text("utf-8")
    days, years = parse_table(source, "mainland.txt")
    return WorkingCalendar(days, years)
