"""The one clock of the application.  Nothing else asks for the time, so that a test can stand still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

#: Limits are calendar days of the mainland, wherever the server stands.
ZONE = ZoneInfo("Asia/Shanghai")

_source: ContextVar[Callable[[], datetime] | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The moment, aware, in Asia/Shanghai."""
    source = _source.get()
    return source().astimezone(ZONE) if source else datetime.now(ZONE)


def today() -> date:
    """The calendar day in Asia/Shanghai."""
    return now().date()


def start_of(day: date) -> datetime:
    """The first moment of *day*."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at *moment* (aware) within the block; for tests and simulations."""
    token = _source.set(lambda: moment)
    try:
        yield
    finally:
        _source.reset(token)
