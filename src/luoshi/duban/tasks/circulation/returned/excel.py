"""Cells of an .xlsx file as text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.duban.tasks.circulation.returned.sheet import MOST_COLUMNS, MOST_ROWS, Contents, Place, Table


def read(content: bytes) -> Contents:
    """The sheets of a workbook, hidden ones too; a formula is the text that somebody typed."""
    workbook = load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    try:
        return Contents([_table(sheet) for sheet in workbook.worksheets])
    finally:
        workbook.close()


def _table(sheet: Worksheet) -> Table:
    table = Table(f"工作表“{sheet.title}”", f"sheet “{sheet.title}”", [])
    for number, row in enumerate(_rows(sheet), 1):
        table.rows.append([])
        for column, cell in enumerate(row, 1):
            table.rows[-1].append(text_of(cell.value))
            if cell.comment is not None:
                table.notes[Place(number, column)] = cell.comment.text.strip()
    return table


def _rows(sheet: Worksheet) -> Iterator[tuple[Cell | MergedCell, ...]]:
    last_row, last_column = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    yield from sheet.iter_rows(max_row=last_row, max_col=last_column)


def text_of(value: object) -> str:
    """A cell's value as people read it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    return str(getattr(value, "text", value)).strip()
