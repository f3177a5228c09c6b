"""Find the table of an extract in a file, by its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.duban.tasks.circulation.columns import CODE, COLUMNS
from luoshi.duban.tasks.circulation.returned.sheet import Place, Table

#: The head stands within so many rows; so many of its headings must be there to be taken for ours.
_DEEPEST = 20
_ENOUGH = 4
_SPACE = re.compile(r"\s+")
_MARKS = str.maketrans("()/", "（）/")


@dataclass(frozen=True, slots=True)
class Head:
    """The head's row (from 1) and the column (from 1) of each known heading."""

    row: int
    columns: dict[str, int]


@dataclass(frozen=True, slots=True)
class WrongHead:
    """Why a head is not as it was sent: at this place stands ``found`` in place of ``expected``."""

    place: Place
    expected: str
    found: str


def find_head(table: Table) -> Head | WrongHead | None:
    """The head of *table*; ``None`` where the table is nothing of ours."""
    for number, row in enumerate(table.rows[:_DEEPEST], 1):
        plain = [_plain(cell) for cell in row]
        known = {_plain(column.title): column for column in COLUMNS}
        hits = {cell for cell in plain if cell in known}
        if len(hits) >= _ENOUGH or (_plain(CODE.title) in hits and len(hits) >= 3):
            return _read_head(number, row, plain)
    return None


def _read_head(number: int, row: list[str], plain: list[str]) -> Head | WrongHead:
    columns: dict[str, int] = {}
    for column in COLUMNS:
        title = _plain(column.title)
        places = [at for at, cell in enumerate(plain, 1) if cell == title]
        if len(places) > 1:
            return WrongHead(Place(number, places[1]), "", row[places[1] - 1].strip())
        if places:
            columns[column.key] = places[0]
    for column in COLUMNS:
        if column.sought and column.key not in columns:
            at = _stranger(plain, columns)
            return WrongHead(Place(number, at), column.title, row[at - 1].strip() if at <= len(row) else "")
    return Head(number, columns)


def _stranger(plain: list[str], columns: dict[str, int]) -> int:
    """Where the missing heading most likely stood: the first heading that is not ours, else behind the last."""
    used = set(columns.values())
    return next((at for at, cell in enumerate(plain, 1) if cell and at not in used), len(plain) + 1)


def _plain(words: str) -> str:
    return _SPACE.sub("", words).translate(_MARKS)
