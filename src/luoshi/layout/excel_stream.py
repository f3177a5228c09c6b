"""A table for Excel of any length, handed out while it is made: the look of :mod:`.excel`, in constant memory.

The head, the styles and the page come from a workbook without rows; the rows are written between, one after the other,
straight into the compressed file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.layout import excel
from luoshi.layout.grid import Column, Grid, Row, Section
from luoshi.layout.package import EPOCH, settle
from luoshi.layout.text import clean, looks_like_formula

_SHEET = "xl/worksheets/sheet{}.xml"
_WORKBOOK = "xl/workbook.xml"
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
#: So many rows are written before what is ready is handed out.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet: its table without rows, the rows, and about how many they are."""

    grid: Grid
    rows: Iterable[Row | Section]
    count: int


def stream(grid: Grid, rows: Iterable[Row | Section], count: int) -> Iterator[bytes]:
    """The file of *grid* with *rows* in place of its own, about *count* of them.

    Raises :class:`~luoshi.layout.excel.TooManyRowsError` before the first byte where a sheet cannot hold so many.
    """
    return stream_book(grid.title, (Part(grid, rows, count),))


def stream_book(title: str, parts: Sequence[Part]) -> Iterator[bytes]:
    """The file called *title* with a sheet for each of *parts*, at least one; raises as :func:`stream` does."""
    return _written(_Book(title, parts))


def _written(book: _Book) -> Iterator[bytes]:
    out = _Outlet()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for frame, rows in book.sheets:
            with archive.open(_entry(frame.name), "w", force_zip64=True) as sheet:
                sheet.write(frame.above)
                waiting: list[str] = []
                for row in rows:
                    waiting.append(frame.row(row))
                    if len(waiting) == _AT_ONCE:
                        sheet.write("".join(waiting).encode())
                        waiting.clear()
                        yield from out.ready()
                sheet.write("".join(waiting).encode())
                sheet.write(frame.below())
        for name, content in book.others():
            archive.writestr(_entry(name), content)
    yield from out.ready()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


class _Book:
    """A workbook with the frame of each sheet, and the rows that come into it."""

    def __init__(self, title: str, parts: Sequence[Part]) -> None:
        workbook = excel.new_workbook(title=title)
        sheets = [
            excel.add_sheet(workbook, replace(part.grid, rows=(), remarks=()), expected=part.count) for part in parts
        ]
        styles = _Styles(sheets[0])
        frames = [
            _Frame(number, part, sheet, styles)
            for number, (part, sheet) in enumerate(zip(parts, sheets, strict=True), 1)
        ]
        with zipfile.ZipFile(io.BytesIO(settle(excel.save(workbook)))) as made:
            self._others = {name: made.read(name) for name in made.namelist()}
        for frame in frames:
            frame.take(self._others.pop(frame.name))
        self.sheets = list(zip(frames, (part.rows for part in parts), strict=True))

    def others(self) -> Iterator[tuple[str, bytes]]:
        """The other files of the package; the workbook names the rows of the filters as well."""
        for name, content in self._others.items():
            if name == _WORKBOOK:
                for frame, _rows in self.sheets:
                    content = frame.filtered_in(content)  # noqa: PLW2901 -- sheet by sheet
            yield name, content


