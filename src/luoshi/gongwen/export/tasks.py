"""The wording of a task: the directive's own words without list mark and closing bracket."""

from __future__ import annotations

import re

from luoshi.gongwen.model import Directive, Plan, Span
from luoshi.gongwen.outline.numbering import read_mark

_OPEN, _CLOSE = "（(〔[【", "）)〕]】"
_STOPS = "。；;，,、：: \u3000\n\t\v\r"
_SPACE = re.compile(r"\s+")


def wording(plan: Plan, directive: Directive) -> str:
    """What is to be done, as a sentence of a task table, on one line."""
    text, span = plan.document.text, directive.words or directive.span
    mark = read_mark(text, span.start, span.end)
    start = span.start if mark is None or mark.end >= span.end else mark.end
    end = _before_bracket(text, Span(start, span.end), directive)
    words = _one_line(text[start:end].strip())
    bare = words.rstrip(_STOPS)
    ends = text[span.end - 1 : span.end] in _STOPS or words != bare
    return f"{bare}。" if bare and ends else words


def _before_bracket(text: str, span: Span, directive: Directive) -> int:
    """Where the words end once a closing bracket that names units is left out."""
    last = span.end
    while last > span.start and text[last - 1] in _STOPS:
        last -= 1
    if last == span.start or text[last - 1] not in _CLOSE:
        return span.end
    depth = 0
    for at in range(last - 1, span.start, -1):
        depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
        if depth == 0:
            bracket = Span(at, last)
            units = (*directive.responsible, *directive.supporting)
            return at if any(bracket.covers(unit.mention.span) for unit in units) else span.end
    return span.end


def _one_line(words: str) -> str:
    """White space is kept between Latin words and cells; between Chinese characters it is layout."""

    def between(found: re.Match[str]) -> str:
        beside = words[found.start() - 1] + words[found.end()]
        return " " if beside.isascii() or found.group().strip(" \u3000") else ""

    return _SPACE.sub(between, words)
