"""What a time mention says, before any date is known: its parts, as they were read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from luoshi.gongwen.model import Span
from luoshi.gongwen.quick import quick


class Form(StrEnum):
    """The forms in which a time is said."""

    POINT = "point"  # 2026年6月底前, 年内, 下半年, “十四五”末
    RANGE = "range"  # 2025—2027年, 3月至5月
    LENGTH = "length"  # 30日内, 未来三年, 用3年时间
    RECURRING = "recurring"  # 每季度末, 每月5日前
    LONG_TERM = "long-term"  # 长期坚持
    MILESTONE = "milestone"  # 汛期前, 方案下发后
    OPEN = "open"  # 近期, 限期


class Bound(StrEnum):
    """How the words stand to the time they name."""

    WITHIN = "within"  # 年内, 2026年, 6月底
    BEFORE = "before"  # 6月底前
    FROM = "from"  # 3月1日起
    AROUND = "around"  # 国家扶贫日前后
    AFTER = "after"  # 方案下发后, 2027年后
    SINCE = "since"  # 2020年以来: what has been
    DURING = "during"  # 汛期


class Point(NamedTuple):
    """A point or stretch of the calendar, as far as the words name it.

    ``year`` is a number; ``year_shift`` counts from the year of issue (明年: 1);
    ``month_shift`` from the month of issue (下月: 1); ``week_shift`` from its week.
    ``part`` is the part of the last unit named: ``底 初 中 上旬 中旬 下旬 h1 h2 q1 … q4 q1-3 q+1 today
    century``;
    ``plan`` is the number of a five-year plan (“十四五”: 14).  ``masked``: a number is hidden.
    """

    year: int | None = None
    year_shift: int | None = None
    month: int | None = None
    month_shift: int | None = None
    day: int | None = None
    week_shift: int | None = None
    weekday: int | None = None
    part: str = ""
    plan: int | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: ``count`` of ``unit`` (``year month week day workday hour minute quarter term``).

    ``count`` is the longer one of a range (3至5年: 5); ``None`` where it is vague (几年) or masked.
    ``anchor`` says what it runs from: empty for the issue date, ``issue`` where the text says
    印发之日起, else the words of the event.
    """

    count: int | None
    unit: str
    anchor: str = ""
    masked: bool = False


@quick
@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time where it stands; ``first`` and ``last`` are the two ends of a range (else the same)."""

    span: Span
    text: str
    form: Form
    bound: Bound = Bound.WITHIN
    first: Point | None = None
    last: Point | None = None
    length: Length | None = None
    rule: str | None = None
    impossible: bool = False
    masked: bool = False
