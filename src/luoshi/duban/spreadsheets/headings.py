"""Find the row of headings in a sheet: titles and notes may stand above it, and it may be two rows high."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from luoshi.duban.spreadsheets.reading import Sheet

#: How far down a heading row may stand.
_FURTHEST = 30
_NOISE = re.compile(r"[\s　*＊：:]+|[（(](?:必填|选填|可不填)[)）]")


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table: ``names`` by column (empty where a column has none), ``first`` and ``last`` their rows.

    Rows count from 0.  Of two rows the name is both parts, joined by ``/``.
    """

    first: int
    last: int
    names: tuple[str, ...]


def bare(heading: str) -> str:
    """A heading without white space, asterisks, colons and （必填）."""
    return _NOISE.sub("", heading)


def find_headings(sheet: Sheet, knows: Callable[[str], bool]) -> Headings | None:
    """The row with the most headings that the caller *knows*, at least two of them; ``None`` where there is none."""
    best, most = -1, 1
    for number in range(min(len(sheet.rows), _FURTHEST)):
        known = {name for name in _names(sheet, number) if name and knows(name)}
        if len(known) > most:
            best, most = number, len(known)
    if best < 0:
        return None
    names = _names(sheet, best)
    if best > 0 and _is_upper(sheet, best - 1):
        return Headings(best - 1, best, _joined(_names(sheet, best - 1), names))
    if _is_upper(sheet, best):
        return Headings(best, best + 1, _joined(names, _names(sheet, best + 1)))
    return Headings(best, best, tuple(names))


def headings_at(sheet: Sheet, first: int, last: int) -> Headings:
    """The headings in the rows *first* to *last* (one or two), where a person says they stand."""
    names = _names(sheet, first)
    return Headings(first, last, tuple(names if first == last else _joined(names, _names(sheet, last))))


def _names(sheet: Sheet, row: int) -> list[str]:
    return [bare(sheet.words(row, column)) for column in range(len(sheet.rows[row]))]


def _is_upper(sheet: Sheet, row: int) -> bool:
    """Whether the headings of a row go on in the next: some cell reaches down, some stands over several."""
    if row + 1 >= len(sheet.rows):
        return False
    width = len(sheet.rows[row])
    reaches_down = any(sheet.origins.get((row + 1, column), (-1, -1))[0] == row for column in range(width))
    stands_over = any(
        sheet.origins.get((row, column), (-1, -1))[0] == row and (row + 1, column) not in sheet.origins
        for column in range(width)
    )
    return reaches_down and stands_over


def _joined(upper: list[str], lower: list[str]) -> tuple[str, ...]:
    return tuple(
        above if above == below or not below else (f"{above}/{below}" if above else below)
        for above, below in zip(upper, lower, strict=True)
    )
