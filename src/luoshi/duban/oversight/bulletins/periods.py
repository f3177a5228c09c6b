"""The periods that a bulletin tells of, and what they are called on paper (Chinese in every language)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from luoshi.duban.oversight.bulletins.models import PeriodKind
from luoshi.duban.problems import Refused

#: Days of one's own may be at most so many.
LONGEST = 732
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6}
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Period:
    """From its first to its last day, both included."""

    kind: PeriodKind
    starts: date
    ends: date

    @property
    def words(self) -> str:
        """2026年9月, 2026年第三季度, 2026年上半年, or the days."""
        year, month = self.starts.year, self.starts.month
        if self.kind is PeriodKind.MONTH:
            return f"{year}年{month}月"
        if self.kind is PeriodKind.QUARTER:
            return f"{year}年第{_QUARTERS[(month - 1) // 3]}季度"
        if self.kind is PeriodKind.HALF_YEAR:
            return f"{year}年{'上' if month == 1 else '下'}半年"
        return self.days

    @property
    def days(self) -> str:
        """2026年7月1日至9月30日."""
        ends = self.ends
        year = f"{ends.year}年" if ends.year != self.starts.year else ""
        if self.starts == ends:
            return _day(ends)
        return f"{_day(self.starts)}至{year}{ends.month}月{ends.day}日"


def period_of(kind: PeriodKind, day: date) -> Period:
    """The month, quarter or half-year that *day* lies in."""
    months = _MONTHS[kind]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return Period(kind, date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1]))


def latest_periods(kind: PeriodKind, today: date, count: int) -> list[Period]:
    """The period of *today* and those before it, the newest first."""
    found = [period_of(kind, today)]
    while len(found) < count:
        found.append(period_of(kind, found[-1].starts - timedelta(days=1)))
    return found


def own_days(starts: date, ends: date, today: date) -> Period:
    """Days of one's own; :class:`Refused` where they are in the wrong order, too many, or have not begun yet."""
    if starts > ends:
        raise Refused("period", "起始日期不能晚于截止日期。", "The first day cannot be later than the last.")
    if starts > today:
        raise Refused("period", "这段时间还没有开始。", "These days have not begun yet.")
    if (ends - starts).days >= LONGEST:
        raise Refused("period", f"期间最长{LONGEST}天。", f"A period has at most {LONGEST} days.")
    return Period(PeriodKind.OWN, starts, ends)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
