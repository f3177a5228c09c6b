"""A plan as Markdown: a table for each section (GitHub's tables)."""

from __future__ import annotations

import re

from luoshi.gongwen.export.cells import flat
from luoshi.gongwen.export.table import ledger
from luoshi.gongwen.model import Plan
from luoshi.layout.grid import Align, Grid, Row, Section
from luoshi.layout.text import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#!])")


def render(plan: Plan) -> bytes:
    """The .md file, in UTF-8."""
    grid = ledger(plan)
    lines = [f"# {_escape(grid.title)}", "", _escape(grid.note), ""]
    in_table = False
    for row in grid.rows:
        if isinstance(row, Section):
            lines.extend((*([""] if in_table else []), f"{'#' * (row.level + 1)} {_escape(row.title)}", ""))
        elif not in_table:
            lines.extend(_head(grid))
        in_table = isinstance(row, Row)
        if isinstance(row, Row):
            lines.append(_line([cell.text for cell in row.cells]))
    lines.extend(("", *(f"{_escape(remark)}  " for remark in grid.remarks)) if grid.remarks else ())
    return ("\n".join(lines).rstrip() + "\n").encode()


def _head(grid: Grid) -> list[str]:
    rule = "|".join(":---:" if column.align is Align.CENTRE else "---" for column in grid.columns)
    return [_line([column.title for column in grid.columns]), f"|{rule}|"]


def _line(texts: list[str]) -> str:
    return f"| {' | '.join(_escape(text) for text in texts)} |"


def _escape(text: str) -> str:
    """*text* on one line, with no sign that Markdown or HTML would read."""
    return _SPECIAL.sub(r"\\\1", flat(clean(text)))
