"""Cells of an .xls file as text."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from luoshi.duban.tasks.circulation.returned.excel import text_of
from luoshi.duban.tasks.circulation.returned.sheet import MOST_COLUMNS, MOST_ROWS, Contents, Table


def read(content: bytes) -> Contents:
    """The sheets of a workbook; such a file tells what a formula came to, not the formula."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = []
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        cells = [[text_of(value) for value in row[:MOST_COLUMNS]] for row in rows[:MOST_ROWS]]
        tables.append(Table(f"工作表“{name}”", f"sheet “{name}”", cells))
    return Contents(tables)
