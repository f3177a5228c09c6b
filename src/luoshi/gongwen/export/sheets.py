"""The sheets beside the ledger: every statement, and what is left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from luoshi.gongwen.export.table import Item, items, new_sections
from luoshi.gongwen.export.wording import GAPS, KINDS
from luoshi.gongwen.model import GapKind, Plan, Statement
from luoshi.layout.grid import Align, Cell, Column, Grid, Row, Section

_STATEMENT_COLUMNS = (
    Column("编号", 14, Align.CENTRE, numeric=True),
    Column("类别", 16, Align.CENTRE),
    Column("置信度", 16, Align.CENTRE, numeric=True),
    Column("任务序号", 18, Align.CENTRE, numeric=True),
    Column("原文", 193),
)
_GAP_COLUMNS = (
    Column("序号", 14, Align.CENTRE, numeric=True),
    Column("工作任务", 93),
    Column("待明确事项", 50),
    Column("原文用语", 40),
    Column("答复", 60),
)
# A cell of a spreadsheet holds 32,767 characters; a longer statement goes on in the next row.
_PIECE = 30_000


def statements(plan: Plan) -> Grid:
    """全部语句: every statement of the document, so that nothing is lost."""
    task: dict[int, int] = {}
    for number, directive in enumerate(plan.directives, 1):
        for index in directive.statements:
            task.setdefault(index, number)
    rows = tuple(row for statement in plan.statements for row in _pieces(plan, statement, task.get(statement.index)))
    return Grid("全部语句", "全部语句", _STATEMENT_COLUMNS, rows)


def gaps(plan: Plan) -> Grid:
    """待明确事项: what is left open, counted by section and listed by task, with room for the answer."""
    open_ = [item for item in items(plan) if item.directive.gaps]
    counts: Counter[tuple[tuple[str, ...], GapKind]] = Counter()
    for item in open_:
        counts.update((item.sections[:1], kind) for kind in _kinds(item))
    rows: list[Row | Section] = []
    before: tuple[str, ...] = ()
    for item in open_:
        section = item.sections[:1]
        if new_sections(before, section):
            rows.append(Section(f"{section[0]}（{_counted(counts, section)}）"))
        rows.append(_gap_row(plan, item))
        before = section
    total = sum(counts.values())
    title = "待明确事项" if total else "待明确事项（无）"
    note = "同一部分中同一类的事项，一次答复即可。" if total else ""
    return Grid("待明确事项", title, _GAP_COLUMNS, tuple(rows), note)


def _pieces(plan: Plan, statement: Statement, task: int | None) -> Iterator[Row]:
    text = plan.quote(statement)
    head = (str(statement.index + 1), KINDS[statement.kind], f"{statement.confidence:.2f}", str(task or ""))
    for start in range(0, max(len(text), 1), _PIECE):
        yield Row((*(Cell(words) for words in head), Cell(text[start : start + _PIECE])))


def _counted(counts: Counter[tuple[tuple[str, ...], GapKind]], section: tuple[str, ...]) -> str:
    return "，".join(f"{GAPS[kind]}{counts[section, kind]}项" for kind in GAPS if counts[section, kind])


def _kinds(item: Item) -> list[GapKind]:
    """The kinds of gap of one task, each once, in the order of the list of names."""
    found = {gap.kind for gap in item.directive.gaps}
    return [kind for kind in GAPS if kind in found]


def _gap_row(plan: Plan, item: Item) -> Row:
    directive = item.directive
    words = dict.fromkeys(plan.quote(gap.span) for gap in directive.gaps if gap.span is not None)
    texts = (str(item.number), item.task, "\n".join(GAPS[k] for k in _kinds(item)), "\n".join(words))
    return Row((*(Cell(text) for text in texts), Cell(open=True)))
