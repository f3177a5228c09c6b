"""Another day for the whole application, the server's threads included."""

from contextvars import ContextVar
from datetime import datetime

from luoshi.duban import clock


def stand_at(monkeypatch, moment: datetime) -> None:
    """Let the clock stand at *moment* (aware) until the test is over; ``clock.standing_at`` works within it."""
    monkeypatch.setattr(clock, "_source", ContextVar("clock", default=lambda: moment))
