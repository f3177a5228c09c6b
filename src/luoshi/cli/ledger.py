"""The ledger on the screen: one table a section, in columns that fit the terminal.

The rows are those of every exported file (:mod:`luoshi.gongwen.export.table`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from luoshi.cli.console import clean
from luoshi.cli.reading import Reading, say_date
from luoshi.cli.wrap import wrap
from luoshi.gongwen.export.table import Item, items
from luoshi.layout.grid import Cell

WIDE = 120  # columns from which targets and supporting units have columns of their own
_OPEN = "yellow"


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    share: int  # per cent of what the number's column leaves
    least: int = 8


_WIDE = (
    _Column("工作任务", 42),
    _Column("目标", 18),
    _Column("责任单位", 14),
    _Column("配合单位", 12),
    _Column("完成时限", 14, least=14),
)
_NARROW = (_Column("工作任务", 58), _Column("责任单位", 22), _Column("完成时限", 20, least=14))


def print_ledger(out: Console, reading: Reading) -> None:
    """Print the title, the date used, and the tasks, section by section."""
    plan = reading.plan
    title = plan.outline.facts.title
    out.print(Text(clean(title.text) if title else clean(plan.document.name), style="bold"), justify="center")
    out.print(Text(wrap(f"{summary(reading)}；{say_date(reading)}", out.width), style="dim"))
    columns = _WIDE if out.width >= WIDE else _NARROW
    for position, (sections, rows) in enumerate(groupby(items(plan), key=lambda item: item.sections)):
        if sections:
            out.print(Text("\n" + wrap(" › ".join(map(clean, sections)), out.width), style="bold cyan"))
        out.print(_table(list(rows), columns, out.width, header=position == 0))


def summary(reading: Reading) -> str:
    """How many tasks there are and how many of them leave a question open."""
    plan = reading.plan
    declassified = "；按已解密文件处理" if plan.document.declassified else ""
    if not plan.directives:
        return f"{len(plan.statements)} 句，没有发现任务{declassified}"
    open_items = sum(bool(directive.gaps) for directive in plan.directives)
    return f"{len(plan.statements)} 句，任务 {len(plan.directives)} 项，其中 {open_items} 项有待明确{declassified}"


def _table(rows: Sequence[Item], columns: Sequence[_Column], width: int, *, header: bool) -> Table:
    number = 7  # 第123句
    widths = _widths(columns, width - number - 3 * (len(columns) + 1) - 1)
    table = Table(box=box.SQUARE, show_header=header, show_lines=True, border_style="dim", header_style="bold")
    table.add_column("序号", width=number, justify="right")
    for column, wide in zip(columns, widths, strict=True):
        table.add_column(column.name, width=wide, overflow="fold")
    for item in rows:
        cells = _cells(item, wide=columns is _WIDE)
        table.add_row(_number(item), *(_wrapped(cell, size) for cell, size in zip(cells, widths, strict=True)))
    return table


def _number(item: Item) -> Text:
    """The task's number, and its sentence's, by which ``luoshi explain`` is asked."""
    indices = item.directive.statements
    return Text(str(item.number)).append(f"\n第{indices[0] + 1}句" if indices else "", style="dim")


def _widths(columns: Sequence[_Column], room: int) -> list[int]:
    """The columns' widths: their shares, but never too little for a date; the first takes the rest."""
    others = [max(column.least, room * column.share // 100) for column in columns[1:]]
    return [room - sum(others), *others]


def _cells(item: Item, *, wide: bool) -> tuple[list[tuple[str, str]], ...]:
    """The parts of each column's cell: their words, and the style they are shown in."""
    what, goals, who = [(item.task, "")], _part(item.goals), _part(item.responsible)
    help_from, when = _part(item.supporting), _part(item.limit)
    if wide:
        return what, goals, who, help_from, when
    what += [(f"目标：{words.replace(chr(10), '；')}", style or "dim") for words, style in goals]
    who += [(f"配合：{words}", style or "dim") for words, style in help_from]
    return what, who, when


def _part(cell: Cell) -> list[tuple[str, str]]:
    return [(cell.text, _OPEN if cell.open else "")] if cell.text else []


def _wrapped(parts: list[tuple[str, str]], width: int) -> Text:
    lines = []
    for words, style in parts:
        cleaned = "\n".join(map(clean, words.split("\n")))
        lines.append(Text(wrap(cleaned, width), style=style))
    return Text("\n").join(lines)
