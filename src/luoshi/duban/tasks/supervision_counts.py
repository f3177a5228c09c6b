"""How much of each kind waits at the supervision desk: one query, whose words are joined once a minute and person.

Twelve counts are joined from the queries of the tabs as they are.  To write them takes longer than to answer them, and
who goes from tab to tab asks the same again and again: what is kept are the words alone, never what they found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from luoshi.duban import clock
from luoshi.duban.accounts.access import roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.tasks.supervision import Beside, Tab, tabs_beside, waiting

#: Counts end here; the page says 999+.
MOST = 1000
#: Of so many people the words of their counts are kept.
_PEOPLE = 128


def counts(user: User, tabs: Iterable[Tab] = tuple(Tab)) -> dict[Tab, int]:
    """How much of each kind waits, up to :data:`MOST`: one query."""
    wanted = tuple(tabs)
    found = _count(_Asked.by(user, wanted, ()))
    return {tab: found[tab.value] for tab in wanted}


def counts_of_the_desk(user: User) -> tuple[dict[Tab, int], list[tuple[Beside, int]]]:
    """The same for every tab, and for those of the apps above, in the order in which they were offered: one query."""
    others = tabs_beside()
    found = _count(_Asked.by(user, tuple(Tab), others))
    return {tab: found[tab.value] for tab in Tab}, [(one, found[one.address]) for one in others]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the words depend on: who asks, as what, of which office, in which minute, and for which tabs."""

    person: int
    office: int | None
    roles: frozenset[Role]
    minute: datetime
    tabs: tuple[Tab, ...]
    beside: tuple[Beside, ...]
    user: User = field(compare=False)

    @classmethod
    def by(cls, user: User, tabs: tuple[Tab, ...], beside: tuple[Beside, ...]) -> _Asked:
        minute = clock.now().replace(second=0, microsecond=0)
        return cls(user.pk, user.office_id, roles_of(user), minute, tabs, beside, user)

    def rows(self) -> Iterator[tuple[str, QuerySet[Any]]]:
        """The rows of each tab; several under one name are counted together."""
        for tab in self.tabs:
            yield tab.value, waiting(self.user, tab)
        for one in self.beside:
            for rows in one.rows(self.user):
                yield one.address, rows


@dataclass(frozen=True, slots=True)
class _Words:
    """A statement with its values, and what each of its columns counts."""

    names: tuple[str, ...]
    sql: str
    values: tuple[Any, ...]


def _count(asked: _Asked) -> dict[str, int]:
    found = dict.fromkeys([tab.value for tab in asked.tabs] + [one.address for one in asked.beside], 0)
    words = _words(asked)
    if words.names:
        with connection.cursor() as cursor:
            cursor.execute(words.sql, words.values)
            for name, count in zip(words.names, cursor.fetchone(), strict=True):
                found[name] = min(MOST, found[name] + count)
    return found


@lru_cache(_PEOPLE)
def _words(asked: _Asked) -> _Words:
    """The queries as they are: as expressions of another query each would be made and renamed twice."""
    names: list[str] = []
    parts: list[str] = []
    values: list[Any] = []
    for name, rows in asked.rows():
        try:
            sql, given = rows.order_by().values("pk")[:MOST].query.sql_with_params()
        except EmptyResultSet:
            continue
        names.append(name)
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")
        values += given
    return _Words(tuple(names), f"SELECT {', '.join(parts)}", tuple(values))
