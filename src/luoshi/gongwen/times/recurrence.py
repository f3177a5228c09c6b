"""Recurring limits as recurrence rules (RFC 5545, 3.3.10).

The dates of a rule are the last days of its rounds: 每季度 falls due on the last day of
each quarter, 每月5日前 on each fifth.  ``None`` where the words give no fixed rhythm (每学期).
"""

from __future__ import annotations

import calendar
import re

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.times.numerals import number

_HEAD = compile_later(
    r"(?:每隔?|[按逐])(?P<count>[^年月季周星天日旬学个半]{0,4})个?(?P<unit>半?年|半?月|季|周|星期|天|日|旬|学期)度?"
)
_MONTH = compile_later(r"([^月日号至到—\-－–~～]{1,3})月")
_DAY = compile_later(r"([^月日号底末前初至到上中下—\-－–~～]{1,3})[日号]")
_NAMED_DAY = compile_later(r"[年月].{0,4}[月日号]")
_SEPARATORS = compile_later(r"[至到—\-－–~～]")
_TENS = {"上": 10, "中": 20, "下": -1, "底": -1, "末": -1, "初": 10}
_WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}
_ROUNDS = {
    "半年": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "半月": "FREQ=MONTHLY;BYMONTHDAY=15,-1",
    "旬": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    "周": "FREQ=WEEKLY;BYDAY=SU",
    "星期": "FREQ=WEEKLY;BYDAY=SU",
    "天": "FREQ=DAILY",
    "日": "FREQ=DAILY",
}


def is_impossible(words: str) -> bool:
    """Whether *words* give no rule although they name a day or month: 每年2月30日."""
    return read_rule(words) is None and _NAMED_DAY.search(words) is not None


def read_rule(words: str) -> str | None:
    """The recurrence rule of *words*, such as 每月5日前 or 每年3月底."""
    head = _HEAD.match(words)
    every = None if head is None else number(head["count"]) if head["count"] else 1
    if head is None or every is None or every < 1:
        return None
    unit, rest = head["unit"], words[head.end() :]
    interval = f";INTERVAL={every}" if every > 1 else ""
    if unit == "年":
        return _yearly(rest, interval)
    if unit == "月":
        day = _day(rest)
        return None if day is None else f"FREQ=MONTHLY{interval};BYMONTHDAY={day}"
    if unit in {"周", "星期"} and rest[:1] in _WEEKDAYS:
        return f"FREQ=WEEKLY{interval};BYDAY={_WEEKDAYS[rest[0]]}"
    rule = _ROUNDS.get(unit)
    if unit == "季":
        return _quarterly(rest) if every == 1 else f"FREQ=MONTHLY;INTERVAL={every * 3};BYMONTHDAY=-1"
    return rule if rule is None else rule + interval


def _quarterly(rest: str) -> str | None:
    first = rest.startswith(("首", "初"))
    day = _day(rest.lstrip("首末底")) if _DAY.search(rest) else 10 if rest.startswith("初") else -1
    return None if day is None else f"FREQ=YEARLY;BYMONTH={'1,4,7,10' if first else '3,6,9,12'};BYMONTHDAY={day}"


def _yearly(rest: str, interval: str) -> str | None:
    rest = _SEPARATORS.split(rest)[-1].strip(" 　\xa0")
    quarter = re.match("第?([一二三四1-4１-４])季度", rest)
    found = _MONTH.match(rest)
    month = number(found[1]) if found else None
    day: int | None = -1
    if quarter is not None:
        month = 3 * (number(quarter[1]) or 1)
    elif rest.startswith(("上半年", "下半年")):
        month = 6 if rest[0] == "上" else 12
    elif month is None:
        month = 1 if rest.startswith("初") else 12
    elif rest.endswith(("月前", "月份前")):
        month = month - 1 or 12
    else:
        day = _day(rest)
    if day is None or not 1 <= month <= 12 or day > calendar.monthrange(2024, month)[1]:
        return None
    return f"FREQ=YEARLY{interval};BYMONTH={month};BYMONTHDAY={day}"


def _day(rest: str) -> int | None:
    """The day of the month that *rest* ends on (-1: the last one); ``None``: no such day."""
    day = _DAY.search(rest)
    if day is None:
        return next((days for mark, days in _TENS.items() if mark in rest), -1)
    value = number(day[1])
    return value if value is not None and 1 <= value <= 31 else None
