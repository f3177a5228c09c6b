"""Counting working days for many tasks at once: a table made once, then a subtraction a question."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache

from luoshi.calendar import WorkingCalendar
from luoshi.duban.tasks.owed import is_working_day

#: The days that the table holds; a limit beyond is counted as if it lay on the last of them.
FIRST, LAST = date(2000, 1, 1), date(2059, 12, 31)


@cache
def _working() -> list[int]:
    """The ordinals of all working days, in order."""
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return [day.toordinal() for day in days if is_working_day(day)]


def working_days(after: date, until: date) -> int:
    """How many working days follow *after* up to and including *until*; negative where *until* is earlier."""
    table = _working()
    return bisect_left(table, until.toordinal() + 1) - bisect_left(table, after.toordinal() + 1)


def working_day(after: date, count: int) -> date:
    """The *count*-th working day after *after*, within the table."""
    table = _working()
    place = bisect_left(table, after.toordinal() + 1) + count - 1
    return date.fromordinal(table[max(0, min(place, len(table) - 1))])


def unknown_years(first: date, last: date) -> list[int]:
    """The years from *first* to *last* whose holidays are not in the calendar yet: there only weekends are left out.

    The State Council announces a year's holidays late in the year before (:mod:`luoshi.calendar.working`).
    """
    known = WorkingCalendar.default().years
    return [year for year in range(first.year, min(last.year, LAST.year) + 1) if year not in known]
