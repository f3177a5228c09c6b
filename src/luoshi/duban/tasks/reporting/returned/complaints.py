"""What is wrong in a file, by sheet, row and column."""

from __future__ import annotations

from luoshi.duban.spreadsheets.problems import letters
from luoshi.duban.spreadsheets.reading import Sheet
from luoshi.duban.tasks.reporting.columns import CODE, SheetColumn
from luoshi.duban.tasks.reporting.returned.rows import Complain, Line
from luoshi.duban.tasks.returning.flaws import Flaw

#: How many flaws of one file are named.
_MOST = 30


class Complaints:
    """The flaws of the file *name*, in the order in which they were found."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.flaws: list[Flaw] = []

    def about(self, chinese: str, english: str) -> None:
        """Something is wrong with the file as a whole."""
        if len(self.flaws) < _MOST:
            self.flaws.append(Flaw(f"“{self.name}”{chinese}", f"“{self.name}” {english}"))

    def at(self, sheet: Sheet, row: int, column: int, sentences: tuple[str, str], *, title: str = "") -> None:
        """Something is wrong in a cell, counted from 0; *title* is the heading of its column."""
        where, where_english = place(sheet, row, column)
        named = f"（{title}）" if title else ""
        chinese, english = sentences
        self.about(f"{where}{named}：{chinese}", f"({where_english}): {english}")

    def of(self, line: Line) -> Complain:
        """What complains about cells of *line*."""

        def complain(column: SheetColumn, chinese: str, english: str) -> None:
            at = line.columns.get(column.key, line.columns[CODE.key])
            self.at(line.sheet, line.row, at, (chinese, english), title=column.title.replace("\n", ""))

        return complain


def place(sheet: Sheet, row: int, column: int) -> tuple[str, str]:
    """A cell in words, Chinese and English; row and column count from 0."""
    letter = letters(column)
    return (
        f"工作表“{sheet.name}”第{row + 1}行{letter}列",
        f"sheet “{sheet.name}”, row {row + 1}, column {letter}",
    )
