"""Lists to choose from in an Excel sheet that people fill in."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 255  # Excel's own limit of a list that is written out


def add_choices(sheet: Worksheet, column: int, words: Sequence[str], *, first: int, last: int) -> None:
    """Offer *words* in a column (counted from 1) from row *first* to *last*; other words are refused by Excel.

    Raises :class:`ValueError` where the list is longer than Excel takes.
    """
    listed = ",".join(words)
    if len(listed) > _LONGEST:
        raise ValueError(f"a list of {len(listed)} characters")
    rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "请从列表中选择", f"可填：{'、'.join(words)}"[:_LONGEST]
    letter = get_column_letter(column)
    rule.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(rule)
