"""A table that looks official in Excel: frozen head, filters, prints on A4 landscape."""

from __future__ import annotations

import io
import math
import re
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.layout import fonts
from luoshi.layout.grid import Align, Grid, Row, Section
from luoshi.layout.package import settle
from luoshi.layout.page import TABLE, points
from luoshi.layout.text import clean, looks_like_formula

#: What a sheet and a cell can hold (Excel's own limits).
MAX_ROWS = 1_048_576
MAX_CELL = 32_767

_WIDTH_A_MILLIMETRE = 96 / 25.4 / 7  # column widths count figures of 7 pixels at 96 dpi
_CHARSET_GB2312 = 134
_FAMILIES = {"roman": 1, "swiss": 2, "modern": 3}
# The size of a line across all columns, and how much higher than its words it is, in points.
_LINES = {"title": (fonts.SIZE_TABLE_TITLE, 8.0), "note": (fonts.SIZE_TABLE, 6.0), "remark": (9.0, 4.0)}
_LINE_HEIGHT = 1.4  # of the size
_MAX_HEIGHT = 409.0  # points; a row cannot be higher
_PADDING = 1.5  # millimetres of a cell's width that no words can use
_SECTION_HEIGHTS = {1: 24.0, 2: 21.0}
SECTION_LEVELS = tuple(_SECTION_HEIGHTS)
ALIGNS = tuple(Align)
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?")
_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class _GrowingRow(RowDimension):
    """A row with the height that its words need now, and that still grows when they grow.

    A height that counts as set by hand stays for ever; none at all is one line high in
    programs that do not measure on opening.
    """

    @property
    def customHeight(self) -> bool:  # noqa: N802 -- the name in the format
        return False


class TooManyRowsError(ValueError):
    """A table that no sheet can hold."""


def new_workbook(*, title: str = "") -> Workbook:
    """A workbook without sheets that knows the styles below."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = ""
    workbook.properties.title = clean(title)
    for style in _styles():
        workbook.add_named_style(style)
    return workbook


def add_sheet(workbook: Workbook, grid: Grid, *, expected: int = 0) -> Worksheet:
    """Append *grid* as a sheet; :class:`TooManyRowsError` where it has more rows than a sheet can hold.

    *expected* are rows that will follow those of *grid* (:mod:`luoshi.layout.excel_stream`).
    """
    count = len(grid.rows) + expected
    if count + len(grid.remarks) + 3 > MAX_ROWS:
        raise TooManyRowsError(f"{count} rows")
    sheet: Worksheet = workbook.create_sheet(grid.name)
    for number, column in enumerate(grid.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width * _WIDTH_A_MILLIMETRE
    at = _put_line(sheet, grid, 1, grid.title, "title")
    if grid.note:
        at = _put_line(sheet, grid, at, grid.note, "note")
    head = at
    for number, column in enumerate(grid.columns, 1):
        _put(sheet, head, number, column.title, "luoshi-head")
    sheet.row_dimensions[head].height = 28
    last = _put_rows(sheet, grid, head)
    for number, line in enumerate(grid.remarks, last + 1):
        _put_line(sheet, grid, number, line, "remark")
    _set_view(sheet, grid, head, last + expected)
    _set_print(sheet, head)
    return sheet


def save(workbook: Workbook) -> bytes:
    """The file's bytes; the same workbook gives the same bytes."""
    target = io.BytesIO()
    workbook.save(target)
    return settle(target.getvalue())


def _put_rows(sheet: Worksheet, grid: Grid, head: int) -> int:
    """Write the rows below the *head*; the number of the last row."""
    at = head
    for at, row in enumerate(grid.rows, head + 1):
        if isinstance(row, Section):
            style = f"luoshi-section-{row.level}"
            for number in range(1, len(grid.columns) + 1):
                _put(sheet, at, number, row.title if number == 1 else "", style)
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(grid.columns))
            sheet.row_dimensions[at].height = section_height(row, grid)
            continue
        sheet.row_dimensions[at] = _GrowingRow(sheet, index=at, ht=height(row, grid))
        for number, (cell, column) in enumerate(zip(row.cells, grid.columns, strict=True), 1):
            style = style_name(column.align, is_open=cell.open)
            if column.numeric and is_number(cell.text):
                _put_number(sheet, at, number, cell.text, style)
            else:
                _put(sheet, at, number, cell.text, style)
    return at


def style_name(align: Align, *, is_open: bool) -> str:
    """The name of the style of a cell."""
    return f"luoshi-{align.value}-open" if is_open else f"luoshi-{align.value}"


def is_number(text: str) -> bool:
    """Whether a figure may be kept as a number without losing anything."""
    return _NUMBER.fullmatch(text) is not None


def number_format(decimals: int) -> str:
    """The format that shows so many decimals."""
    return f"0.{'0' * decimals}".rstrip(".")


def storable(text: str) -> str:
    """*text* as a cell can hold it."""
    return _fit(_ESCAPE.sub("_x005F_", clean(text)))


def _put(sheet: Worksheet, row: int, column: int, text: str, style: str) -> None:
    """Write *text* as text, whatever it looks like."""
    cell = _cell(sheet, row, column)
    cell.style = style
    if not text:
        return
    cell.value = storable(text)
    cell.data_type = "s"  # not "f", which openpyxl chooses for what begins with =
    if looks_like_formula(clean(text)):
        cell.quotePrefix = True  # it stays text when somebody edits the cell


