"""Work that comes back every day: each round is queued once, by whichever worker looks first.

An app names its rounds in its module ``jobs.py``, beside its other handlers::

    @every_day("oversight.renew_lights", at=[time(0, 5)])
    def renew_lights(round_at: str) -> None: ...

A round that came while no worker ran is queued when one runs again on the same day; of several only the newest.
Rounds of days on which no worker ran at all do not come back, and a round is not queued beside an earlier one that
still waits: a handler does what is due when it runs, not what a certain round was meant to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time

from django.db import IntegrityError, transaction

from luoshi.duban import clock
from luoshi.duban.jobs.models import Round
from luoshi.duban.jobs.queue import enqueue
from luoshi.duban.jobs.registry import Handler, job

_rounds: dict[str, tuple[time, ...]] = {}


def every_day(name: str, *, at: Iterable[time]) -> Callable[[Handler], Handler]:
    """Let the function decorated do the job *name* every day *at* these times of Asia/Shanghai.

    It is told ``round_at``, the moment its round was due, in ISO 8601; it must bear being told twice.
    """
    times = tuple(sorted(at))
    if not times:
        raise ValueError(f"{name} comes at no time of the day")

    def enter(handler: Handler) -> Handler:
        _rounds[name] = times
        return job(name)(handler)

    return enter


def queue_rounds() -> int:
    """Queue the rounds that are due and were not queued; returns how many."""
    now = clock.now().astimezone(clock.ZONE)
    due = {name: moment for name, times in _rounds.items() if (moment := _newest(times, now)) is not None}
    known = dict(Round.objects.filter(name__in=due).values_list("name", "queued_for"))
    return sum(_queue(name, moment) for name, moment in due.items() if name not in known or known[name] < moment)


def _newest(times: tuple[time, ...], now: datetime) -> datetime | None:
    """The newest of today's moments that has come."""
    come = [moment for one in times if (moment := datetime.combine(now.date(), one, clock.ZONE)) <= now]
    return come[-1] if come else None


def _queue(name: str, moment: datetime) -> bool:
    """Queue one round, unless another worker did in this moment."""
    try:
        with transaction.atomic():
            if not Round.objects.filter(name=name, queued_for__lt=moment).update(queued_for=moment):
                Round.objects.create(name=name, queued_for=moment)
            enqueue(name, key=name, round_at=moment.isoformat())
    except IntegrityError:
        return False
    return True
