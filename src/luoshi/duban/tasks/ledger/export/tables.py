"""The tables that the ledger is exported as: their columns, and what stands in each row.

任务分解表 has the columns and the headings of the table that goes out at issue (:mod:`luoshi.duban.tasks.issuing`),
督查台账 those of a supervision ledger on paper; the first is the list as it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.tasks import wording
from luoshi.duban.tasks.issuing import tables as issuing
from luoshi.duban.tasks.ledger import saying as say
from luoshi.duban.tasks.ledger.columns import COLUMNS, TITLE, Column, needs_of
from luoshi.duban.tasks.ledger.rows import Line, Needs
from luoshi.duban.tasks.models import Task
from luoshi.layout import grid
from luoshi.layout.grid import Align, Cell, Row, Section


@dataclass(frozen=True, slots=True)
class Table:
    """A table to export: its columns, whether its rows are counted, and the headings that each task stands under."""

    title: str | Promise
    columns: tuple[Column, ...]
    counted: bool = False
    above: Callable[[Task], tuple[str, ...]] | None = None

    @property
    def heads(self) -> tuple[grid.Column, ...]:
        """The columns as they are printed."""
        own = tuple(grid.Column(str(one.name), one.width, one.align, numeric=one.numeric) for one in self.columns)
        return (_PLACE, *own) if self.counted else own

    @property
    def needs(self) -> frozenset[str]:
        """What must be fetched for it."""
        return needs_of(self.columns) | ({Needs.PLAN} if self.above else set())

    def cells(self, line: Line) -> tuple[Cell, ...]:
        """A row of it."""
        own = tuple(_cell(column, line) for column in self.columns)
        return (Cell(str(line.place)), *own) if self.counted else own

    def rows(self, lines: Iterable[Line]) -> Iterator[Row | Section]:
        """The rows, with the headings above them where it has any."""
        before: tuple[str, ...] = ()
        for line in lines:
            if self.above is not None:
                now = self.above(line.task)
                yield from issuing.opened(before, now)
                before = now
            yield Row(self.cells(line))


_PLACE = grid.Column("序号", 12, Align.CENTRE, numeric=True)
#: What may not stay empty on paper: it is shaded, and says that it is not settled yet.
_OPEN = frozenset({"answering", "limit"})


def _cell(column: Column, line: Line) -> Cell:
    words = column.words(line)
    if not words and column.key in _OPEN:
        return Cell(wording.OPEN, open=True)
    return Cell(words)


def _named(key: str, name: str, width: float) -> Column:
    return replace(COLUMNS[key], name=name, width=width)


def _chosen(shown: Sequence[Column]) -> Table:
    """The list as it is shown; on paper a task stands with its full wording."""
    whole = {TITLE: _named("text", "工作任务", 90)}
    columns = (whole.get(column.key, column) for column in shown if column.key != "text")
    return Table(_("任务台账"), tuple(columns), counted=True)


def _decomposition(shown: Sequence[Column]) -> Table:
    """The columns of the table at issue."""
    del shown
    keys = ("text", "targets", "answering", "supporting", "limit")
    columns = (_named(key, head.title, head.width) for key, head in zip(keys, issuing.COLUMNS[1:], strict=True))
    return Table(_("任务分解表"), tuple(columns), counted=True, above=issuing.headings)


def by_plan(task: Task) -> tuple[str, ...]:
    """The headings where tasks of several plans stand in one table: the plan, and the first one of its document."""
    plan = (task.plan.title,) if task.plan is not None else ()
    return plan + issuing.headings(task)[: 2 - len(plan)]


def _register(shown: Sequence[Column]) -> Table:
    del shown
    columns = (
        _named("number", "编号", 30),
        _named("text", "督查内容", 57),
        _named("source", "任务来源", 30),
        _named("issued", "交办时间", 28),
        _named("units", "承办单位", 30),
        _named("limit", "办复要求", 30),
        _named("rhythm", "汇报频次", 13),
        _named("accountable", "分管领导", 15),
        _named("progress", "承办情况", 48),
        _named("outcome", "完成情况", 21),
        _named("done", "实际完成时间", 28),
        Column("extension", "延期", _extension, 18, needs=frozenset({Needs.EXTENSIONS})),
    )
    return Table(_("督查台账"), columns)


def _extension(line: Line) -> str:
    """延期: how often, and why the last time."""
    count = say.extensions(line)
    if not count:
        return ""
    reason = say.extension_reason(line)
    return f"延期{count}次" + (f"：{reason}" if reason else "")


TABLES: dict[str, Callable[[Sequence[Column]], Table]] = {
    "chosen": _chosen,
    "decomposition": _decomposition,
    "register": _register,
}
#: What a menu calls them.
NAMES: dict[str, str | Promise] = {
    "chosen": _("当前各列"),
    "decomposition": _("任务分解表"),
    "register": _("督查台账"),
}
