"""How many reports a month asks for, by the rhythm of a register or task (:mod:`luoshi.duban.tasks.owed`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.owed import LIMIT_WINDOW, periods_between, working_day_before

_AT_THE_LIMIT = (Rhythm.NONE, Rhythm.MILESTONES)
_ONE_DAY = timedelta(days=1)


def month_of(today: date) -> tuple[date, date]:
    """The first and the last day of the month."""
    first = today.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - _ONE_DAY


def windows(today: date) -> dict[Rhythm, int]:
    """How many reports each rhythm asks for in this month: the windows that open in it.

    Rhythms whose one report is asked for at the limit are left out (:func:`limits_asked`).
    """
    first, last = month_of(today)
    return {rhythm: len(periods_between(rhythm, first, last)) for rhythm in Rhythm if rhythm not in _AT_THE_LIMIT}


def limits_asked(today: date) -> tuple[date, date]:
    """The first and the last limit whose report is asked for in this month, where the limit is the only day."""
    first, last = month_of(today)
    days = [first + timedelta(days=count) for count in range((last - first).days + 30)]
    asked = [day for day in days if first <= working_day_before(day, LIMIT_WINDOW) <= last]
    return asked[0], asked[-1]


def asked_this_month(today: date) -> Q:
    """A condition for assignments: by their rhythm this month asks for a report at all."""
    by_rhythm = _ruled(rhythm for rhythm, times in windows(today).items() if times)
    return by_rhythm | (_ruled(_AT_THE_LIMIT) & Q(due__range=limits_asked(today)))


def _ruled(rhythms: Iterable[Rhythm]) -> Q:
    named = list(rhythms)
    return Q(task__rhythm__in=named) | Q(task__rhythm="", task__register__rhythm__in=named)
