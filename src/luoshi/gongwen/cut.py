"""Cut a text into statements: sentences and semicolon clauses.

A statement ends at 。！？ or ；, outside quotes, book marks and brackets, at the end of a
line, at a colon that an enumerator follows (一是, 首先, 1.), and at the end of a table
cell.  The extents of the statements partition the text: white space belongs to the
statement before it (before the first statement, to the first).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.gongwen.model import Span
from luoshi.gongwen.quick import quick

_OPEN = frozenset("“‘《（(〔[【「")
_CLOSE = frozenset("”’》）)〕]】」")
_STOPS = "。！？"
_MARKS = re.compile(r"[“‘《（(〔\[【「”’》）)〕\]】」。！？!?；;：:]")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ENUMERATOR = re.compile(r"(?:[一二三四五六七八九十]{1,3}(?:是|要)|首先|第[一二三四五六七八九十][,，、]|[1１][.．、])")
_ENDS = frozenset("。！？!?；;")


@quick
@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the text, or one line of it; ``pieces`` are the statements' spans."""

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]


def cut_lines(text: str) -> list[Line]:
    """The lines of *text* that hold any words, each cut into the spans of its statements."""
    lines: list[Line] = []
    for found in _LINE.finditer(text):
        pieces = _cut_line(text, found.start(), found.end())
        if pieces:
            lines.append(Line(pieces[0][0], pieces[-1][1], tuple(pieces)))
    return lines


def extents(text: str, spans: list[tuple[int, int]]) -> list[Span]:
    """For each statement the part of the text that it owns; together they are the text."""
    starts = [0, *(start for start, _ in spans[1:])]
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _cut_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if "\t" in text[start:end]:
        return [piece for cell in re.finditer(r"[^\t]+", text[start:end]) for piece in _cut_cell(text, start, cell)]
    return _cut_sentences(text, start, end)


def _cut_cell(text: str, offset: int, cell: re.Match[str]) -> list[tuple[int, int]]:
    return _cut_sentences(text, offset + cell.start(), offset + cell.end())


def _cut_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    marks = [(found.start(), found.group()) for found in _MARKS.finditer(text, start, end)]
    opened = len([mark for _, mark in marks if mark in _OPEN])
    if opened != len([mark for _, mark in marks if mark in _CLOSE]):
        # An opening or closing mark is missing: marks cannot be trusted in this line.
        marks = [(at, mark) for at, mark in marks if mark not in _OPEN and mark not in _CLOSE]
    pieces: list[tuple[int, int]] = []
    depth = 0
    for at, mark in marks:
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth = max(0, depth - 1)
            if depth or at == start or text[at - 1] not in _STOPS:
                continue
            start = _keep(pieces, text, start, at + 1)
        elif depth == 0 and (mark in _ENDS or _ENUMERATOR.match(text, at + 1, end)):
            start = _keep(pieces, text, start, at + 1)
    _keep(pieces, text, start, end)
    return pieces


def _keep(pieces: list[tuple[int, int]], text: str, start: int, end: int) -> int:
    """Add ``[start, end)`` without outer white space, if anything is left; return *end*."""
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        pieces.append((start, end))
        return end
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    if last > first:
        pieces.append((first, last))
    return end