def _cell(sheet: Worksheet, row: int, column: int) -> ExcelCell:
    # A place inside a merged range is asked for before the range is merged.
    return cast(ExcelCell, sheet.cell(row, column))


def _put_number(sheet: Worksheet, row: int, column: int, text: str, style: str) -> None:
    cell = _cell(sheet, row, column)
    cell.value = float(text) if "." in text else int(text)
    cell.style = style
    cell.number_format = number_format(len(text.partition(".")[2]))


def _fit(text: str) -> str:
    """*text*, or its beginning with a word about the rest, where a cell cannot hold it."""
    if len(text) <= MAX_CELL:
        return text
    remark = f"……（共{len(text)}字，单元格容纳不下）"
    return text[: MAX_CELL - len(remark)] + remark


def _put_line(sheet: Worksheet, grid: Grid, row: int, text: str, line: str) -> int:
    """Write a line across all columns, as high as it needs; the number of the next row."""
    size, spare = _LINES[line]
    _put(sheet, row, 1, text, f"luoshi-{line}")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(grid.columns))
    # A merged row does not grow by itself.
    sheet.row_dimensions[row].height = _lines(text, grid.width, size) * size * _LINE_HEIGHT + spare
    return row + 1


def section_height(section: Section, grid: Grid) -> float:
    """The height of a title across all columns, in points."""
    lines = _lines(section.title, grid.width, fonts.SIZE_TABLE)
    return _SECTION_HEIGHTS[section.level] + 15 * (lines - 1)


def height(row: Row, grid: Grid) -> float:
    """The height that the words of a row need now, in points."""
    size = fonts.SIZE_TABLE
    lines = max(_lines(cell.text, column.width, size) for cell, column in zip(row.cells, grid.columns, strict=True))
    return min(_MAX_HEIGHT, lines * size * _LINE_HEIGHT + 8)


def _lines(text: str, width: float, size: float) -> int:
    """How many lines *text* takes in *width* millimetres at *size* points.

    A Chinese character is as wide as the size, a Latin one about half as wide; a line
    can end a character early, as a closing mark may not open the next.
    """
    room = max(1.0, points(width - _PADDING) / size - 0.5)
    count = 0
    for line in text.split("\n"):
        narrow = len(line.encode("ascii", "ignore"))
        count += max(1, math.ceil((len(line) - narrow * 0.45) / room))
    return count


def _set_view(sheet: Worksheet, grid: Grid, head: int, last: int) -> None:
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(grid.columns))}{last}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100


def _set_print(sheet: Worksheet, head: int) -> None:
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.orientation = Worksheet.ORIENTATION_LANDSCAPE
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{head}:{head}"
    sheet.print_options.horizontalCentered = True
    inch = 25.4
    margins = sheet.page_margins
    margins.left, margins.right = TABLE.left / inch, TABLE.right / inch
    margins.top, margins.bottom = TABLE.top / inch, TABLE.bottom / inch
    margins.header, margins.footer = 12 / inch, TABLE.footer / inch
    # Page numbers as GB/T 9704-2012 (7.5) sets them: odd right, even left.
    sheet.HeaderFooter.differentOddEven = True
    sheet.oddFooter, sheet.evenFooter = HeaderFooterItem(right=_page_number()), HeaderFooterItem(left=_page_number())


def _page_number() -> _HeaderFooterPart:
    return _HeaderFooterPart("— &P —", font=f"{fonts.SONG.name},Regular", size=14)


def _styles() -> list[NamedStyle]:
    centre, left = (Alignment(horizontal=side, vertical="center", wrap_text=True) for side in ("center", "left"))
    size = fonts.SIZE_TABLE
    styles = [
        _style("luoshi-title", fonts.TITLE, fonts.SIZE_TABLE_TITLE, centre),
        _style("luoshi-note", fonts.KAI, size, left),
        _style("luoshi-remark", fonts.BODY, _LINES["remark"][0], left),
        _style("luoshi-head", fonts.HEI, size, centre, fill="E7E6E6", box=True, bold=True),
        _style("luoshi-section-1", fonts.HEI, size, left, fill="F2F2F2", box=True, bold=True),
        _style("luoshi-section-2", fonts.KAI, size, left, box=True),
    ]
    for side, alignment in (("center", centre), ("left", left)):
        styles.append(_style(f"luoshi-{side}", fonts.BODY, size, alignment, box=True))
        styles.append(_style(f"luoshi-{side}-open", fonts.BODY, size, alignment, fill="FFF2CC", box=True))
    return styles


def _style(  # noqa: PLR0913 -- a style is all of these
    name: str,
    face: fonts.Face,
    size: float,
    alignment: Alignment,
    *,
    fill: str = "",
    box: bool = False,
    bold: bool = False,
) -> NamedStyle:
    # A file can name one typeface only; the character set lets Excel choose a Chinese one where it is missing.
    font = Font(name=face.name, size=size, bold=bold, charset=_CHARSET_GB2312, family=_FAMILIES[face.family])
    style = NamedStyle(name=name, font=font, alignment=alignment)
    if box:
        style.border = _BOX
    if fill:
        style.fill = PatternFill("solid", start_color=fill)
    return style
