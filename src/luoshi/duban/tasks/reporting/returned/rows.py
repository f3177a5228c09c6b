"""What one task's row and the rows of its figures say together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from luoshi.duban.spreadsheets.reading import Sheet
from luoshi.duban.spreadsheets.values import shown
from luoshi.duban.tasks.models import ReportKind, Target
from luoshi.duban.tasks.reporting.columns import (
    COLUMNS,
    DONE,
    DONE_ON,
    FIGURE,
    HELP_FROM,
    NO_CHANGE,
    PERCENT,
    TEXT,
    WORDS,
    SheetColumn,
)
from luoshi.duban.tasks.reporting.returned.cells import (
    LONGEST,
    Unfit,
    read_day,
    read_figure,
    read_percent,
    read_tick,
    read_words,
)

T = TypeVar("T")
#: Whoever writes this under 进展情况 means the tick beside it.
_NO_CHANGE_IN_WORDS = frozenset(
    {"无变化", "没有变化", "暂无变化", "无新变化", "无新进展", "暂无进展", "暂无新进展", "没有新进展"}
)
_LONGEST_HELP_FROM = 200
#: Says that something is wrong at a column of the row: the column, Chinese, English.
Complain = Callable[[SheetColumn, str, str], None]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number (from 0) and the column (from 0) of each heading."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]

    def read(self, column: SheetColumn, read: Callable[..., T], empty: T, complain: Complain, **more: object) -> T:
        """The cell of *column* as *read* takes it; what does not belong there is complained about."""
        at = self.columns.get(column.key)
        if at is None or at >= len(self.sheet.rows[self.row]):
            return empty
        value = self.sheet.rows[self.row][at]
        if value is None and self.sheet.is_formula(self.row, at):
            complain(column, "是公式，没有算出结果，请填写结果。", "is a formula without a result; type the result.")
            return empty
        try:
            return read(value, **more)
        except Unfit as unfit:
            complain(column, unfit.chinese, unfit.english)
            return empty

    def shows_percent(self, column: SheetColumn) -> bool:
        """Whether the cell shows its value in per cent."""
        at = self.columns.get(column.key)
        return at is not None and self.sheet.is_percent(self.row, at)

    def is_filled(self, column: SheetColumn) -> bool:
        """Whether anything stands in the cell."""
        at = self.columns.get(column.key)
        return at is not None and at < len(self.sheet.rows[self.row]) and bool(shown(self.sheet.rows[self.row][at]))


@dataclass(slots=True)
class Answers:
    """What a unit filled in for one task, before it is a report."""

    no_change: bool
    done: bool
    words: dict[str, str]
    percent: Decimal | None
    done_on: date | None

    @property
    def is_empty(self) -> bool:
        """Nothing was filled in."""
        return not (self.no_change or self.done or self.percent is not None or self.done_on or any(self.words.values()))


def read_answers(line: Line, today: date, complain: Complain) -> Answers:
    """The cells of a task's row."""
    words = {
        column.key: line.read(
            column, read_words, "", complain, longest=_LONGEST_HELP_FROM if column is HELP_FROM else LONGEST
        )
        for column in WORDS
    }
    no_change = line.read(NO_CHANGE, read_tick, False, complain)
    if words[TEXT.key].rstrip("。. ") in _NO_CHANGE_IN_WORDS:
        words[TEXT.key], no_change = "", True
    if line.is_filled(FIGURE):
        complain(FIGURE, "请填在下面各指标行。", "belongs into the rows of the figures below.")
    return Answers(
        no_change=no_change,
        done=line.read(DONE, read_tick, False, complain),
        words=words,
        percent=line.read(PERCENT, read_percent, None, complain, shows_percent=line.shows_percent(PERCENT)),
        done_on=line.read(DONE_ON, read_day, None, complain, today=today),
    )


def read_target(line: Line, target: Target, complain: Complain) -> Decimal | None:
    """The figure in a figure's row; other cells of the row ask for nothing."""
    for column in COLUMNS:
        if column.answer and column is not FIGURE and line.is_filled(column):
            complain(column, "请填在上面的任务行，指标行只填完成值。", "belongs into the task's row above.")
    return line.read(FIGURE, read_figure, None, complain, unit=target.unit)


def kind_of(answers: Answers, complain: Complain) -> ReportKind:
    """What the row says as a whole; ticks that contradict one another or the words are complained about."""
    if answers.no_change and answers.done:
        complain(DONE, "又打了“无变化”，请只选一样。", "is ticked as well as 无变化; choose one.")
    if answers.no_change and answers.words[TEXT.key]:
        complain(
            NO_CHANGE,
            "打了✓，又写了进展情况，请只填一样。",
            "is ticked although there is progress to report; choose one.",
        )
    if answers.done_on and not answers.done:
        complain(DONE_ON, "填了完成日期，没有在“申请销号”栏打✓。", "is given, but 申请销号 is not ticked.")
    if not answers.no_change and not answers.words[TEXT.key]:
        complain(
            TEXT,
            "没有填写；其他栏已填，请写明进展，没有变化的在“无变化”栏打✓。",
            "is empty although other cells are filled; say how far it is, or tick 无变化.",
        )
    if answers.done:
        return ReportKind.COMPLETION
    return ReportKind.NO_CHANGE if answers.no_change else ReportKind.PROGRESS
