"""A sheet to be filled in: some columns are open, all the rest is locked, without a password."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

_OPEN = PatternFill("solid", start_color="FFFBEA")
_OPEN_HEAD = PatternFill("solid", start_color="FFE699")


def open_columns(
    sheet: Worksheet, *, head: int, columns: Sequence[int], choices: Mapping[int, Sequence[str]] | None = None
) -> None:
    """Let the *columns* (from 1) below the row *head* be filled in, shaded to be seen, and lock every other cell.

    *choices* offers values for a column; others may be typed all the same.  Rows and columns can still be made wider
    and filtered.
    """
    for column in columns:
        sheet.cell(head, column).fill = _OPEN_HEAD
        for row in range(head + 1, sheet.max_row + 1):
            cell = sheet.cell(row, column)
            cell.fill, cell.protection = _OPEN, Protection(locked=False)
    for column, words in (choices or {}).items():
        letter = get_column_letter(column)
        offer = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
        offer.add(f"{letter}{head + 1}:{letter}{max(sheet.max_row, head + 1)}")
        sheet.add_data_validation(offer)
    protection = sheet.protection
    protection.sheet = True
    # In the format these say what is forbidden.
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.autoFilter = protection.sort = False
