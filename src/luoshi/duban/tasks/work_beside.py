"""What an app above this one puts before a unit on its page of work, beside its tasks (in ``AppConfig.ready``).

All of it is one query, however many apps there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.functional import Promise

from luoshi.duban.accounts.models import User

#: So many matters are fetched at most: their own pages have all of them.
_MOST = 200
_COLUMNS = ("group", "subject", "called", "whose", "on", "more")


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: its name, where it is dealt with, and the facts of it (whose unit, until when)."""

    title: str
    url: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Matters of one kind under their heading."""

    title: str | Promise
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A matter as the query gives it: its group, its key, its name, the unit, a day, and words that its app reads."""

    group: str
    subject: int
    called: str
    whose: str
    on: date | None
    more: str


@dataclass(frozen=True, slots=True)
class Source:
    """What an app offers: its ``groups`` with their headings in their order, the ``rows`` of each for a person
    (:func:`as_rows`), and how a row reads."""

    groups: Mapping[str, str | Promise]
    rows: Callable[[User], Iterator[QuerySet[Any, Any]]]
    matter: Callable[[Row], Matter]


_sources: list[Source] = []


def offer(source: Source) -> None:
    """Let an app say what awaits a person for the units they act for."""
    if source not in _sources:
        _sources.append(source)


def as_rows(  # noqa: PLR0913 -- a row has that many columns
    rows: QuerySet[Any, Any],
    group: str,
    *,
    called: str,
    whose: str,
    on: str,
    more: str | Combinable = "",
    subject: str = "pk",
) -> QuerySet[Any, Any]:
    """*rows* as :class:`Row` has them: the names of the columns, and for *more* words or an expression."""
    words = Value(more) if isinstance(more, str) else more
    found: QuerySet[Any, Any] = rows.order_by().annotate(
        group=Value(group, output_field=CharField()),
        subject=F(subject),
        called=F(called),
        whose=F(whose),
        on=F(on),
        more=Cast(words, CharField()),
    )
    listed: QuerySet[Any, Any] = found.values_list(*_COLUMNS)
    return listed


def matters_beside(user: User) -> list[Group]:
    """What there is for *user*; a group without matters is none."""
    parts = [part for source in _sources for part in source.rows(user)]
    if not parts:
        return []
    asked = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    found: dict[str, list[Row]] = {}
    for row in asked.order_by("on", "subject")[:_MOST]:
        found.setdefault(row[0], []).append(Row(*row))
    return [
        Group(title, tuple(source.matter(row) for row in found[key]))
        for source in _sources
        for key, title in source.groups.items()
        if key in found
    ]
