"""When messages may go out: in an office's hours on working days."""

from __future__ import annotations

from datetime import datetime, timedelta

from luoshi.duban import clock
from luoshi.duban.oversight.reminders.rules import Rules
from luoshi.duban.tasks.owed import is_working_day

_ONE_DAY = timedelta(days=1)


def is_quiet(rules: Rules, moment: datetime) -> bool:
    """Whether nothing may go out at *moment*."""
    there = moment.astimezone(clock.ZONE)
    return not (is_working_day(there.date()) and rules.quiet_until <= there.time() < rules.quiet_from)


def next_opening(rules: Rules, moment: datetime) -> datetime:
    """*moment* itself where messages may go out, else the next working morning."""
    if not is_quiet(rules, moment):
        return moment
    there = moment.astimezone(clock.ZONE)
    day = there.date()
    if there.time() >= rules.quiet_from or not is_working_day(day):
        day += _ONE_DAY
    while not is_working_day(day):
        day += _ONE_DAY
    return datetime.combine(day, rules.quiet_until, clock.ZONE)