class _Frame:
    """What stands around the rows of a sheet, and how a row is written."""

    def __init__(self, number: int, part: Part, sheet: Worksheet, styles: _Styles) -> None:
        self.name = _SHEET.format(number)
        self._filter = re.compile(rf'(_FilterDatabase" localSheetId="{number - 1}"[^>]*>)([^<]*)'.encode())
        self._grid, self._at, self._head = part.grid, sheet.max_row, sheet.max_row
        self._expected = sheet.max_row + part.count
        self._styles = styles
        self._letters = [get_column_letter(number) for number in range(1, len(part.grid.columns) + 1)]
        self._merged: list[str] = []
        self.above = self._end = self._below = b""

    def take(self, written: bytes) -> None:
        """The sheet as it is *written* without its rows."""
        above, self._end, self._below = written.partition(b"</sheetData>")
        self.above = _DIMENSION.sub(b"", above)  # nobody knows yet how many rows there will be

    def row(self, row: Row | Section) -> str:
        """A row as it stands in the sheet."""
        self._at += 1
        if isinstance(row, Section):
            return self._section(row)
        cells = (
            self._cell(letter, column, cell.text, self._styles.of(column, is_open=cell.open))
            for letter, column, cell in zip(self._letters, self._grid.columns, row.cells, strict=True)
        )
        return f'<row r="{self._at}" ht="{excel.height(row, self._grid):g}">{"".join(cells)}</row>'

    def below(self) -> bytes:
        """What follows the rows: the sections among the merged cells, the filter over all rows that came."""
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in self._merged).encode()
        below = self._below.replace(b"</mergeCells>", merged + b"</mergeCells>")
        return self._end + below.replace(self._filtered("", self._expected), self._filtered("", self._at))

    def filtered_in(self, workbook: bytes) -> bytes:
        """The workbook with the rows of this sheet's filter as they came."""
        was, now = self._filtered("$", self._expected), self._filtered("$", self._at)
        return self._filter.sub(lambda found: found[1] + found[2].replace(was, now), workbook)

    def _filtered(self, fixed: str, last: int) -> bytes:
        """The range from the head to a row, as a sheet and as a workbook writes it."""
        return f"{fixed}A{fixed}{self._head}:{fixed}{self._letters[-1]}{fixed}{last}".encode()

    def _section(self, section: Section) -> str:
        style = self._styles.section(section.level)
        cells = [self._text(self._letters[0], section.title, style)]
        cells += [f'<c r="{letter}{self._at}" s="{style.plain}"/>' for letter in self._letters[1:]]
        if len(self._letters) > 1:
            self._merged.append(f"A{self._at}:{self._letters[-1]}{self._at}")
        return f'<row r="{self._at}" ht="{excel.section_height(section, self._grid):g}">{"".join(cells)}</row>'

    def _cell(self, letter: str, column: Column, text: str, style: _Style) -> str:
        if column.numeric and excel.is_number(text):
            return f'<c r="{letter}{self._at}" s="{style.number(text)}"><v>{text}</v></c>'
        return self._text(letter, text, style)

    def _text(self, letter: str, text: str, style: _Style) -> str:
        """*text* as text, whatever it looks like."""
        if not text:
            return f'<c r="{letter}{self._at}" s="{style.plain}"/>'
        chosen = style.quoted if looks_like_formula(clean(text)) else style.plain
        words = escape(excel.storable(text))
        return f'<c r="{letter}{self._at}" s="{chosen}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


class _Style:
    """A style of the workbook by its number: as it is, for text that looks like a formula, for figures."""

    def __init__(self, sheet: Worksheet, name: str) -> None:
        self._sheet, self._name = sheet, name
        self.plain = self._number_of()
        self.quoted = self._number_of(quoted=True)
        self._numbers = {places: self._number_of(places) for places in range(5)}

    def number(self, text: str) -> int:
        """The style of a figure with as many decimals as *text*."""
        return self._numbers[len(text.partition(".")[2])]

    def _number_of(self, decimals: int | None = None, *, quoted: bool = False) -> int:
        cell = Cell(self._sheet, row=1, column=1)  # stands in no sheet; the workbook keeps its style
        cell.style = self._name
        if decimals is not None:
            cell.number_format = excel.number_format(decimals)
        if quoted:
            cell.quotePrefix = True
        return int(cell.style_id)


class _Styles:
    """The styles of a sheet, each asked for once."""

    def __init__(self, sheet: Worksheet) -> None:
        self._cells = {
            (align, is_open): _Style(sheet, excel.style_name(align, is_open=is_open))
            for align in excel.ALIGNS
            for is_open in (False, True)
        }
        self._sections = {level: _Style(sheet, f"luoshi-section-{level}") for level in excel.SECTION_LEVELS}

    def of(self, column: Column, *, is_open: bool) -> _Style:
        """The style of a cell of *column*."""
        return self._cells[column.align, is_open]

    def section(self, level: int) -> _Style:
        """The style of a title across all columns."""
        return self._sections[level]


class _Outlet(io.RawIOBase):
    """Keeps what is written until it is handed out; nothing is ever looked at again."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        """Yes; and it cannot be sought in, so that the archive is written from its beginning to its end."""
        return True

    def write(self, some: object) -> int:
        """Keep it."""
        content = bytes(some)  # type: ignore[call-overload]  # any buffer
        self._waiting.append(content)
        return len(content)

    def ready(self) -> Iterator[bytes]:
        """What came since the last time."""
        if self._waiting:
            yield b"".join(self._waiting)
            self._waiting.clear()
