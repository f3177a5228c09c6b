"""Things with a place in the text, kept so that those inside a stretch of it are found at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from luoshi.gongwen.model import Span


class Placed(Protocol):
    """Anything that stands somewhere."""

    @property
    def span(self) -> Span:
        """Where it stands."""


T = TypeVar("T", bound=Placed)


class Shelf(Generic[T]):
    """Items in the order of their places."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = sorted(items, key=lambda item: item.span.start)
        self._starts = [item.span.start for item in self._items]

    def within(self, place: Span) -> list[T]:
        """The items that lie inside *place*."""
        starts, end = self._starts, place.end
        first = bisect_left(starts, place.start)
        if first == len(starts) or starts[first] >= end:
            return []
        return [item for item in self._items[first : bisect_left(starts, end, first)] if item.span.end <= end]

    def first(self, place: Span) -> T | None:
        """The first item that lies inside *place*."""
        return next(iter(self.within(place)), None)
