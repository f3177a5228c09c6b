"""Statements whose kind their form decides, whatever their words.

A heading that stands alone on its line; a closing bracket that only names units
(``（县教育局、县财政局负责）``); a sentence that only opens a list (``重点抓好以下工作：``);
a definition (``“三网”融合：是指…``, ``本办法所称…``).  The annotation guide calls the last
three context: they tell who answers for others, or what words mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.gongwen.model import Kind
from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.units.brackets import read_opening

_LABEL = re.compile(r"(?:牵头|责任|配合|协办|主办|承办|参加|参与|支持|实施)(?:单位|部门|领导)[：:].{1,300}")
_DEFINITION = re.compile(r"[^，。；]{0,40}?(?:[：:，,]?是指|所称|[：:]指)|[^，。；：]{2,30}[：:](?:即|全称|简称)")
_OPENER = re.compile(
    r"(?:以下|如下|下列|下述|这些|几[个项点]|[一二三四五六七八九十两\d]{1,3}[个项点件](?:方面|重点)?)[^，。；]{0,12}[：:]$"
)


def forced_kind(text: str, pieces: Sequence[Piece], index: int) -> Kind | None:
    """The kind that the form of the piece decides, or ``None``."""
    piece = pieces[index]
    if piece.heading or piece.given is not None:
        return piece.given or Kind.HEADING
    if _DEFINITION.match(text, piece.words_start, piece.end):
        return Kind.CONTEXT
    first, last = text[piece.start], text[piece.end - 1]
    if first in "（(〔[【" and piece.mark is None and _names_units(text, piece):
        return Kind.CONTEXT
    if last in "：:":
        opens = index + 1 < len(pieces) and pieces[index + 1].mark is not None
        if opens and (_OPENER.search(text, piece.start, piece.end) or piece.end - piece.start < 32):
            return Kind.CONTEXT
    elif first in "牵责配协主承参支实" and _LABEL.match(text, piece.start, piece.end):
        return Kind.CONTEXT
    return None


def _names_units(text: str, piece: Piece) -> bool:
    bracket = read_opening(text, piece.start, piece.end)
    return bracket is not None and not text[bracket.span.end : piece.end].strip("。；;，, ")
