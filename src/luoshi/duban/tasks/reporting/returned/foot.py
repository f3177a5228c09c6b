"""What stands around the table: who filled it in, and when, and words that belong to no row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from luoshi.duban.spreadsheets.headings import bare
from luoshi.duban.spreadsheets.reading import Sheet
from luoshi.duban.spreadsheets.values import Value, shown
from luoshi.duban.tasks.reporting.returned.cells import Unfit, read_day
from luoshi.duban.tasks.reporting.returned.complaints import Complaints
from luoshi.duban.tasks.reporting.sheets import REPORTED_ON, REPORTER, SIGNED

_LABELS = {bare(label): label for label in (REPORTER, REPORTED_ON, SIGNED)}
_LONGEST_NAME = 100
_WITHIN = re.compile(r"\s*(填报人|填报日期)\s*[：:]\s*(\S.*?)\s*")


@dataclass(slots=True)
class Foot:
    """The cells beside the labels, by the label, with the place of each (row and column from 0)."""

    values: dict[str, tuple[Value, int, int]] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)


def read_foot(sheet: Sheet, head: int) -> Foot:
    """What stands beside the labels, above or below the table; *head* is the row of the headings, from 0."""
    foot = Foot()
    for row in range(len(sheet.rows)):
        if row == head:
            continue
        for column in range(len(sheet.rows[row])):
            words = sheet.words(row, column)
            label = _LABELS.get(bare(words))
            if label is not None:
                foot.rows.add(row)
                foot.values.setdefault(label, _beside(sheet, row, column))
            elif inside := _WITHIN.fullmatch(words):
                foot.rows.add(row)
                foot.values.setdefault(inside[1], (inside[2], row, column))
    return foot


def _beside(sheet: Sheet, row: int, column: int) -> tuple[Value, int, int]:
    """The first filled cell to the right, up to the next label; else the place next to the label."""
    own = bare(sheet.words(row, column))
    for at in range(column + 1, len(sheet.rows[row])):
        words = bare(sheet.words(row, at))
        if words in _LABELS and words != own:
            break
        if words and words != own:
            return sheet.rows[row][at], row, at
    return None, row, column + 1


def who_and_when(foot: Foot, sheet: Sheet, made: date, today: date, complaints: Complaints) -> tuple[str, date | None]:
    """Who filled the sheet in, and on which day, from the day it was *made* to *today*; empty where it does not say."""
    value, row, column = foot.values.get(REPORTER, (None, 0, 0))
    name = shown(value)
    if name and (len(name) > _LONGEST_NAME or not any(letter.isalpha() for letter in name)):
        complaints.at(sheet, row, column, ("填报人应为姓名。", "a name belongs here."))
    value, row, column = foot.values.get(REPORTED_ON, (None, 0, 0))
    try:
        day = read_day(value, today)
    except Unfit as unfit:
        complaints.at(sheet, row, column, (unfit.chinese, unfit.english))
        day = None
    if day is not None and day > today:
        complaints.at(sheet, row, column, (f"填报日期{day}还没有到。", f"the day {day} is yet to come."))
        day = None
    elif day is not None and day < made:
        complaints.at(
            sheet,
            row,
            column,
            (f"填报日期{day}早于发表日期{made}。", f"the day {day} lies before {made}, when the sheet was sent."),
        )
        day = None
    return name[:_LONGEST_NAME], day
