"""A point of the calendar to its first and last day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from luoshi.gongwen.times.mention import Point

Interval = tuple[date, date]


class UnresolvedError(Exception):
    """A point that gives no days; ``problem`` is the word that :class:`TimeLimit` reports."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


#: First and last month of the parts of a year.
_MONTHS = {"h1": (1, 6), "h2": (7, 12), "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12)}
#: First day of the parts of a month, and the last one (31: whatever it is).
_FIRST_DAYS = {"上": 1, "初": 1, "中": 11, "下": 21, "底": 21}
_LAST_DAYS = {"上": 10, "初": 10, "中": 20}


def interval(point: Point, issued_on: date | None, year: int | None) -> Interval:
    """The first and last day of *point*; *year* stands in where its words name none.

    :class:`UnresolvedError` says why there are none.
    """
    if point.masked:
        raise UnresolvedError("masked")
    try:
        return _interval(point, issued_on, year)
    except (ValueError, OverflowError):
        raise UnresolvedError("impossible-date") from None


def add_months(day: date, months: int) -> date:
    """The same day *months* later, or the last one of a shorter month (Civil Code, article 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise UnresolvedError("impossible-date")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_absolute(point: Point) -> bool:
    """Whether *point* needs no date of issue."""
    return point.year is not None or point.plan is not None


def _interval(point: Point, issued_on: date | None, year: int | None) -> Interval:
    if point.plan is not None:
        return _plan(point)
    if _counts_from_issue(point):
        return _from_issue(point, _needed(issued_on))
    base = _year(point, issued_on, year)
    if point.month is not None:
        return _month(base, point)
    first, last = _months(point.part)
    return date(base, first, 1), _end(base, last)


def _counts_from_issue(point: Point) -> bool:
    named = point.week_shift is not None or point.month_shift is not None
    return named or point.part in {"today", "century"} or point.part.startswith("q+")


def _from_issue(point: Point, issued_on: date) -> Interval:
    if point.week_shift is not None:
        return _week(point, issued_on)
    if point.month_shift is not None:
        return _shifted_month(point, issued_on)
    if point.part == "century":
        last = (issued_on.year + 99) // 100 * 100
        return date(last, 12, 1), _end(last, 12)
    return (issued_on, issued_on) if point.part == "today" else _quarter(point, issued_on)


def _needed(issued_on: date | None) -> date:
    if issued_on is None:
        raise UnresolvedError("no-issue-date")
    return issued_on


def _year(point: Point, issued_on: date | None, year: int | None) -> int:
    if point.year is not None:
        return point.year + 2000 if point.year < 100 else point.year
    if point.year_shift is not None:
        return _needed(issued_on).year + point.year_shift
    return year if year is not None else _needed(issued_on).year


def _months(part: str) -> tuple[int, int]:
    """First and last month of a part of the year; 年底 is December, 年初 January, 年中 June."""
    if part in {"底", "初", "中"}:
        return {"底": (12, 12), "初": (1, 1), "中": (6, 6)}[part]
    if part in _MONTHS:
        return _MONTHS[part]
    if part.startswith("q"):
        first, _, last = part.removeprefix("q").removesuffix("底").partition("-")
        return 3 * int(first) - 2, 3 * int(last or first)
    return 1, 12


def _month(year: int, point: Point) -> Interval:
    month = point.month or 1
    if point.day is not None:
        day = date(year, month, point.day)
        return day, day
    last = _end(year, month)
    part = point.part.removesuffix("旬")
    if not part:
        return date(year, month, 1), last
    last_day = _LAST_DAYS.get(part[-1], last.day)
    return date(year, month, _FIRST_DAYS[part[0]]), date(year, month, last_day)


def _shifted_month(point: Point, issued_on: date) -> Interval:
    base = add_months(issued_on.replace(day=1), point.month_shift or 0)
    return _month(base.year, Point(month=base.month, day=point.day, part=point.part))


def _quarter(point: Point, issued_on: date) -> Interval:
    first = date(issued_on.year, issued_on.month - (issued_on.month - 1) % 3, 1)
    start = add_months(first, 3 * int(point.part[2:3]))
    return start, _end(start.year, start.month + 2)


def _week(point: Point, issued_on: date) -> Interval:
    monday = issued_on + timedelta(days=7 * (point.week_shift or 0) - issued_on.weekday())
    if point.weekday is not None:
        day = monday + timedelta(days=point.weekday)
        return day, day
    return monday, monday + timedelta(days=6)


def _plan(point: Point) -> Interval:
    """The five years of a plan: the first ran 1953–1957, the third 1966–1970, and so on without a gap."""
    plan = point.plan or 1
    first = 1953 + 5 * (plan - 1) if plan < 3 else 1966 + 5 * (plan - 3)
    last = date(first + 4, 12, 31)
    return (date(first + 4, 1, 1), last) if point.part == "底" else (date(first, 1, 1), last)


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
