"""The directives of the readings that are looked at, kept in memory: a reading is never rewritten.

A desk asks for all of them at every action, and to parse what was found takes longer than the rest of the question.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from luoshi.duban.documents.models import Directive, Reading

#: Of so many readings, those asked for last; one of 400 directives takes about two megabytes.
_READINGS = 8


def directives_of(reading: Reading) -> tuple[Directive, ...]:
    """All directives of *reading*, in their order.  The rows are shared with whoever asks: nobody changes them."""
    return _kept(_Key(reading.pk, reading.made_at, reading.text))


def forget() -> None:
    """Keep none any more: for tests, where one database takes the place of another."""
    _kept.cache_clear()


@dataclass(frozen=True, slots=True)
class _Key:
    """A reading; its text as well, since a key alone may come back where a database is set up anew."""

    reading: int
    made_at: datetime
    text: str = field(repr=False)


@lru_cache(_READINGS)
def _kept(key: _Key) -> tuple[Directive, ...]:
    return tuple(Directive.objects.filter(reading=key.reading))
