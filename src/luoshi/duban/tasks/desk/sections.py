"""The parts in which a document is read and decided: a heading with what stands under it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from luoshi.duban.documents.models import StatementKind

#: A section with more statements is read and answered in several: what changed is sent anew as a whole section.
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Section:
    """The statements ``[first, last)`` by their index; ``titles`` are the headings from the top down to its own.

    A long section is one of ``of`` parts, ``part`` counting from 1.
    """

    index: int
    first: int
    last: int
    titles: tuple[str, ...] = ()
    part: int = 1
    of: int = 1


@dataclass(slots=True)
class _Piece:
    first: int
    titles: tuple[str, ...]
    depth: int
    has_directives: bool = False
    only_headings: bool = True


def sections_of(outline: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> list[Section]:
    """The sections of a reading; ``kinds`` are what the machine found, statement by statement.

    A section opens at a heading.  Headings that nothing stands between open one section together, and
    parts without a proposed task are one section within the same part of the first level.  What is longer
    than :data:`LONGEST` is parted, where an item opens if one does.
    """
    if not kinds:
        return []
    pieces: list[_Piece] = []
    for piece in _pieces(outline, kinds):
        if pieces and _joins(pieces[-1], piece):
            _join(pieces[-1], piece)
        else:
            pieces.append(piece)
    ends = [piece.first for piece in pieces[1:]] + [len(kinds)]
    opens = {node["statement"] for node in outline}
    found: list[Section] = []
    for piece, end in zip(pieces, ends, strict=True):
        cuts = [piece.first, *_cuts(piece.first, end, opens), end]
        for part, (first, last) in enumerate(pairwise(cuts), 1):
            found.append(Section(len(found), first, last, piece.titles, part, len(cuts) - 1))
    return found


def _cuts(first: int, end: int, opens: Container[int]) -> Iterable[int]:
    """Where ``[first, end)`` is parted: as late as may be, where an item opens if one does in the latter half."""
    while end - first > LONGEST:
        latest = range(first + LONGEST, first + LONGEST // 2, -1)
        first = next((index for index in latest if index in opens), first + LONGEST)
        yield first


def _pieces(outline: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> Iterable[_Piece]:
    opening = {
        node["statement"]: (path_of(outline, at), node["depth"])
        for at, node in enumerate(outline)
        if node["statement"] is not None and kinds[node["statement"]] == StatementKind.HEADING
    }
    piece = _Piece(0, (), 0)
    for index, kind in enumerate(kinds):
        if index in opening and index > 0:
            yield piece
            piece = _Piece(index, *opening[index])
        elif index in opening:
            piece.titles = opening[index][0]
        piece.has_directives |= kind == StatementKind.DIRECTIVE
        piece.only_headings &= kind == StatementKind.HEADING
    yield piece


def _joins(last: _Piece, piece: _Piece) -> bool:
    if last.only_headings:
        return True
    return piece.depth > 0 and not piece.has_directives and not last.has_directives


def _join(last: _Piece, piece: _Piece) -> None:
    if last.only_headings:
        last.titles, last.depth = piece.titles, max(last.depth, piece.depth)
    last.has_directives |= piece.has_directives
    last.only_headings &= piece.only_headings


def path_of(outline: Sequence[Mapping[str, Any]], node: int | None) -> tuple[str, ...]:
    """The titles of headings, with their numbers, from the top down to a node of the outline; items are no headings."""
    titles: list[str] = []
    while node is not None:
        one = outline[node]
        number, title = one.get("number") or "", one["title"]
        if not one.get("is_item"):
            titles.append(title if title.startswith(number) else f"{number}{title}")
        node = one["parent"]
    return tuple(reversed(titles))


def section_at(sections: Sequence[Section], index: int) -> Section:
    """The section in which a statement stands."""
    return next(one for one in sections if one.first <= index < one.last)
