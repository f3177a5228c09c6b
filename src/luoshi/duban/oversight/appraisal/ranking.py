"""Ranks: who has few items stands apart, ties share a rank (1, 1, 3), and the order of units does not matter."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol


class Scored(Protocol):
    """What can be ranked."""

    @property
    def unit(self) -> int:
        """Whose it is."""

    @property
    def items(self) -> int:
        """How many tasks it rests on."""

    @property
    def points(self) -> Decimal:
        """The score."""


def ranks(scored: Iterable[Scored], few: int) -> dict[int, int]:
    """The rank of each unit with at least *few* items, by its key; the others have none."""
    enough = [one for one in scored if one.items >= few]
    ordered = sorted((one.points for one in enough), reverse=True)
    first: dict[Decimal, int] = {}
    for place, points in enumerate(ordered, 1):
        first.setdefault(points, place)
    return {one.unit: first[one.points] for one in enough}
