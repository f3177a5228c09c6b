"""Resolve what a mention says to days, against the date of issue."""

from __future__ import annotations

from datetime import date, timedelta

from luoshi.calendar import NoCalendarData, WorkingCalendar
from luoshi.gongwen.model import LimitKind, TimeLimit
from luoshi.gongwen.times.intervals import UnresolvedError, add_months, interval, is_absolute
from luoshi.gongwen.times.mention import Bound, Form, Length, Point, TimeMention

_ONE_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}
_PER_DAY = {"hour": 24, "minute": 24 * 60}
_PLAIN_KINDS = {
    Form.LONG_TERM: LimitKind.LONG_TERM,
    Form.MILESTONE: LimitKind.MILESTONE,
    Form.OPEN: LimitKind.OPEN,
    Form.RECURRING: LimitKind.RECURRING,
}
Ends = tuple[date | None, date | None]


def resolve(
    found: TimeMention, *, issued_on: date | None, calendar: WorkingCalendar | None = None, year: int | None = None
) -> TimeLimit:
    """The time limit that *found* comes to.

    Words without a year mean the year of issue, also where that month has passed already
    (the text says 明年 or 次年 where it means the next one); *year* overrides this where the
    caller inherits one, as in ``2027年3月底前完成A，6月底前完成B``.  A named day, 旬, half-year,
    and 底 include their last day in 前 (Civil Code, article 1259); a bare year, quarter or
    month before 前 ends on the day before it begins (6月前: 31 May), the earlier reading.
    月底 and 年底 without 前 fall due on their last day, 年中 on 30 June.  Periods in days leave out
    the first one, periods in months and years end on the same day of their last month; hours and minutes
    are rounded up to days.  *calendar* is the default table where it is ``None``.
    """
    kind = _kind(found)
    start: date | None = None
    due: date | None = None
    problem = "masked" if found.masked else ""
    if not problem and kind in {LimitKind.FIXED, LimitKind.RELATIVE}:
        try:
            start, due = _ends(found, issued_on, calendar, year)
        except UnresolvedError as error:
            problem = error.problem
        except NoCalendarData:
            problem = "no-calendar"
    if kind is LimitKind.RECURRING and found.rule is None and found.impossible:
        problem = problem or "impossible-date"
    return TimeLimit(found.span, found.text, kind, start, due, found.rule, found.masked, problem)


def _kind(found: TimeMention) -> LimitKind:
    plain = _PLAIN_KINDS.get(found.form)
    if plain is not None:
        return plain
    if found.length is not None:
        if found.length.anchor not in {"", "issue"}:
            return LimitKind.MILESTONE
        vague = not found.masked and (found.length.count is None or found.length.unit == "term")
        return LimitKind.OPEN if vague else LimitKind.RELATIVE
    ends = (found.first, found.last)
    return LimitKind.FIXED if all(end is not None and is_absolute(end) for end in ends) else LimitKind.RELATIVE


def _ends(found: TimeMention, issued_on: date | None, calendar: WorkingCalendar | None, year: int | None) -> Ends:
    if found.length is not None:
        if issued_on is None:
            raise UnresolvedError("no-issue-date")
        return issued_on, _after(issued_on, found.length, calendar or WorkingCalendar.default())
    first, last = found.first or Point(), found.last or Point()
    start, due = interval(first, issued_on, year)
    if found.form is Form.RANGE:
        return _range(found, start, interval(last, issued_on, year))
    return _bounded(found, first, start, due)


def _range(found: TimeMention, start: date, end: tuple[date, date]) -> Ends:
    """From A to B: where B names no year and would fall before A, it is in the year after."""
    due = end[1]
    last = found.last or Point()
    follows = last.year_shift == 1 and found.first is not None and is_absolute(found.first)
    if follows:
        due = add_months(due, 12 * (start.year + 1 - due.year))
    elif due < start and (last.year is None or found.first is None or last.year == found.first.year):
        due = add_months(due, 12)
    if due < start:
        raise UnresolvedError("impossible-date")
    return start, due


def _bounded(found: TimeMention, point: Point, start: date, due: date) -> Ends:
    if found.bound is Bound.BEFORE:
        return None, start - _ONE_DAY if _is_bare(point) else due
    if found.bound in {Bound.FROM, Bound.SINCE}:
        return start, None
    if found.bound is Bound.AFTER:
        return due + _ONE_DAY, None
    if found.bound is Bound.WITHIN and (point.part.endswith("底") or point.part in {"初", "中", "century"}):
        return None, due
    return start, due


def _is_bare(point: Point) -> bool:
    """Whether the words name a whole year, quarter or month, which 前 leaves out."""
    if point.day is not None or point.plan is not None or point.week_shift is not None:
        return False
    return not point.part or (point.part.startswith("q") and not point.part.endswith("底"))


def _after(issued_on: date, length: Length, calendar: WorkingCalendar) -> date:
    count = length.count or 0
    if length.unit in _MONTHS:
        return add_months(issued_on, count * _MONTHS[length.unit])
    if length.unit == "workday":
        return calendar.add_working_days(issued_on, count)
    per_day = _PER_DAY.get(length.unit)
    days = -(-count // per_day) if per_day else count * _DAYS[length.unit]
    try:
        return issued_on + timedelta(days=days)
    except OverflowError:
        raise UnresolvedError("impossible-date") from None
