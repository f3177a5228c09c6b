"""Lengths of time that limit: 30日内, 未来三年, 用3年时间, 自印发之日起10个工作日内."""

from __future__ import annotations

import re

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives
from luoshi.gongwen.model import Span
from luoshi.gongwen.times.mention import Form, Length, TimeMention
from luoshi.gongwen.times.numerals import is_masked, number

_BEFORE = 40  # characters that are looked back on for what a period runs from
_UNITS = {
    "工作日": "workday",
    "自然日": "day",
    "半月": "half-month",
    "月": "month",
    "季度": "quarter",
    "星期": "week",
    "周": "week",
    "学期": "term",
    "小时": "hour",
    "分钟": "minute",
    "年": "year",
    "天": "day",
    "日": "day",
}
_PARTS = compile_later(
    rf"(?P<count>[^年月日天周个季星学小工自]{{1,9}})个?(?P<unit>{'|'.join(_UNITS)})"
    r"(?P<more>(?:左右|多|半)?(?:的?(?:时间|努力|奋斗))?)(?P<within>(?:[之以]?内|期限内)?)"
)
_COUNTS = compile_later(r"[至到、—\-－–―─~～]{1,2}")
_AHEAD = compile_later(r"(?:未来|今后|往后|接下来|下一步|今后的)$")
_USING = compile_later(r"(?:再?用|利用|花|通过|经过|再经过|再通过)$")
_LEFT_OUT = frozenset({"利用", "通过", "经过", "再经过", "再通过"})
_PAST = compile_later(rf"(?:{alternatives('times', 'past')})的?$")
_FROM = compile_later(
    r"(?:自|从|于|在)?(?P<event>[^，。；;、：:！？\s（(）)]{1,24}?)(?:之日起?|当日起?|次日起|日起|起|之?后)(?:的|，|,)?$"
)
_CUT = compile_later(
    r".*(?:自|从|(?<![存现所])在|于|应当|应|(?<![需只])要|须|请|将|[a-zA-Z]|的情况下)(?=..)|.*?(?=收到|接到|接报)"
)
_ISSUE = compile_later(
    r"(?:[本该此]?(?:通知|方案|意见|办法|文件|计划|规定|决定|措施|细则)?)"
    rf"(?:{alternatives('times', 'issue')})(?:实施)?$"
)


def read_length(text: str, match: re.Match[str], floor: int) -> TimeMention | None:
    """The length at *match*, if the words about it make it a limit; *floor*: look back no further."""
    parts = _PARTS.match(match.group().replace(" ", "").replace("\xa0", "").replace("　", ""))
    if parts is None:
        return None
    start, end = match.span()
    before = text[max(floor, start - _BEFORE) : start]
    if _PAST.search(before):
        return None
    opening = _AHEAD.search(before)
    if opening is None and parts["more"].endswith(("努力", "奋斗", "时间")):
        opening = _USING.search(before)
    if opening is None and not parts["within"]:
        return None
    anchor = ""
    if opening is not None:
        start -= 0 if opening[0] in _LEFT_OUT else len(opening[0])
    elif (origin := _FROM.search(before)) is not None:
        words = origin["event"]
        cut = _CUT.match(words)
        offset = origin.start("event") + (cut.end() if cut else 0)
        event = before[offset : origin.end("event")]
        if event:
            start -= len(before) - offset
            anchor = "issue" if _ISSUE.match(event) else event
    length = _length(parts, anchor)
    return TimeMention(Span(start, end), text[start:end], Form.LENGTH, length=length, masked=length.masked)


def _length(parts: re.Match[str], anchor: str) -> Length:
    words, unit = parts["count"], _UNITS[parts["unit"]]
    if is_masked(words):
        return Length(None, unit, anchor, masked=True)
    count = number(_COUNTS.split(words)[-1])
    if words == "半":
        return Length(6, "month", anchor) if unit == "year" else Length(15 if unit == "month" else 1, "day", anchor)
    if count is not None and unit == "half-month":
        return Length(count * 30 + 15, "day", anchor)
    if count is not None and "半" in parts["more"]:
        return Length(count * 12 + 6, "month", anchor) if unit == "year" else Length(count, unit, anchor)
    return Length(count, unit, anchor)
