"""Limits bound to an event: 汛期前, 方案下发后, 国家扶贫日前后, 秋季学期开学前."""

from __future__ import annotations

import re

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import words
from luoshi.gongwen.model import Span
from luoshi.gongwen.times.mention import Bound, Form, TimeMention
from luoshi.gongwen.times.points import bound_of

_BACK = 14  # characters before 前 that the event's name may take
_SEASONS = words("times", "season")
_EVENTS = words("times", "event")
_NAMED = words("times", "named-day")
_EDGE = compile_later(
    r"[，。；;、：:！？\s（()）“”‘’《》.．]|赶在|务必在|力争|争取|确保|必须|应当|在(?![校建岗线编])|于|待|自|经(?!过)|要|将|应|须|并|每"
)
_QUOTED_DAY = compile_later("“[^“”]{1,6}(?<!五)”(?:国际)?(?:[^“”，。；、]{0,4}节|黄金周|小?长假|假期)?$")
_WITH_SEASON = compile_later(r"(?:[秋春]季|[新下])(?:学期|学年)?$|主$|全国$")


def read_milestone(text: str, match: re.Match[str], floor: int) -> TimeMention | None:
    """The event before the 前, 后 or 期间 at *match*, or ``None`` where no known event stands there."""
    at, end = match.span()
    mark = match.group()
    low = max(floor, at - _BACK)
    quoted = _QUOTED_DAY.search(text, low, at)
    if quoted is not None:
        return _milestone(text, quoted.start(), end, mark)
    season = next((word for word in _SEASONS if text.endswith(word, low, at)), None) if at > low else None
    if season is not None:
        start = at - len(season)
        wider = _WITH_SEASON.search(text, low, start)
        start = wider.start() if wider else start
    elif mark == "期间" or "前后" in mark:
        if not text.endswith(_NAMED, low, at):
            return None
        start = _edge(text, low, at)
    elif text.endswith(_EVENTS, low, at):
        start = _edge(text, low, at)
    else:
        return None
    return _milestone(text, start, end, mark) if start < at else None


def _milestone(text: str, start: int, end: int, mark: str) -> TimeMention:
    bound = Bound.DURING if mark == "期间" else bound_of(mark)
    return TimeMention(Span(start, end), text[start:end], Form.MILESTONE, bound)


def _edge(text: str, low: int, at: int) -> int:
    """Where the event's name begins: after the last mark or leading word before it."""
    start = low
    for found in _EDGE.finditer(text, low, at - 2):
        start = found.end()
    return start
