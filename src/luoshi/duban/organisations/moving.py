"""Open work moves with its unit: apps above this one say what they have and how it moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Count:
    """So many of *what* (in the language of the page: 任务、草稿任务)."""

    what: str
    number: int


@dataclass(frozen=True, slots=True)
class Mover:
    """What an app above does when units merge.

    ``count(units)`` says what open work they have; ``move(sources, into, actor, on)`` moves it, in the transaction
    of the merger, records it, and says what moved.
    """

    count: Callable[[Sequence[Unit]], Sequence[Count]]
    move: Callable[[Sequence[Unit], Unit, User, date], Sequence[Count]]


_movers: list[Mover] = []


def when_units_merge(mover: Mover) -> None:
    """Let an app above this one take part in mergers; called in its ``AppConfig.ready``."""
    if mover not in _movers:
        _movers.append(mover)


def open_work(units: Sequence[Unit]) -> list[Count]:
    """The open work of *units*, by kind."""
    return [count for mover in _movers for count in mover.count(units)]


def move_open_work(sources: Sequence[Unit], into: Unit, *, actor: User, on: date) -> list[Count]:
    """Move the open work of *sources* to *into*; what moved, by kind."""
    return [count for mover in _movers for count in mover.move(sources, into, actor, on)]
