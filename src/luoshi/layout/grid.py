"""A table before it has a file format: columns, rows, section rows, a title and remarks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

_NARROWEST = 10.0  # millimetres: two characters of a table beside one another


class Align(StrEnum):
    """How the words of a column stand in it."""

    LEFT = "left"
    CENTRE = "center"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` is in millimetres on paper.

    ``numeric`` says that a spreadsheet may keep its figures as numbers, so that they sort.
    """

    title: str
    width: float
    align: Align = Align.LEFT
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place; lines are parted by ``\\n``.

    ``open`` says that something is missing here: the cell is shaded, so that a reader
    sees it at once.
    """

    text: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row, a cell for each column."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A title across all columns; ``level`` 1 is the upper one, 2 the lower."""

    title: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its title, a line of notes above it and remarks below it.

    ``name`` is what a workbook calls the sheet.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row | Section, ...]
    note: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """The width of all columns together, in millimetres."""
        return sum(column.width for column in self.columns)

    def fitted(self, width: float) -> Grid:
        """The same table *width* millimetres wide: its columns widened or narrowed alike, none below 10 mm."""
        scale = width / self.width
        narrow = [one for one in self.columns if one.width * scale < _NARROWEST]
        rest = self.width - sum(one.width for one in narrow)
        if narrow and rest and len(narrow) * _NARROWEST < width:
            scale = (width - len(narrow) * _NARROWEST) / rest
        else:
            narrow = []
        widths = (_NARROWEST if one in narrow else one.width * scale for one in self.columns)
        columns = tuple(replace(one, width=wide) for one, wide in zip(self.columns, widths, strict=True))
        return replace(self, columns=columns)
