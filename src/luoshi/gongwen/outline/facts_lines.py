"""The lines at the head and foot of a document, and which of them come before the text proper."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import Phrase, Span

_HEAD_LENGTH = 12_000
_HEAD_LINES = 200
_FOOT_LENGTH = 3_000
_FOOT_LINES = 60
_LONGEST_HEAD_LINE = 120

#: A day as official writing prints it: Arabic, full-width or Chinese figures, spaces between them.
#: It is loose, for what it finds is read afterwards (large character sets are slow to compile).
DAY = (
    r"(?:[12１２]\s?\d\s?\d\s?\d|[一二][^\s\d年]{3})\s?年\s{0,2}"
    r"(?:\d\s?\d?|[^\s\d月]{1,2})\s?月\s{0,2}(?:\d\s?\d?|[^\s\d日]{1,3})\s?日"
)

#: How names of organisations end.
ORGANISATION_END = (
    "人民政府|国务院|政府|委员会|办公厅|办公室|[省市县区州盟旗]委|委|厅|局|部|院|会|社|公司|集团|中心|小组|"
    "指挥部|署|室|兵团|军区|司|处|站|所|队|大学|学院|银行|党组|专班"
)

_ROW = compile_later(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PIECE = compile_later(r"[^\n\r\v\f\t\x1c-\x1e\x85\u2028\u2029]+")
_LINE_BREAK = compile_later(r"[\n\r\v\f]")
_SUBTITLE_CUT = compile_later(rf"[^\s—―－–-](?=\s{{0,8}}[—―－–-]{{2,4}}\s?{DAY})")
_DASHES = compile_later("[—―－–-]{2}")
_ADDRESSEE_CUT = compile_later(r"的(?:通知|意见|通报|决定|批复|复?函)(?=各[^。]{2,200}[：:]\s*$)")
_BODY = compile_later(
    r"[一二三四五六七八九十]、|第[一1１][章条节编部]|[（(]一[）)]|[1１][.、．](?!\d)|(?:同志们|各位[^，。]{1,12})[：:，,！!]"
)
_FORM_FIELD = compile_later(r"(?:性|号|类|间|期|者|源|关|构|量|称|题|词|式|读|人)[：:]$")
_CAPTION = compile_later(r"(?:摄|图|电|供稿|报道)$")


class Line(NamedTuple):
    """A line, or a tab-separated part of one, without the blanks at its ends; ``cell`` in a row of a table."""

    start: int
    end: int
    text: str
    cell: bool


class Head(NamedTuple):
    """The lines of the head window; the first ``body`` of them stand before the text proper."""

    lines: tuple[Line, ...]
    body: int
    end: int

    @property
    def zone(self) -> tuple[Line, ...]:
        """The lines before the text proper."""
        return self.lines[: self.body]


def read_head(text: str) -> Head:
    """The head of *text*."""
    lines = tuple(_lines(text, 0, min(len(text), _HEAD_LENGTH))[:_HEAD_LINES])
    body = next((place for place, line in enumerate(lines) if _is_body(line.text)), len(lines))
    return Head(lines, body, lines[-1].end if lines else 0)


def foot_lines(text: str, head: Head) -> tuple[Line, ...]:
    """The last lines of *text*, without those that the head has already."""
    start = max(head.end, len(text) - _FOOT_LENGTH)
    found = _LINE_BREAK.search(text, start)
    if start > head.end and found is not None:
        start = found.end()  # a line that is cut in two shows a false start
    return tuple(_lines(text, start, len(text))[-_FOOT_LINES:])


def phrase(text: str, start: int, end: int) -> Phrase:
    """The words between two places, without the blanks at their ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Phrase(Span(start, start + len(words)), words)


def _lines(text: str, start: int, end: int) -> list[Line]:
    lines: list[Line] = []
    rows = list(_ROW.finditer(text, start, end))
    tabs = [row.group().strip().count("\t") for row in rows]
    for place, row in enumerate(rows):
        # Two rows with as many tabs are a table; a lone one is a title with its subtitle.
        cell = tabs[place] >= 2 and tabs[place] in (tabs[place - 1 : place] + tabs[place + 1 : place + 2])
        for piece in _PIECE.finditer(text, row.start(), row.end()):
            cuts = [piece.start(), *_cuts(text, piece.start(), piece.end()), piece.end()]
            for first, last in itertools.pairwise(cuts):
                words = text[first:last].lstrip()
                begin = last - len(words)
                words = words.rstrip()
                if words:
                    lines.append(Line(begin, begin + len(words), words, cell))
    return lines


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where lines that were run together are parted: before the subtitle, before the addressees."""
    if end - start > 2 * _LONGEST_HEAD_LINE:
        return []
    found = _SUBTITLE_CUT.search(text, start, end) if _DASHES.search(text, start, end) else None
    if found is None and text.find("各", start, end) >= 0:
        found = _ADDRESSEE_CUT.search(text, start, end)
    return [found.end()] if found is not None else []


def _is_body(words: str) -> bool:
    if _CAPTION.search(words) and len(words) < 200:
        return False
    if len(words) > _LONGEST_HEAD_LINE or words[-1] in "。；":
        return True
    opens = words[-1] in "：:" and len(words) > 3 and _FORM_FIELD.search(words) is None
    return opens or _BODY.match(words) is not None
