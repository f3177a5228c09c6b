"""The reports that a unit was asked for over some time: each window that opened while it answered for the task.

As :mod:`luoshi.duban.tasks.owed` asks for reports now: a window that opened while the unit had the task, had not said
that it is done, and the clock ran.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from luoshi.duban import clock
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks import nodes
from luoshi.duban.tasks.models import Assignment
from luoshi.duban.tasks.owed import LIMIT_WINDOW, Period, periods_between, working_day_before

_AT_THE_LIMIT = (Rhythm.NONE, Rhythm.MILESTONES)
_opening = cache(working_day_before)


@dataclass(frozen=True, slots=True)
class Window:
    """A report that was asked for: from *opens* to *last*; empty *rhythm* for the limit or a node."""

    opens: date
    last: date
    rhythm: str = ""


class Windows:
    """The windows that opened from *first* to *today*, without walking through the periods of each assignment."""

    def __init__(self, first: date, today: date) -> None:
        self.first, self.today = first, today
        self._periods: dict[Rhythm, tuple[list[Period], list[date]]] = {}

    def of(self, row: Assignment, rhythm: Rhythm, stopped: Sequence[tuple[date, date | None]] = ()) -> list[Window]:
        """Those of *row* (with its task); *stopped* are the suspensions of the task, their ends not included."""
        return [
            window
            for window in self._all(row, rhythm)
            if not any(starts <= window.opens and (ends is None or window.opens < ends) for starts, ends in stopped)
        ]

    def _all(self, row: Assignment, rhythm: Rhythm) -> list[Window]:
        begins = row.counts_from or _day(row.task.issued_at)
        ended = [day for day in (row.done_on, row.ended_on) if day is not None]
        last = min([*ended, self.today])
        if rhythm in _AT_THE_LIMIT:
            days = {row.due, *(nodes.days_of(row.task) if rhythm is Rhythm.MILESTONES else ())}
            return [window for day in sorted(filter(None, days)) for window in self._limit(row, day, begins, last)]
        periods, opens = self._known(rhythm)
        chosen = periods[bisect_right(opens, begins) : bisect_right(opens, last)]
        return [Window(period.opens, period.ends, rhythm) for period in chosen]

    def _limit(self, row: Assignment, day: date, begins: date, last: date) -> list[Window]:
        """The window of the limit, or of a node before it, which asks nothing of who came on its day or later."""
        if day < begins or (row.due is not None and (day > row.due or (day < row.due and day == begins))):
            return []
        opens = max(_opening(day, LIMIT_WINDOW), begins)
        return [Window(opens, day)] if self.first <= opens <= last else []

    def _known(self, rhythm: Rhythm) -> tuple[list[Period], list[date]]:
        if rhythm not in self._periods:
            periods = periods_between(rhythm, self.first, self.today)
            self._periods[rhythm] = periods, [period.opens for period in periods]
        return self._periods[rhythm]


def _day(moment: datetime | None) -> date:
    return date.min if moment is None else moment.astimezone(clock.ZONE).date()
