"""News for a unit's people besides reminders: a 督办函, a 通报 that names the unit, a score, what was decided.

A part of oversight says which kinds it has (:func:`offer`) and, in the transaction of what happened, that it did
(:func:`tell`).  Who takes news (:func:`taken_by`) tells whoever holds the posts, once, in the inbox and by the
channels.  What leaves the system is a kind and how many; the title stays inside.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from luoshi.duban.accounts.models import Office, User


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of news.

    ``label`` names it, ``count`` says how many there are (待回复督办函1件).  ``standing`` gives those subjects, by
    their keys, that are still worth telling on a day; ``opens`` the address at which a person deals with one, empty
    where they do not see it.  An urgent kind is told at once in office hours, the others with the day's digest.
    """

    key: str
    label: str | Promise
    count: Callable[[int], str]
    standing: Callable[[Collection[int], date], Collection[int]]
    opens: Callable[[User, int], str]
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """One thing that concerns a unit: its kind, the key of what it is about, a title for those who may see it.

    ``answer_by`` is the last day to answer, where one is asked for.
    """

    kind: str
    subject: int
    unit: int
    title: str
    answer_by: date | None = None


Taker = Callable[[Office, Sequence[News]], None]
_kinds: dict[str, Kind] = {}
_takers: list[Taker] = []


def offer(*kinds: Kind) -> None:
    """Let a part of oversight say which news it has; in its ``AppConfig.ready``."""
    _kinds.update({one.key: one for one in kinds})


def kinds() -> Mapping[str, Kind]:
    """The kinds by their keys, in the order in which they are counted."""
    return _kinds


def taken_by(taker: Taker) -> None:
    """Let an app take what is told; in its ``AppConfig.ready``."""
    if taker not in _takers:
        _takers.append(taker)


def tell(office: Office, news: Iterable[News]) -> None:
    """Say that *news* happened in *office*; the same kind, subject and unit counts once.

    Must run in the transaction of what happened.
    """
    told = list(news)
    for taker in _takers if told else ():
        taker(office, told)


def standing(about: Iterable[tuple[str, int]], today: date) -> set[tuple[str, int]]:
    """Those of *about*, kinds and subjects, that are still worth telling on *today*: one query a kind."""
    subjects: dict[str, set[int]] = {}
    for kind, subject in about:
        subjects.setdefault(kind, set()).add(subject)
    return {
        (kind, subject)
        for kind, keys in subjects.items()
        if kind in _kinds
        for subject in _kinds[kind].standing(keys, today)
    }
