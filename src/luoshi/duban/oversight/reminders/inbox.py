"""A person's inbox as the page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.duban.oversight.reminders.models import Digest, Reminder, Telling
from luoshi.duban.oversight.reminders.wording import counts_of, kind_of, tone_of, words_of


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder in a digest: which task, and what is said of it."""

    reminder: Reminder
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class NewsLine:
    """News in a digest: which, and of what kind."""

    telling: Telling
    kind: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A digest as the page shows it: how much of what, and each line."""

    digest: Digest
    counts: str
    lines: list[Line]
    news: list[NewsLine]


def entries(digests: Iterable[Digest]) -> list[Entry]:
    """*digests* (with their reminders and news) as the page shows them."""
    found = []
    for digest in digests:
        rows = list(digest.reminders.all())
        day = digest.day
        lines = [Line(one, words_of(one.kind, one.due, day), tone_of(one.kind, one.due, day)) for one in rows]
        tellings = list(digest.tellings.all())
        news = [NewsLine(one, kind_of(one)) for one in tellings]
        found.append(Entry(digest, counts_of(rows, day, tellings), lines, news))
    return found
