"""Workbooks for tests, made in a line."""

from __future__ import annotations

import io

from openpyxl import Workbook


def book(*, merge=(), **sheets) -> bytes:
    """A workbook: a list of rows a sheet; *merge* are ranges of the first sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for area in merge:
        workbook.worksheets[0].merge_cells(area)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()
