"""Cut a text into the units that a gold annotation labels.

The rules are those of the annotation guide: a unit is a stretch of one line that ends
at a sentence end or a semicolon, outside quotes, book marks and brackets; a colon that
an enumerator follows ends one too.  They are kept apart from the cutter of the engine:
a yardstick must not move with what it measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.gongwen.model import Span

_OPENING = frozenset("“‘《（(〔[【「")
_CLOSING = frozenset("”’》）)〕]】」")
_STOPS = frozenset("。！？")
_COLONS = frozenset("：:")
_MARK = re.compile(r"[“‘《（(〔\[【「”’》）)〕\]】」。！？!?；;：:]")
_LIST_BEGINS = re.compile(
    r"[一二三四五六七八九十]{1,3}[是要]"  # 一是, 十二要
    r"|首先"
    r"|第[一二三四五六七八九十][、，,]"
    r"|[1１][.．、]"
)


def annotation_units(text: str) -> list[Span]:
    """The units of *text* in their order, without white space at either end.

    Unit number *n* of a gold file is item ``n - 1``.
    """
    found: list[Span] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        start = 0
        for end in (*_cuts(line), len(line)):
            words = line[start:end]
            before = len(words) - len(words.lstrip())
            if before < len(words):
                first = offset + start + before
                found.append(Span(first, first + len(words.strip())))
            start = end
        offset += len(line)
    return found


def _cuts(line: str) -> Iterator[int]:
    """Where a unit of *line* ends, in ascending order; the end of the line is left out."""
    marks = [(found.start(), found.group()) for found in _MARK.finditer(line)]
    opened = sum(mark in _OPENING for _, mark in marks)
    if opened != sum(mark in _CLOSING for _, mark in marks):
        # One of a pair is missing, so nobody can say what stands inside a pair.
        marks = [(at, mark) for at, mark in marks if mark not in _OPENING and mark not in _CLOSING]
    depth = 0
    for at, mark in marks:
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(depth - 1, 0)
            if depth == 0 and at > 0 and line[at - 1] in _STOPS:
                yield at + 1
        elif depth == 0 and (mark not in _COLONS or _LIST_BEGINS.match(line, at + 1)):
            yield at + 1
