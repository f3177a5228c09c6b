"""Find every time that a text mentions, whether it limits something or only describes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives
from luoshi.gongwen.model import Span
from luoshi.gongwen.times.lengths import read_length
from luoshi.gongwen.times.mention import Bound, Form, Point, TimeMention
from luoshi.gongwen.times.milestones import read_milestone
from luoshi.gongwen.times.numerals import is_masked
from luoshi.gongwen.times.patterns import compile_pass
from luoshi.gongwen.times.points import (
    Read,
    bound_of,
    read_day,
    read_numbers,
    read_numeric,
    read_plan,
    read_points,
    read_week,
)
from luoshi.gongwen.times.recurrence import is_impossible, read_rule

_PASS = compile_pass(alternatives("times", "long-term"), alternatives("times", "open"))
_TRAILING = " 　\xa0"
_TO = frozenset("到至—―－~～-")


def find_times(text: str, start: int = 0, end: int | None = None) -> list[TimeMention]:
    """The times mentioned in ``text[start:end]``, in their order; they never overlap.

    A duration counts only with the words that make it a time (3年内, 未来三年, 用3年时间): 三年行动
    or 连续三年 is none.  Words that lead up to a time (到, 在, 于, 自, 力争) are left out of its
    span; 前, 内, 底前, 起 and 之日起 inside it belong to it.
    """
    found: list[TimeMention] = []
    floor = start
    for match in _PASS.finditer(text, start, len(text) if end is None else end):
        runs_from_event = bool(found) and found[-1].bound is Bound.AFTER and found[-1].span.end == match.start()
        mention = _MAKERS[str(match.lastgroup)](text, match, found[-1].span.start if runs_from_event else floor)
        if mention is None:
            continue
        if runs_from_event and mention.span.start < found[-1].span.end:
            found.pop()  # 方案印发后 belongs to the 30日内 after it
        if mention.form is Form.MILESTONE and found and _is_year_of(text, found[-1], mention):
            mention = _joined(text, found.pop(), mention)
        elif mention.form is Form.POINT and mention.bound is Bound.WITHIN:
            mention = _from_now(text, found, mention, floor)
        found.append(mention)
        floor = mention.span.end
    return found


_NOW = compile_later(
    r"(?:现在|目前|今天|即日)(?:起|开始)?(?:起)?[到至]$|(?:现在|目前|今天|即日)(?:起|开始)(?:[—―－~～-]{1,2})$"
)


def _from_now(text: str, found: list[TimeMention], end: TimeMention, floor: int) -> TimeMention:
    """*end* with the words before it that start the time today: 现在起到6月底."""
    start = end.span.start
    if text[start - 1 : start] not in _TO:
        return end
    if found and found[-1].text == "即日起" and found[-1].span.end == start - 1:
        floor = found[-1].span.start
    now = _NOW.search(text, max(floor, start - 8), start)
    if now is None:
        return end
    if found and found[-1].span.end > now.start():
        found.pop()
    span = Span(now.start(), end.span.end)
    return replace(end, span=span, text=span.of(text), form=Form.RANGE, first=Point(part="today"))


def _is_year_of(text: str, year: TimeMention, event: TimeMention) -> bool:
    """Whether *year* dates the *event* after it: 2026年春节前, 9月1日开学前, 2026年秋季开学前."""
    between = text[year.span.end : event.span.start]
    if not between and year.bound is Bound.WITHIN and event.bound in {Bound.BEFORE, Bound.AROUND}:
        day = year.form is Form.POINT and year.last is not None and year.last.day is not None
        if day or (year.form is Form.MILESTONE and year.text.endswith("季")):
            return True
    dates = year.form is Form.POINT and year.text.endswith(("年", "度"))
    return (dates or year.text == "每年") and between in {"", "的"}


def _joined(text: str, year: TimeMention, event: TimeMention) -> TimeMention:
    span = Span(year.span.start, event.span.end)
    if year.last is not None and year.last.day is not None:
        # The event falls on a day that is named, so the limit is that day.
        return replace(year, span=span, text=span.of(text), bound=event.bound)
    return TimeMention(span, text[span.start : span.end], Form.MILESTONE, event.bound, masked=year.masked)


def _mention(match: re.Match[str], read: Read | None) -> TimeMention | None:
    if read is None:
        return None
    words = match.group().rstrip(_TRAILING)
    span = Span(match.start(), match.start() + len(words))
    masked = read.first.masked or read.last.masked
    form = Form.RANGE if read.is_range else Form.POINT
    return TimeMention(span, words, form, read.bound, read.first, read.last, masked=masked)


def _points(_text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
    return _mention(match, read_points(match.group()))


def _numeric(_text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
    return _mention(match, read_numeric(match.group()))


def _numbers(unit: str) -> Callable[[str, re.Match[str], int], TimeMention | None]:
    def make(_text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
        return _mention(match, read_numbers(match.group(), unit))

    return make


def _one(read: Callable[[str], Point | None]) -> Callable[[str, re.Match[str], int], TimeMention | None]:
    def make(_text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
        point = read(match.group())
        return None if point is None else _mention(match, Read(point, point, bound_of(match.group())))

    return make


def _today(_text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
    words = match.group()
    if words == "即日起":
        today = Point(part="today")
        return _mention(match, Read(today, today, Bound.FROM))
    years = (0, 1) if words[0] == "今" else (1, 2)
    first, last = (Point(year_shift=shift) for shift in years)
    return _mention(match, Read(first, last, Bound.WITHIN, is_range=True))


def _century(_text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
    if match.group().endswith("末"):
        end = Point(part="century")
        return _mention(match, Read(end, end, Bound.WITHIN))
    return TimeMention(Span(*match.span()), match.group(), Form.MILESTONE)


def _term(text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
    words = match.group()
    at = match.start()
    if len(words) == 2 and words[1] == "季" and text[max(0, at - 1) : at] not in {"年", "度"}:
        return None  # 秋季 alone describes; after a year it is a time
    return TimeMention(Span(*match.span()), words, Form.MILESTONE, bound_of(words))


def _recurring(_text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
    words = match.group()
    masked = is_masked(words)
    rule = None if masked else read_rule(words)
    impossible = rule is None and not masked and is_impossible(words)
    return TimeMention(
        Span(*match.span()), words, Form.RECURRING, bound_of(words), rule=rule, impossible=impossible, masked=masked
    )


def _long_term(_text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
    return TimeMention(Span(*match.span()), match.group(), Form.LONG_TERM)


def _without_date(_text: str, match: re.Match[str], _floor: int) -> TimeMention | None:
    return TimeMention(Span(*match.span()), match.group(), Form.OPEN)


_MAKERS: dict[str, Callable[[str, re.Match[str], int], TimeMention | None]] = {
    "numeric": _numeric,
    "years": _numbers("year"),
    "months": _numbers("month"),
    "days": _numbers("day"),
    "point": _points,
    "plain": _points,
    "day": _one(read_day),
    "term": _term,
    "week": _one(read_week),
    "plan": _one(read_plan),
    "length": read_length,
    "today": _today,
    "century": _century,
    "recurring": _recurring,
    "around": read_milestone,
    "long_term": _long_term,
    "without_date": _without_date,
}
