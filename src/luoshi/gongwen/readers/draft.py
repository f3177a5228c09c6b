"""How a reader puts a document together: lines, tables, notes, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import Cell, HeadingHint, Note, NoteKind, Span, Table
from luoshi.gongwen.readers.refusals import refuse

_LONGEST_HINT = 120  # a longer paragraph in a heading style is a slip of the author's, not a heading
_LARGEST_GRID = 4_000_000
_INNER_BREAKS = compile_later(r"[\n\r\v\f]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its bytes, its name for messages, the most characters of text."""

    data: bytes
    name: str
    limit: int


@dataclass(frozen=True, slots=True)
class Slot:
    """The words of a table cell and the rows and columns that it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Draft:
    """The text of a document as it grows; ``marks`` are words outside it (page headers).

    A draft refuses to grow beyond the limit of its source (code ``too-large``).
    """

    source: Source
    parts: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[Table] = field(default_factory=list)
    hints: list[HeadingHint] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that was added so far."""
        return "".join(self.parts)

    def add(self, piece: str) -> None:
        """Put *piece* at the end, as it is."""
        self.parts.append(piece)
        self.length += len(piece)
        if self.length > self.source.limit:
            raise refuse("too-large", self.source.name, limit=self.source.limit)

    def paragraph(self, words: str, level: int | None = None, note: NoteKind | None = None) -> None:
        """Add the lines of one paragraph; blank lines are left out.

        *level* marks them as headings; *note* says that they stand beside the text.
        """
        for line in _INNER_BREAKS.split(words):
            if not line.strip():
                continue
            self._new_line()
            start = self.length
            self.add(line)
            lead = len(line) - len(line.lstrip())
            span = Span(start + lead, start + len(line.rstrip()))
            if level is not None and len(span) <= _LONGEST_HINT:
                self.hints.append(HeadingHint(span, level))
            if note is not None:
                self.notes.append(Note(Span(start, self.length), note))

    def table(self, slots: Iterable[Slot]) -> None:
        """Add a table; where cells overlap the first one stays, and a gap is an empty cell."""
        kept = sorted(slots, key=lambda slot: (slot.row, slot.column))
        if not any(slot.text.strip() for slot in kept):
            return
        height = max(slot.row + slot.rows for slot in kept)
        width = max(slot.column + slot.columns for slot in kept)
        if height * width > _LARGEST_GRID:
            raise refuse("bomb", self.source.name, "表格过大", "a table of too many cells")
        self._new_line()
        start = self.length
        grid = self._grid(_lay_out(kept, height, width), height, width)
        self.tables.append(Table(Span(start, self.length), grid))

    def _grid(self, owners: list[list[Slot | None]], height: int, width: int) -> tuple[tuple[Cell, ...], ...]:
        made: dict[int, Cell] = {}
        grid: list[tuple[Cell, ...]] = []
        for row in range(height):
            cells: list[Cell] = []
            for column in range(width):
                if column or row:
                    self.add("\t" if column else "\n")
                slot = owners[row][column]
                if slot is None:
                    cells.append(Cell(Span(self.length, self.length), row, column))
                    continue
                if id(slot) not in made:
                    made[id(slot)] = self._cell(slot)
                cells.append(made[id(slot)])
            grid.append(tuple(cells))
        return tuple(grid)

    def _cell(self, slot: Slot) -> Cell:
        start = self.length
        self.add(cell_text(slot.text))
        return Cell(Span(start, self.length), slot.row, slot.column, slot.rows, slot.columns)

    def _new_line(self) -> None:
        if self.parts:
            self.add("\n")


def cell_text(words: str) -> str:
    """*words* as they stand in a cell: breaks as vertical tabs, no tab, no blank at the ends."""
    return _INNER_BREAKS.sub("\v", words.strip()).replace("\t", " ")


def _lay_out(slots: Sequence[Slot], height: int, width: int) -> list[list[Slot | None]]:
    owners: list[list[Slot | None]] = [[None] * width for _ in range(height)]
    for slot in slots:
        rows = range(slot.row, slot.row + slot.rows)
        columns = range(slot.column, slot.column + slot.columns)
        if all(owners[row][column] is None for row in rows for column in columns):
            for row in rows:
                owners[row][slot.column : slot.column + slot.columns] = [slot] * slot.columns
        elif owners[slot.row][slot.column] is None:
            owners[slot.row][slot.column] = Slot(slot.text, slot.row, slot.column)
    return owners
