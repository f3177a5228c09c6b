"""Read task tables: one task a row, columns in any order and under any of the usual names.

A table is a task table when its header names a column of tasks and one of units or limits;
every other table is context.  A cell merged over several rows holds for each of them; a row
that is one merged cell is a section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from luoshi.gongwen.model import Cell, Span, Table

_SPACE = re.compile(r"\s+")
_DEEPEST_HEADER = 4
_LONGEST_NAME = 16


class Column(StrEnum):
    """What a column of a task table holds."""

    NUMBER = "number"
    TASK = "task"
    TARGET = "target"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"
    LEADER = "leader"
    LIMIT = "limit"
    OTHER = "other"


# In this order: 牵头单位完成时限 does not occur, but 牵头领导 must not be taken for a lead unit.
_NAMES: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, re.compile(r"序号|编号|号|No\.?")),
    (Column.LEADER, re.compile(r".{0,6}(?:领导|责任人|负责人|联系人|包保人).{0,4}")),
    (Column.LIMIT, re.compile(r".{0,6}(?:时限|时间|期限|节点|完成日期|截止日期).{0,6}")),
    (
        Column.SUPPORTING,
        re.compile(r".{0,4}(?:配合|协办|参与|参加|支持|协同|协助)(?:责任)?(?:单位|部门|科室|机构)?.{0,4}"),
    ),
    (Column.LEAD, re.compile(r".{0,4}(?:牵头|主办|主责|总牵头).{0,10}")),
    (
        Column.RESPONSIBLE,
        re.compile(
            r".{0,4}(?:责任|承办|实施|落实|负责|承担|办理)(?:主体|单位|部门|科室|机构|地区|乡镇).{0,6}|分工|责任"
        ),
    ),
    (Column.TARGET, re.compile(r".{0,6}(?:目标|指标|成效|成果|目标值)(?!任务).{0,6}")),
    (
        Column.TASK,
        re.compile(
            r".{0,8}(?:任务|事项|举措|措施|内容|要点|工作|要求|项目|清单|做法|问题)(?:名称|内容|清单|分解|分工|安排|及要求|描述|表述)?.{0,4}"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a task table: where it is, and its cells by what they hold.

    ``section`` is set instead of cells for a row that is one merged cell.
    """

    span: Span
    cells: tuple[tuple[Column, Cell], ...] = ()
    section: Span | None = None

    def spans(self, column: Column) -> tuple[Span, ...]:
        """The cells of one kind that hold any words."""
        return tuple(cell.span for kind, cell in self.cells if kind is column and len(cell.span))

    @property
    def task(self) -> Span | None:
        """The cell that tells what to do: of several, the most detailed that this row begins."""
        spans = [span for span in self.spans(Column.TASK) if self.span.covers(span)]
        return spans[-1] if spans else None


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table whose rows are tasks."""

    table: Table
    columns: tuple[Column, ...]
    header_end: int
    rows: tuple[Row, ...]


def read_task_table(text: str, table: Table) -> TaskTable | None:
    """The tasks of a table, or ``None`` where it is no task table."""
    for index, row in enumerate(table.grid[:_DEEPEST_HEADER]):
        first = max((cell.row + cell.rows for cell in row), default=index + 1)
        # A name over several columns is told apart in the row below it.
        parted = first == index + 1 < len(table.grid) and any(cell.columns > 1 for cell in row)
        deeper = first + 1 if parted else first
        for end in dict.fromkeys((deeper, first)):
            columns = _columns(_names(text, table, index, end))
            if columns is not None:
                rows = [_row(table.grid[place], columns, place) for place in range(end, len(table.grid))]
                header_end = max(cell.span.end for cell in table.grid[end - 1])
                return TaskTable(table, columns, header_end, tuple(found for found in rows if found is not None))
    return None


def _names(text: str, table: Table, first: int, end: int) -> list[str]:
    """The columns' names: the deepest that the header's rows ``[first, end)`` hold."""
    names: list[str] = []
    for row in table.grid[first:end]:
        found = [_SPACE.sub("", cell.span.of(text)) for cell in row]
        names = [new or old for new, old in zip_longest(found, names, fillvalue="")]
    return names


def _columns(names: Sequence[str]) -> tuple[Column, ...] | None:
    columns = tuple(map(_column, names))
    known = set(columns)
    if any(len(name) > _LONGEST_NAME for name in names) or Column.TASK not in known:
        return None
    return columns if known & {Column.LEAD, Column.RESPONSIBLE, Column.LIMIT, Column.SUPPORTING} else None


def _column(name: str) -> Column:
    if len(name) <= _LONGEST_NAME:
        for column, pattern in _NAMES:
            if pattern.fullmatch(name):
                return column
    return Column.OTHER


def _row(row: Sequence[Cell], columns: Sequence[Column], place: int) -> Row | None:
    own = [cell for cell in row if cell.row == place and len(cell.span)]
    if not own:
        return None
    span = Span(min(cell.span.start for cell in own), max(cell.span.end for cell in own))
    if len({cell.span for cell in row if len(cell.span)}) == 1 and len(row) > 2 and _is_section(row, columns):
        return Row(span, section=own[0].span)
    cells: list[tuple[Column, Cell]] = []
    for column, cell in zip(columns, row, strict=False):
        if not cells or cells[-1][1] is not cell:
            cells.append((column, cell))
    return Row(span, tuple(cells))


def _is_section(row: Sequence[Cell], columns: Sequence[Column]) -> bool:
    """Whether a row's only words head the rows below: they span columns, or stand where no task does."""
    place, cell = next((place, cell) for place, cell in enumerate(row) if len(cell.span))
    return cell.columns > 1 or columns[place] not in {Column.TASK, Column.TARGET}
