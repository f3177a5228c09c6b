"""A plan as rows: the one source of every format's table.

The columns are those of the short form of a 任务分解表 (task allocation table).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from luoshi.gongwen.export.about import heading, note
from luoshi.gongwen.export.cells import goal_cell, limit_cell, responsible_cell, supporting_cell
from luoshi.gongwen.export.places import reference, sections, trail
from luoshi.gongwen.export.tasks import wording
from luoshi.gongwen.model import Directive, Plan
from luoshi.layout.grid import Align, Cell, Column, Grid, Row, Section

COLUMNS = (
    Column("序号", 12, Align.CENTRE, numeric=True),
    Column("工作任务", 82),
    Column("目标", 44),
    Column("牵头（责任）单位", 34, Align.CENTRE),
    Column("配合单位", 25, Align.CENTRE),
    Column("完成时限", 31, Align.CENTRE),
    Column("来源", 29, Align.CENTRE),
)

#: So many tasks must stand under a second-level heading on average before each gets a row of its own.
_SUBSECTION_PAYS = 3

_REMARKS = (
    "注：1.“待明确”为原文没有写明或以字母代替、需要补充的内容。",
    "　　2.“完成时限”栏括号内为推算出的日期；“来源”栏“第N句”为原文语句编号。",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the ledger; ``sections`` are the headings above it, ``trail`` all that stands above it."""

    number: int
    directive: Directive
    sections: tuple[str, ...]
    trail: tuple[str, ...]
    task: str
    goals: Cell
    responsible: Cell
    supporting: Cell
    limit: Cell
    source: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells in the order of :data:`COLUMNS`."""
        middle = (self.goals, self.responsible, self.supporting, self.limit)
        return (Cell(str(self.number)), Cell(self.task), *middle, Cell(self.source))


def items(plan: Plan) -> tuple[Item, ...]:
    """The directives as rows of the ledger, in the order of the text."""
    above = [sections(plan, directive) for directive in plan.directives]
    shown = 2 if _subsections_pay(above) else 1
    return tuple(
        Item(
            number=number,
            directive=directive,
            sections=headings[:shown],
            trail=trail(plan, directive),
            task=wording(plan, directive),
            goals=goal_cell(plan, directive),
            responsible=responsible_cell(plan, directive),
            supporting=supporting_cell(plan, directive),
            limit=limit_cell(directive),
            source=reference(plan, directive, shown),
        )
        for number, (directive, headings) in enumerate(zip(plan.directives, above, strict=True), 1)
    )


def ledger(plan: Plan) -> Grid:
    """The 任务分解表: the rows grouped under the headings of the document."""
    rows: list[Row | Section] = []
    before: tuple[str, ...] = ()
    for item in items(plan):
        rows.extend(new_sections(before, item.sections))
        rows.append(Row(item.cells))
        before = item.sections
    return Grid("任务分解表", heading(plan), COLUMNS, tuple(rows), note(plan), _REMARKS if plan.directives else ())


def new_sections(before: tuple[str, ...], now: tuple[str, ...]) -> list[Section]:
    """The section rows that open where the headings change from *before* to *now*."""
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    return [Section(title, level) for level, title in enumerate(now[same:], same + 1)]


def _subsections_pay(above: list[tuple[str, ...]]) -> bool:
    """Whether second-level headings hold enough tasks each to be worth a row of their own."""
    counts = Counter(headings[:2] for headings in above if len(headings) > 1)
    return bool(counts) and sum(counts.values()) >= _SUBSECTION_PAYS * len(counts)
