"""What is wrong in a spreadsheet, and where: by sheet, row and column, as Excel shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.duban.problems import Refused

#: How many faulty cells the one sentence of an error names; pages show all of them.
_NAMED = 5


def letters(index: int) -> str:
    """The name of a column, counted from 0: ``A`` … ``Z``, ``AA``."""
    name, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One faulty cell; ``row`` counts from 1, ``column`` is its letters, empty where the whole row is meant.

    ``chinese`` and ``english`` say what is wrong, without the place and without a full stop.
    """

    sheet: str
    row: int
    column: str
    chinese: str
    english: str

    @property
    def place(self) -> str:
        """``单位 C3``: the sheet and the cell, as Excel's name box shows it."""
        return f"{self.sheet} {self.column}{self.row}"

    @property
    def sentence(self) -> str:
        """The place and what is wrong, in Chinese."""
        where = f"第{self.row}行" + (f"{self.column}列" if self.column else "")
        return f"工作表“{self.sheet}”{where}：{self.chinese}。"


class FaultyCells(Refused):
    """A sheet that cannot be taken over; ``problems`` names every faulty cell.  Nothing of it was kept."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = sorted(set(problems), key=lambda one: (one.sheet, one.row, len(one.column), one.column))
        first, more = self.problems[:_NAMED], len(self.problems) - _NAMED
        rest = (f"另有{more}处。", f" {more} more.") if more > 0 else ("", "")
        super().__init__(
            "faulty-cells",
            f"表中有{len(self.problems)}处需要改正，未导入任何内容。{''.join(one.sentence for one in first)}{rest[0]}",
            f"{len(self.problems)} cells must be corrected; nothing was imported. "
            + " ".join(f"{one.place}: {one.english}." for one in first)
            + rest[1],
        )
