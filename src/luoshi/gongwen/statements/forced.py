"""Statements whose kind their form decides, whatever their words.

A heading that stands alone on its line; a closing bracket that only names units
(``（县教育局、县财政局负责）``) or a label (``责任单位：``, ``完成时限：``); a sentence that only
opens a list (``重点抓好以下工作：``); a definition (``“三网”融合：是指…``, ``本办法所称…``); the
formulas at the end of a document (``本措施自印发之日起施行``, ``抄送：``).  The annotation guide
calls all but the first context.  A sentence that ends in a bracket with units is a directive,
and so is one that tells several named offices (``财政、住建等部门要…``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from luoshi.gongwen.model import Kind, Numbering
from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.units.brackets import read_closing, read_opening

_LABEL = re.compile(
    r"(?:(?:牵头|责任|配合|协办|主办|承办|参加|参与|支持|实施|包保|分管)[市县区]?(?:单位|部门|领导|人)"
    r"|(?:完成|整改|办结|办理|落实)?(?:时限|期限|时间|时间节点|时间要求))[：:].{1,300}"
)
# One of these stands near the beginning of every definition and formula.
_HINTS = re.compile(r"[：:（(指]|所称|自|负责解释")
_NEAR = 60
_LABEL_FIRST = frozenset("牵责配协主承参支实包分完整办落时期")
_WORD = re.compile(r"\w")
_FORMULA = re.compile(
    r"本[^，。；]{2,20}?自[^，。；]{1,24}?起(?:正式)?(?:施行|执行|实施|生效)|[^，。；]{2,20}由[^，。；]{2,30}负责解释"
    r"|[^，。；：]{0,8}(?:联系人|联系电话|联系方式|联系地址|电子邮箱|邮箱|电话|传真|抄送|抄报|主送|分送)[：:]|[（(](?:此件|本文|此文|信息公开|公开方式)"
)
_DEFINITION = re.compile(r"[^，。；]{0,40}?(?:[：:，,]?是指|所称|[：:]指)|[^，。；：]{2,30}[：:](?:即|全称|简称)")
_SEVERAL = re.compile(
    r"等(?:有关|相关|责任|职能|成员)?(?:部门|单位)(?:一定|都|也|切实)?(?:要(?![求素点])|应当|必须|务必|应(?![急用对邀]))"
)
_OPENER = re.compile(
    r"(?:以下|如下|下列|下述|这些|几[个项点]|[一二三四五六七八九十两\d]{1,3}[个项点件](?:方面|重点)?)[^，。；]{0,12}[：:]$"
)
_NUMBER = "[一二三四五六七八九十两几0-9０-９]{1,3}"
# 下面，我讲三点意见。 重点抓好四个方面。 but not 完成十项重点工作。
_ANNOUNCES = re.compile(
    r"[^。；]{0,20}?(?:抓好|抓住|做好|做了|讲|谈|强调|提|推进|注意|突出|明确|如下|以下|体现在|集中在)[^。；，,]{0,6}?"
    rf"(?:{_NUMBER}(?:个方面|个问题|点意见|点要求|点|项(?:重点|主要)?(?:工作|任务)|件事)(?:的?(?:重点)?(?:工作|任务|问题|意见|要求|内容|努力))?"
    r"|(?<=[以如]下)(?:方面|几点)?的?(?:重点)?(?:工作|任务|要求|意见|措施)?)[。：:；]"
)
_LONGEST_ANNOUNCEMENT = 34


class Form(StrEnum):
    """The forms that decide a statement's kind."""

    HEADING = "heading"  # alone on its line
    BRACKET = "bracket"  # a closing bracket that only names units
    LABEL = "label"  # 责任单位：…, 完成时限：…
    FORMULA = "formula"  # 本办法自…起施行, 抄送：…
    ANSWERED = "answered"  # ends in a bracket that names units: a directive
    ORDER = "order"  # 财政、住建等部门要…: a directive
    OPENER = "opener"  # opens a list and tells nothing itself
    DEFINITION = "definition"
    EMPTY = "empty"  # nothing but marks
    TABLE = "table"  # in a cell of a table


class Forced(NamedTuple):
    """The kind of a statement, the form that decides it, and its code among the reasons."""

    kind: Kind
    form: Form
    reason: str


_HEADING = Forced(Kind.HEADING, Form.HEADING, "form:heading")
_ORDER = Forced(Kind.DIRECTIVE, Form.ORDER, "form:order")
_ANSWERED = Forced(Kind.DIRECTIVE, Form.ANSWERED, "form:answered")
_IN_TABLE = {kind: Forced(kind, Form.TABLE, "form:table") for kind in Kind}
_CONTEXT = {form: Forced(Kind.CONTEXT, form, f"form:{form}") for form in Form}


def forced_kind(text: str, pieces: Sequence[Piece], index: int) -> Forced | None:
    """The kind that the form of the piece decides, with that form; else ``None``."""
    piece = pieces[index]
    if piece.given is not None:
        return _IN_TABLE[piece.given]
    if piece.heading:
        return _HEADING
    worded = _WORD.search(text, piece.words_start, piece.end) is not None
    if not worded and piece.mark is not None and piece.mark.numbering is Numbering.ASPECT:
        return _HEADING
    form = _context_form(text, pieces, index) if worded else Form.EMPTY
    if form is not None:
        return _CONTEXT[form]
    if _is_answered(text, piece):
        return _ANSWERED
    return _ORDER if _SEVERAL.search(text, piece.start, piece.end) else None


def _context_form(text: str, pieces: Sequence[Piece], index: int) -> Form | None:
    piece = pieces[index]
    start, near = piece.words_start, min(piece.end, piece.words_start + _NEAR)
    if _HINTS.search(text, start, near):
        if _DEFINITION.match(text, start, piece.end):
            return Form.DEFINITION
        if _FORMULA.match(text, start, piece.end):
            return Form.FORMULA
    if text[piece.start] in "（(〔[【" and piece.mark is None and _names_units(text, piece):
        return Form.BRACKET
    if _opens_list(text, pieces, index):
        return Form.OPENER
    label = text[start] in _LABEL_FIRST and text[piece.end - 1] not in "：:"
    return Form.LABEL if label and _LABEL.match(text, start, piece.end) else None


def _opens_list(text: str, pieces: Sequence[Piece], index: int) -> bool:
    """Whether the piece only opens a list (重点抓好以下工作：) or announces one (下面，我讲三点意见。)."""
    piece = pieces[index]
    if text[piece.end - 1] in "：:":
        opens = index + 1 < len(pieces) and pieces[index + 1].mark is not None
        return opens and (piece.end - piece.start < 32 or _OPENER.search(text, piece.start, piece.end) is not None)
    if piece.mark is not None or piece.end - piece.start > _LONGEST_ANNOUNCEMENT:
        return False
    return _ANNOUNCES.fullmatch(text, piece.start, piece.end) is not None


def _names_units(text: str, piece: Piece) -> bool:
    bracket = read_opening(text, piece.start, piece.end)
    return bracket is not None and not text[bracket.span.end : piece.end].strip("。；;，, ")


def _is_answered(text: str, piece: Piece) -> bool:
    """Whether the words end in a bracket that names who answers for them."""
    if text[piece.end - 1] not in "）)" and text[piece.end - 2 : piece.end - 1] not in ("）", ")"):
        return False
    bracket = read_closing(text, piece.words_start, piece.end)
    return bracket is not None and bracket.span.start > piece.words_start
