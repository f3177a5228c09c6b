"""A sheet to be filled in: some columns are open, all the rest is locked, without a password."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

_OPEN = PatternFill("solid", start_color="FFFBEA")
_OPEN_HEAD = PatternFill("solid", start_color="FFE699")
_CLOSED = PatternFill("solid", start_color="EDEDED")
#: Words stay as they are typed: 60% is no 0.6, 3/5 no day.
_AS_TYPED = "@"


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a column (from 1) that ask for something, and the column beside them that it is written in."""

    words: str
    column: int
    beside: int


def open_columns(
    sheet: Worksheet,
    *,
    head: int,
    columns: Sequence[int],
    choices: Mapping[int, Sequence[str]] | None = None,
    closed: Collection[tuple[int, int]] = (),
) -> None:
    """Let the *columns* (from 1) below the row *head* be filled in, shaded to be seen, and lock every other cell.

    *choices* offers values for a column; others may be typed all the same.  *closed* are cells (row, column) of these
    columns where nothing is asked.  Rows and columns can still be made wider and filtered.
    """
    for column in columns:
        sheet.cell(head, column).fill = _OPEN_HEAD
        for row in range(head + 1, sheet.max_row + 1):
            if (row, column) in closed:
                sheet.cell(row, column).fill = _CLOSED
            else:
                open_cell(sheet, row, column)
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


def open_cell(sheet: Worksheet, row: int, column: int) -> None:
    """Let one cell be filled in."""
    cell = sheet.cell(row, column)
    cell.fill, cell.protection, cell.number_format = _OPEN, Protection(locked=False), _AS_TYPED


def ask_below(sheet: Worksheet, labels: Sequence[Label]) -> None:
    """Add a line below the table that asks for what *labels* say."""
    row = sheet.max_row + 1
    for label in labels:
        sheet.cell(row, label.column).value = label.words
        sheet.cell(row, label.column).style = "luoshi-head"
        sheet.cell(row, label.beside).style = "luoshi-left"
        open_cell(sheet, row, label.beside)


def advise(sheet: Worksheet, advice: Mapping[int, str], *, head: int) -> None:
    """Show words beside the cell that somebody stands in, by the column (from 1), in the rows below *head*."""
    for column, words in advice.items():
        letter = get_column_letter(column)
        shown = DataValidation(showInputMessage=True, allow_blank=True, showErrorMessage=False)
        shown.prompt = words
        shown.add(f"{letter}{head + 1}:{letter}{sheet.max_row}")
        sheet.add_data_validation(shown)


def make_room(sheet: Worksheet, *, head: int, lowest: float, side: float, top: float) -> None:
    """Rows below *head* at least *lowest* points high, to be filled in by hand; margins of *side* and *top* inches."""
    for row in range(head + 1, sheet.max_row + 1):
        sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or 0, lowest)
    margins = sheet.page_margins
    margins.left = margins.right = side
    margins.top = top
