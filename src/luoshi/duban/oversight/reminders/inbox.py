"""A person's inbox as the page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.duban.oversight.reminders.models import Digest, Reminder
from luoshi.duban.oversight.reminders.wording import counts_of, tone_of, words_of


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder in a digest: which task, and what is said of it."""

    reminder: Reminder
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A digest as the page shows it: how much of what, and each line."""

    digest: Digest
    counts: str
    lines: list[Line]


def entries(digests: Iterable[Digest]) -> list[Entry]:
    """*digests* (with their reminders) as the page shows them."""
    found = []
    for digest in digests:
        rows = list(digest.reminders.all())
        day = digest.day
        lines = [Line(one, words_of(one.kind, one.due, day), tone_of(one.kind, one.due, day)) for one in rows]
        found.append(Entry(digest, counts_of(rows, day), lines))
    return found
