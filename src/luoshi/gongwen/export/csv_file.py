"""A plan as comma-separated values that a spreadsheet opens: UTF-8 with a mark, RFC 4180."""

from __future__ import annotations

import csv
import io

from luoshi.gongwen.export.cells import flat
from luoshi.gongwen.export.table import COLUMNS, items
from luoshi.gongwen.model import Plan
from luoshi.layout.text import clean, looks_like_formula


def render(plan: Plan) -> bytes:
    """The .csv file: a row a task; the source names all headings, as there are no section rows."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(column.title for column in COLUMNS)
    for item in items(plan):
        sentence = f"第{item.directive.statements[0] + 1}句" if item.directive.statements else ""
        source = " > ".join(part for part in (*item.trail, sentence) if part)
        writer.writerow(_safe(text) for text in (*(cell.text for cell in item.cells[:-1]), source))
    return target.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    """*text* on one line; an apostrophe keeps a spreadsheet from computing what looks like a formula."""
    line = flat(clean(text))
    return f"'{line}" if looks_like_formula(line) else line
