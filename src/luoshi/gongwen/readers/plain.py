"""Plain text, kept exactly as it was decoded; tab-separated lines are read as tables."""

from __future__ import annotations

import re

from luoshi.gongwen.model import Cell, Span, Table
from luoshi.gongwen.readers.draft import Draft, Source
from luoshi.gongwen.readers.encoding import decode

_LINE = re.compile(r"[^\r\n]+")
_FEWEST_TABS = 2
_FEWEST_ROWS = 2


def build(source: Source) -> Draft:
    """Read a text file."""
    draft = Draft(source)
    text = decode(source)
    draft.add(text)
    draft.tables.extend(_find_tables(text))
    return draft


def _find_tables(text: str) -> list[Table]:
    """Runs of consecutive lines with the same number of tabs; one tab may only indent."""
    if "\t" not in text:
        return []
    tables: list[Table] = []
    rows: list[re.Match[str]] = []
    for line in _LINE.finditer(text):
        tabs = line.group().count("\t")
        if rows and (tabs != rows[-1].group().count("\t") or not _adjacent(text, rows[-1].end(), line.start())):
            _close(tables, rows)
            rows = []
        if tabs >= _FEWEST_TABS:
            rows.append(line)
    _close(tables, rows)
    return tables


def _adjacent(text: str, end: int, start: int) -> bool:
    return text[end:start] in {"\n", "\r\n", "\r"}


def _close(tables: list[Table], rows: list[re.Match[str]]) -> None:
    if len(rows) >= _FEWEST_ROWS:
        grid = tuple(_cells(row, number) for number, row in enumerate(rows))
        tables.append(Table(Span(rows[0].start(), rows[-1].end()), grid))


def _cells(row: re.Match[str], number: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    start = row.start()
    for column, words in enumerate(row.group().split("\t")):
        cells.append(Cell(Span(start, start + len(words)), number, column))
        start += len(words) + 1
    return tuple(cells)
