"""What a file holds, whatever its format: tables of cells, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Rows and columns beyond these are not ours: an extract has some dozen columns and at most a few hundred rows.
MOST_ROWS = 5000
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands; ``row`` and ``column`` count from 1, a column of a sheet has letters as well."""

    row: int
    column: int


@dataclass(slots=True)
class Table:
    """A sheet or a table of a document; ``notes`` are remarks pinned to a cell (批注)."""

    name: str
    english: str
    rows: list[list[str]]
    notes: dict[Place, str] = field(default_factory=dict)
    is_sheet: bool = True

    def where(self, place: Place) -> tuple[str, str]:
        """The place in words, Chinese and English."""
        letters = f"（{_letters(place.column)}列）" if self.is_sheet else ""
        english = f" ({_letters(place.column)})" if self.is_sheet else ""
        return (
            f"{self.name}第{place.row}行第{place.column}列{letters}",
            f"{self.english}, row {place.row}, column {place.column}{english}",
        )


@dataclass(slots=True)
class Contents:
    """The tables of a file, and its words outside of them."""

    tables: list[Table]
    words: list[str] = field(default_factory=list)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
