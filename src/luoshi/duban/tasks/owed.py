"""欠报: what a unit owes now, by the rhythm of its register or of the task, over working days.

A period's report may be sent from the opening of its window, a few working days before the period's last working day,
and is owed from then on until it came.  Only the newest period is ever owed: one report answers for all before it,
and nobody is asked twice for the same news.  A unit that was given the task after a window had opened owes nothing for
that period.  Where reports have no rhythm the task's limit is the one day that a report is asked for; where they follow
milestones each node is such a day as well (:mod:`.nodes`).  Who has said that the work is done owes nothing, and the
clock of a suspended task stands still.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from luoshi.calendar import NoCalendarData, WorkingCalendar
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks import nodes
from luoshi.duban.tasks.models import Assignment, State, Task

#: The states in which a unit still has something to report.
REPORTING = (State.ISSUED, State.ACKNOWLEDGED, State.IN_PROGRESS, State.SENT_BACK)
#: The working days, the last included, on which a period's report may be sent before its end.
WINDOWS: dict[Rhythm, int] = {
    Rhythm.WEEKLY: 2,
    Rhythm.TEN_DAYS: 2,
    Rhythm.MONTHLY: 5,
    Rhythm.QUARTERLY: 10,
}
#: The same before the limit, where the limit is the only day a report is asked for.
LIMIT_WINDOW = 5
_AT_THE_LIMIT = (Rhythm.NONE, Rhythm.MILESTONES)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of reporting: its first and last day, and the day on which its report may first be sent."""

    starts: date
    ends: date
    opens: date


def is_working_day(day: date) -> bool:
    """Whether offices work on *day*; by weekends alone in a year whose holidays are not known yet."""
    try:
        return WorkingCalendar.default().is_working_day(day)
    except NoCalendarData:
        return day.weekday() < 5


def working_day_before(day: date, count: int) -> date:
    """The first of the last *count* working days up to and including *day*."""
    left = count
    while True:
        left -= is_working_day(day)
        if left <= 0:
            return day
        day -= _ONE_DAY


def asked_period(rhythm: Rhythm, today: date) -> Period | None:
    """The newest period whose window has opened on *today*; none where reports follow the limit."""
    if rhythm in _AT_THE_LIMIT:
        return None
    starts, ends = _period(rhythm, today)
    opens = working_day_before(ends, WINDOWS[rhythm])
    if today < opens:
        starts, ends = _period(rhythm, starts - _ONE_DAY)
        opens = working_day_before(ends, WINDOWS[rhythm])
    return Period(starts, ends, opens)


def periods_between(rhythm: Rhythm, first: date, last: date) -> list[Period]:
    """The periods whose windows open from *first* to *last*, in their order."""
    found: list[Period] = []
    day = last + timedelta(days=100)
    while rhythm not in _AT_THE_LIMIT:
        starts, ends = _period(rhythm, day)
        if ends < first:
            break
        opens = working_day_before(ends, WINDOWS[rhythm])
        if first <= opens <= last:
            found.append(Period(starts, ends, opens))
        day = starts - _ONE_DAY
    return found[::-1]


def _period(rhythm: Rhythm, day: date) -> tuple[date, date]:
    """The first and the last day of the period that *day* is in; weeks begin on Monday, 旬 on the 1st, 11th, 21st."""
    if rhythm == Rhythm.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if rhythm == Rhythm.TEN_DAYS and day.day <= 20:
        start = 1 if day.day <= 10 else 11
        return day.replace(day=start), day.replace(day=start + 9)
    if rhythm == Rhythm.TEN_DAYS:
        return day.replace(day=21), _month_end(day)
    if rhythm == Rhythm.QUARTERLY:
        month = (day.month - 1) // 3 * 3 + 1
        return date(day.year, month, 1), _month_end(date(day.year, month + 2, 1))
    return day.replace(day=1), _month_end(day)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - _ONE_DAY


def rhythm_of(task: Task) -> Rhythm:
    """The rhythm that counts for *task* (with its register)."""
    return Rhythm(task.rhythm or task.register.rhythm)


def fetch_nodes(assignments: Iterable[Assignment]) -> None:
    """Let :func:`owes` be asked of many *assignments* (with task and register) at the cost of one query at most."""
    tasks = [row.task for row in assignments if rhythm_of(row.task) == Rhythm.MILESTONES]
    nodes.fetch(tasks)


def owes(assignment: Assignment, task: Task, today: date) -> date | None:
    """The last day of the period that *assignment* owes a report for on *today*, or ``None``."""
    if not assignment.answers or assignment.state not in REPORTING or task.suspended_since is not None:
        return None
    rhythm = rhythm_of(task)
    period = asked_period(rhythm, today)
    if period is None:
        return _limit_owed(assignment, task, today, with_nodes=rhythm == Rhythm.MILESTONES)
    if assignment.counts_from is not None and assignment.counts_from >= period.opens:
        return None
    through = assignment.reported_through
    return period.ends if through is None or through < period.ends else None


def _limit_owed(assignment: Assignment, task: Task, today: date, *, with_nodes: bool) -> date | None:
    last, day = last_opened(today), assignment.due
    if day is not None and day > last:
        day = nodes.newest(assignment, task, last) if with_nodes else None
    if day is None:
        return None
    through = assignment.reported_through
    return day if through is None or through < day else None


def owing(today: date) -> Q:
    """A condition for assignments: :func:`owes`, asked of the database."""
    return Q(answers=True, state__in=REPORTING, task__suspended_since__isnull=True) & _period_open(today)


def _period_open(today: date) -> Q:
    found = _ruled(*_AT_THE_LIMIT) & _limit_open(today)
    found |= _ruled(Rhythm.MILESTONES) & nodes.unanswered(last_opened(today))
    for rhythm in Rhythm:
        period = asked_period(rhythm, today)
        if period is not None:
            given = Q(counts_from__isnull=True) | Q(counts_from__lt=period.opens)
            missing = Q(reported_through__isnull=True) | Q(reported_through__lt=period.ends)
            found |= _ruled(rhythm) & given & missing
    return found


def _ruled(*rhythms: Rhythm) -> Q:
    """One of *rhythms* counts: the task's own, or else its register's."""
    return Q(task__rhythm__in=rhythms) | Q(task__rhythm="", task__register__rhythm__in=rhythms)


def last_opened(today: date) -> date:
    """The last day that a report is asked for already: its window has opened, and that of no day after it."""
    last = today
    while working_day_before(last + _ONE_DAY, LIMIT_WINDOW) <= today:
        last += _ONE_DAY
    return last


def _limit_open(today: date) -> Q:
    """The limit's window has opened."""
    last = last_opened(today)
    missing = Q(reported_through__isnull=True) | Q(reported_through__lt=F("due"))
    return Q(due__lte=last) & missing
