"""Break Chinese text into lines as a printer does.

A line may end between any two Chinese characters, but none begins with a closing mark or
ends with an opening one (GB/T 15834-2011, 5.1), and a number or a date stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

_NOT_FIRST = frozenset("，。、；：？！）〕】》」’”％%…·,.;:?!)]}")
_NOT_LAST = frozenset("（〔【《「‘“([{")
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)


def wrap(text: str, width: int, indent: int = 0) -> str:
    """*text* in lines of at most *width* columns, each after *indent* spaces.

    A line break in the text stays one.  Only a stretch that cannot be broken well, such
    as a row of closing marks as wide as the line, is broken anywhere.
    """
    room = max(2, width - indent)
    lines = [line for paragraph in text.split("\n") for line in _lines(paragraph, room)]
    return "\n".join(" " * indent + line for line in lines)


def _lines(paragraph: str, width: int) -> Iterator[str]:
    line: list[str] = []
    used = 0
    for word in _words(paragraph, width):
        size = cell_len(word)
        if used + size > width:
            kept = _breaking_point(line, word)
            yield "".join(line[:kept]).rstrip()
            line = line[kept:]
            used = sum(map(cell_len, line))
            if used + size > width:
                yield "".join(line)
                line, used = [], 0
        if line or word != " ":
            line.append(word)
            used += size
    if line or not paragraph:
        yield "".join(line)


def _words(paragraph: str, width: int) -> Iterator[str]:
    for found in _WORD.finditer(paragraph):
        word = found.group()
        if cell_len(word) <= width:
            yield word
        else:
            yield from word


def _breaking_point(line: list[str], following: str) -> int:
    """How many words of *line* stay on it, so that neither side breaks the rules."""
    for kept in range(len(line), 0, -1):
        first = line[kept] if kept < len(line) else following
        if first[0] not in _NOT_FIRST and line[kept - 1][-1] not in _NOT_LAST:
            return kept
    return len(line)
