"""The kinds of file that a table of the ledger is written as.

Excel, CSV and JSON are handed out while they are made and hold any number of tasks; Word and PDF are made as a whole,
and hold as many as somebody would print.  All are in Chinese, whatever language the page has.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import override

from luoshi.duban.language import CHINESE
from luoshi.duban.tasks.ledger.export.tables import NAMES, Table
from luoshi.duban.tasks.ledger.rows import Line
from luoshi.layout import excel_stream, pdf, word_official
from luoshi.layout.grid import Grid
from luoshi.layout.text import clean, looks_like_formula

#: Raised when a key of the JSON file changes its meaning or goes away; a new key does not raise it.
FORMAT = 1
#: A table on paper has so many tasks at most.
PAPER_ROWS = 2_000
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written: a table with its title, a note above it, what it was narrowed by, and its lines."""

    table: Table
    title: str
    note: str
    lines: Callable[[], Iterator[Line]]
    count: int
    made_at: datetime
    office: str
    filters: Sequence[Mapping[str, str]] = field(default_factory=tuple)

    @property
    def grid(self) -> Grid:
        """The table without its rows."""
        return Grid(str(self.table.title), self.title, self.table.heads, (), self.note)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, how it is written, and how many tasks it holds."""

    media: str
    write: Callable[[Sheet], Iterator[bytes]]
    most: int | None = None


def _excel(sheet: Sheet) -> Iterator[bytes]:
    return excel_stream.stream(sheet.grid, sheet.table.rows(sheet.lines()), sheet.count)


def _csv(sheet: Sheet) -> Iterator[bytes]:
    """RFC 4180 in UTF-8 with the mark by which spreadsheets know it; what would be computed is text."""
    writer = csv.writer(_Echo())
    yield ("\ufeff" + writer.writerow([head.title for head in sheet.table.heads])).encode()
    cells = (sheet.table.cells(line) for line in sheet.lines())
    while some := list(islice(cells, _AT_ONCE)):
        yield "".join(writer.writerow([_safe(cell.text) for cell in row]) for row in some).encode()


def _safe(text: str) -> str:
    cleaned = clean(text)
    return f"'{cleaned}" if looks_like_formula(cleaned) else cleaned


class _Echo:
    """Hands back what the writer of CSV writes."""

    def write(self, line: str) -> str:
        return line


def _json(sheet: Sheet) -> Iterator[bytes]:
    """One object (docs/ledger.md); its tasks stand a line each, so that a program need not hold them all."""
    columns = sheet.table.columns
    head = {
        "format": FORMAT,
        "title": sheet.title,
        "office": sheet.office,
        "made_at": sheet.made_at.isoformat(timespec="seconds"),
        "filters": list(sheet.filters),
        "columns": [{"key": column.key, "name": str(column.name)} for column in columns],
        "count": sheet.count,
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield f'{opening},\n "tasks": ['.encode()
    between = "\n  "
    lines = sheet.lines()
    while some := list(islice(lines, _AT_ONCE)):
        told = (json.dumps(_told(line, sheet.table), ensure_ascii=False, default=str) for line in some)
        yield (between + ",\n  ".join(told)).encode("utf-8", "backslashreplace")
        between = ",\n  "
    yield b"\n ]\n}\n"


def _told(line: Line, table: Table) -> dict[str, Any]:
    task = line.task
    return {
        "id": task.pk,
        "number": task.number,
        "title": task.title,
        "state": task.state,
        "due": task.due.isoformat() if task.due else None,
        **{column.key: column.said(line) for column in table.columns if column.key not in ("number", "state", "due")},
    }


def _word(sheet: Sheet) -> Iterator[bytes]:
    yield word_official.render_table(_whole(sheet))


def _pdf(sheet: Sheet) -> Iterator[bytes]:
    yield pdf.render_table(_whole(sheet))


def _whole(sheet: Sheet) -> Grid:
    head = sheet.grid
    rows = tuple(sheet.table.rows(sheet.lines()))
    return Grid(head.name, head.title, head.columns, rows, head.note)


KINDS: dict[str, Kind] = {
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _excel),
    "csv": Kind("text/csv; charset=utf-8", _csv),
    "json": Kind("application/json", _json),
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word, PAPER_ROWS),
    "pdf": Kind("application/pdf", _pdf, PAPER_ROWS),
}
_LABELS = {"xlsx": "Excel", "csv": "CSV", "json": "JSON", "docx": "Word", "pdf": "PDF"}
_EVERY, _PAPER = ("xlsx", "csv", "json", "docx", "pdf"), ("docx", "pdf", "xlsx")


def written(sheet: Sheet, kind: str) -> Iterator[bytes]:
    """The file in parts.  What can be wrong with it (no font, too many rows) is raised before the first part is out."""
    parts = _in_chinese(KINDS[kind].write(sheet))
    first = next(parts, b"")
    return chain([first], parts)


def _in_chinese(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Make each part in Chinese, and leave the thread its language in between."""
    made = iter(parts)
    while True:
        with override(CHINESE):
            part = next(made, None)
        if part is None:
            return
        yield part


@dataclass(frozen=True, slots=True)
class Offer:
    """A table in a menu, with the kinds it comes as: the ending, and what it is called."""

    table: str
    name: str | Promise
    kinds: Sequence[tuple[str, str]]


def offered() -> list[Offer]:
    """What the menu of exports shows."""
    return [
        Offer(key, name, [(kind, _LABELS[kind]) for kind in (_EVERY if key == "chosen" else _PAPER)])
        for key, name in NAMES.items()
    ]
