"""中止: how limits move by the days on which a task's clock stood still.

A unit that was done, or off the task, before the clock ran again gains only the days until then: a day of lateness
that was counted never goes away, and none is counted while the clock stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from luoshi.duban.tasks.lateness import shifted
from luoshi.duban.tasks.models import Assignment, Suspension


@dataclass(frozen=True, slots=True)
class Stop:
    """The days from ``starts`` on, up to and without ``ends``, on which the clock stood."""

    starts: date
    ends: date

    def days(self, since: date | None = None, until: date | None = None) -> int:
        """The days of it that lie between *since* and *until*."""
        first = self.starts if since is None else max(self.starts, since)
        last = self.ends if until is None else min(self.ends, until)
        return max(0, (last - first).days)


def moved(
    due: date | None, counts_from: date | None, stop: Stop, *, since: date | None = None, until: date | None = None
) -> tuple[date | None, date | None]:
    """``due`` and ``counts_from`` of a unit once the clock runs again.

    *since* is the day on which its limit was set, *until* the day on which it was done or off the task, if it was.
    """
    later = counts_from
    if counts_from is not None and due is not None and counts_from > due:
        later = counts_from + timedelta(days=stop.days(since=counts_from, until=until))
    return shifted(due, stop.days(since=since, until=until)), later


def limit_once_undone(assignment: Assignment) -> tuple[date | None, date | None]:
    """``due`` and ``counts_from`` of what turned out not to be done: suspensions since then move them after all."""
    due, counts_from, done = assignment.due, assignment.counts_from, assignment.done_on
    if done is not None:
        for row in Suspension.objects.filter(task=assignment.task_id, ends__gt=done).order_by("starts"):
            if row.ends is not None:
                due, counts_from = moved(due, counts_from, Stop(max(row.starts, done), row.ends))
    return due, counts_from
