"""Find the table that was sent out in what came back, by its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

#: The head stands within so many rows; so many of its headings must be there to be taken for ours.
_DEEPEST = 20
_ENOUGH = 4
#: Beside the code so many of those that the table is no good without: 编号 and 工作任务 stand in other tables, too.
_OWN = 2
_SPACE = re.compile(r"\s+")
_MARKS = str.maketrans("()/", "（）/")


class SentColumn(Protocol):
    """A column as it was sent; ``sought`` ones must be there when the file comes back."""

    @property
    def key(self) -> str:
        """What the column is called in the code."""

    @property
    def title(self) -> str:
        """Its heading."""

    @property
    def sought(self) -> bool:
        """Whether the table is no good without it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head's row (from 1) and the column (from 1) of each known heading."""

    row: int
    columns: dict[str, int]


@dataclass(frozen=True, slots=True)
class WrongHead:
    """Why a head is not as it was sent: at this place stands ``found`` in place of ``expected``.

    Where ``expected`` is empty the heading stands twice.
    """

    row: int
    column: int
    expected: str
    found: str

    @property
    def sentences(self) -> tuple[str, str]:
        """What is wrong, in Chinese and English, without the place."""
        if not self.expected:
            return f"表头“{self.found}”出现了两次。", f"the heading “{self.found}” stands twice."
        return (
            f"表头应有“{self.expected}”，此处为“{self.found or '空'}”；请不要改动表头。",
            f"the heading “{self.expected}” is missing and “{self.found}” stands here; keep the headings.",
        )


def find_head(rows: Sequence[Sequence[str]], columns: Sequence[SentColumn]) -> Head | WrongHead | None:
    """The head of a table of *columns*, the first of which holds the rows' codes; ``None`` where *rows* are none."""
    code = plain_heading(columns[0].title)
    known = {plain_heading(column.title) for column in columns}
    own = {plain_heading(column.title) for column in columns[1:] if column.sought}
    for number, row in enumerate(rows[:_DEEPEST], 1):
        plain = [plain_heading(cell) for cell in row]
        hits = known.intersection(plain)
        if len(hits) >= _ENOUGH - (code in hits) and len(hits & own) >= _OWN:
            return _read_head(number, row, plain, columns)
    return None


def _read_head(number: int, row: Sequence[str], plain: list[str], columns: Sequence[SentColumn]) -> Head | WrongHead:
    found: dict[str, int] = {}
    for column in columns:
        title = plain_heading(column.title)
        places = [at for at, cell in enumerate(plain, 1) if cell == title]
        if len(places) > 1:
            return WrongHead(number, places[1], "", row[places[1] - 1].strip())
        if places:
            found[column.key] = places[0]
    for column in columns:
        if column.sought and column.key not in found:
            at = _stranger(plain, found)
            return WrongHead(number, at, plain_heading(column.title), row[at - 1].strip() if at <= len(row) else "")
    return Head(number, found)


def _stranger(plain: list[str], columns: dict[str, int]) -> int:
    """Where the missing heading most likely stood: the first heading that is not ours, else behind the last."""
    used = set(columns.values())
    return next((at for at, cell in enumerate(plain, 1) if cell and at not in used), len(plain) + 1)


def plain_heading(words: str) -> str:
    """A heading without white space, its brackets Chinese."""
    return _SPACE.sub("", words).translate(_MARKS)
