"""What a directive's ``content`` holds, typed: nobody fumbles with dictionaries.

:meth:`Content.to_json` writes what :class:`~.models.reading.Directive` describes, and
:meth:`Content.from_json` reads it.  Dates stand as ISO days, figures as decimal words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Party:
    """A unit that answers or supports: ``name`` as it stands, ``unit`` its official name where it is known.

    ``kind`` and ``why`` are the library's ``UnitKind`` and ``Why``; ``statement`` is the one that names it.
    """

    name: str
    kind: str
    unit: str | None
    why: str
    statement: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LimitFound:
    """A time limit as the library read it; ``kind`` is the library's ``LimitKind``."""

    text: str
    start: int
    end: int
    kind: str
    starts: date | None = None
    due: date | None = None
    rule: str | None = None
    masked: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class MeasureFound:
    """A figure to be reached; ``value`` is empty where it is masked, ``of`` says what is measured."""

    text: str
    start: int
    end: int
    value: Decimal | None
    unit: str
    comparator: str
    upper: Decimal | None = None
    masked: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class QualityFound:
    """A target without a figure (全部清零), with what it comes to where that is plain."""

    text: str
    start: int
    end: int
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class GapFound:
    """A question that is left open, and the words that raise it, if any."""

    kind: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """All that was found for one directive; ``path`` are the headings above it, ``node`` the index of the last one."""

    responsible: tuple[Party, ...] = ()
    supporting: tuple[Party, ...] = ()
    leaders: tuple[Words, ...] = ()
    limits: tuple[LimitFound, ...] = ()
    measures: tuple[MeasureFound, ...] = ()
    targets: tuple[QualityFound, ...] = ()
    modality: str = "binding"
    conditions: tuple[Words, ...] = ()
    deliverables: tuple[Words, ...] = ()
    campaign: str = ""
    path: tuple[str, ...] = ()
    node: int | None = None
    gaps: tuple[GapFound, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values for the column."""
        return {name: _plain(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Content:
        """The content of a row; keys that are missing are empty."""
        return cls(
            responsible=tuple(Party(**one) for one in data.get("responsible", ())),
            supporting=tuple(Party(**one) for one in data.get("supporting", ())),
            leaders=_words(data, "leaders"),
            limits=limits_in(data),
            measures=tuple(MeasureFound(**_figures(one)) for one in data.get("measures", ())),
            targets=tuple(QualityFound(**_figures(one)) for one in data.get("targets", ())),
            modality=data.get("modality", "binding"),
            conditions=_words(data, "conditions"),
            deliverables=_words(data, "deliverables"),
            campaign=data.get("campaign", ""),
            path=tuple(data.get("path", ())),
            node=data.get("node"),
            gaps=tuple(GapFound(**one) for one in data.get("gaps", ())),
        )


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    names: tuple[str, ...] = getattr(type(value), "__slots__", ())
    return {name: _plain(getattr(value, name)) for name in names} if names else value


def _words(data: Mapping[str, Any], name: str) -> tuple[Words, ...]:
    return tuple(Words(**one) for one in data.get(name, ()))


def limits_in(data: Mapping[str, Any]) -> tuple[LimitFound, ...]:
    """Only the limits of a row."""
    return tuple(_limit(one) for one in data.get("limits", ()))


def _limit(one: Mapping[str, Any]) -> LimitFound:
    days = {name: date.fromisoformat(one[name]) if one.get(name) else None for name in ("starts", "due")}
    return LimitFound(**{**one, **days})


def _figures(one: Mapping[str, Any]) -> dict[str, Any]:
    figures = {name: Decimal(one[name]) for name in ("value", "upper") if one.get(name) is not None}
    return {**one, **figures}
