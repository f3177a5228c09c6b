"""Take the words of a point of time, or of a range of two, apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.times.mention import Bound, Point
from luoshi.gongwen.times.numerals import is_masked, number
from luoshi.gongwen.times.patterns import POINT, SEPARATOR

_YEAR_SHIFTS = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "年度": 0, "明年": 1, "次年": 1, "翌年": 1, "后年": 2}
_YEAR_SHIFTS |= {"去年": -1, "去年度": -1, "上年": -1, "上年度": -1, "上一年": -1, "上一年度": -1, "前年": -2}
_MONTH_SHIFTS = {"本": 0, "当": 0, "下": 1, "次": 1, "上": -1}
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_DIGITS |= {digit: value for value in range(1, 5) for digit in (str(value), "０１２３４"[value])}
_WEEKDAYS = "一二三四五六日"
_NUMBERS = compile_later(r"[^年月日号至到、份底末前内起—\-－–―─~～ 　\xa0]{1,4}")


class Read(NamedTuple):
    """One end or both ends of what was read, and how the words stand to it."""

    first: Point
    last: Point
    bound: Bound
    is_range: bool = False


def bound_of(words: str) -> Bound:
    """How the end of *words* (前, 起, 以后 …) stands to the time before it."""
    if words.endswith("前后") or words.endswith("左右"):
        return Bound.AROUND
    if words.endswith("前"):
        return Bound.BEFORE
    if words.endswith(("起", "开始")):
        return Bound.FROM
    if words.endswith("以来"):
        return Bound.SINCE
    return Bound.AFTER if words.endswith("后") else Bound.WITHIN


@lru_cache(maxsize=2048)  # 今年 and 年底前 stand in every other sentence
def read_points(words: str) -> Read | None:
    """The one or two points that *words* name from their start on, with the bound."""
    first, at = _point_at(words, 0)
    if first is None:
        return None
    separator = SEPARATOR.search(words, at)
    if separator is None:
        return Read(first, first, bound_of(words[at:]))
    last, at = _point_at(words, separator.end())
    if last is None:
        return Read(first, first, bound_of(words))
    return Read(first, _inherit(last, first), bound_of(words[at:]), is_range=True)


def read_numbers(words: str, unit: str) -> Read | None:
    """A range whose ends share their unit: ``2025—2027年`` (year), ``3—5月`` (month), ``6月1—15日`` (day)."""
    found = _NUMBERS.findall(words)
    count = {"year": 2, "month": 2, "day": 3}[unit]
    if len(found) < count:
        return None
    year = _year(found[0], Point()) if len(found) > count else Point()
    head, tail = found[-2:]
    if unit == "year":
        first, last = _year(head, Point()), _year(tail, Point())
    elif unit == "month":
        first, last = _month(head, year), _month(tail, year)
    else:
        month = _month(found[-3], year)
        first, last = _day(head, month), _day(tail, month)
    if words.rstrip("前内起").endswith(("底", "末")):
        last = last._replace(part="底")
    return Read(first, last, bound_of(words), is_range=True)


def read_numeric(words: str) -> Read | None:
    """A date in figures: ``2026-12-31``, ``2026.6.30前``, ``2026.12``."""
    numbers = [int(part) for part in re.findall("[0-9]+", words)]
    point = Point(year=numbers[0], month=numbers[1], day=numbers[2] if len(numbers) > 2 else None)
    return Read(point, point, bound_of(words))


def read_day(words: str) -> Point:
    """A day of the issue month: ``15日前``."""
    return _day(re.split("[日号]", words)[0], Point(month_shift=0))


def read_week(words: str) -> Point:
    """``本周``, ``下周五``: the week counted from that of the issue date."""
    shift = len(words) - len(words.lstrip("下"))
    weekday = next((at for at, char in enumerate(_WEEKDAYS) if f"周{char}" in words), None)
    if "周天" in words:
        weekday = 6
    return Point(week_shift=shift, weekday=weekday)


def read_plan(words: str) -> Point | None:
    """The five-year plan that *words* name, such as “十四五”末 or 第十四个五年规划期间."""
    digits = re.search("[一二三四五六七八九十]{1,3}(?=五|个五)", words)
    plan = number(digits[0]) if digits else None
    if plan is None:
        return None
    return Point(plan=plan, part="底" if words.rstrip("前").endswith("末") else "")


def _point_at(words: str, at: int) -> tuple[Point | None, int]:
    if words.startswith(("年底", "年末"), at):
        return Point(part="底"), at + 2
    found = POINT.match(words, at)
    if found is not None:
        return _read(found), found.end()
    plain = _PLAIN.match(words, at)
    if plain is not None:
        return _PLAINS[plain[0]], plain.end()
    return None, at


def _read(found: re.Match[str]) -> Point:
    parts = {key: value for key, value in found.groupdict().items() if value is not None}
    numbers = {
        "year": parts.get("year", ""),
        "month": parts.get("month", "").rstrip("份").rstrip("月"),
        "day": parts.get("day", "").rstrip("日号"),
    }
    year_word, month_word = parts.get("yword"), parts.get("mword")
    return Point(
        year=number(numbers["year"]),
        year_shift=None if year_word is None else _YEAR_SHIFTS.get(year_word, 0),
        month=number(numbers["month"]),
        month_shift=None if month_word is None else _MONTH_SHIFTS[month_word[0]],
        day=number(numbers["day"]),
        part=_part(parts),
        masked=any(is_masked(words) for words in numbers.values()),
    )


def _part(parts: dict[str, str]) -> str:
    if "half" in parts:
        return "h1" if parts["half"][0] == "上" else "h2"
    if "quarter" in parts:
        return _quarter(parts["quarter"])
    words = parts.get("mpart") or parts.get("ypart") or ""
    if "mpart" in parts and words.endswith("旬"):
        return words
    return {"底": "底", "末": "底", "终": "底", "初": "初", "中": "中"}.get(words[-1:], "")


def _quarter(words: str) -> str:
    numbers = [_DIGITS[char] for char in words if char in _DIGITS]
    if "本" in words or "下" in words or not numbers:
        return "q+1" if "下" in words else "q+0"
    if words[0] in "前头":
        return f"q1-{numbers[-1]}"
    end = "底" if words[-1] in "末底" else ""
    return f"q{numbers[0]}{end}" if len(numbers) == 1 else f"q{numbers[0]}-{numbers[-1]}"


def _year(words: str, point: Point) -> Point:
    if is_masked(words):
        return point._replace(masked=True)
    return point._replace(year=number(words))


def _month(words: str, point: Point) -> Point:
    if is_masked(words):
        return point._replace(masked=True)
    return point._replace(month=number(words))


def _day(words: str, point: Point) -> Point:
    if is_masked(words):
        return point._replace(masked=True)
    return point._replace(day=number(words))


def _inherit(last: Point, first: Point) -> Point:
    """The second end of a range takes the year that only the first one names."""
    if last.year is None and last.year_shift is None and last.month_shift is None:
        if last.day is not None and last.month is None:
            return last._replace(month=first.month, year=first.year, year_shift=first.year_shift)
        return last._replace(year=first.year, year_shift=first.year_shift, masked=last.masked or first.masked)
    return last


_PLAINS = {
    "全年": Point(part="year"),
    "年内": Point(part="year"),
    "年底": Point(part="底"),
    "年末": Point(part="底"),
    "年终": Point(part="底"),
    "年中": Point(part="中"),
    "年初": Point(part="初"),
    "月底": Point(month_shift=0, part="底"),
    "月末": Point(month_shift=0, part="底"),
    "月内": Point(month_shift=0),
    "月初": Point(month_shift=0, part="初"),
    "季末": Point(part="q+0"),
    "季底": Point(part="q+0"),
}
_PLAIN = compile_later("|".join(_PLAINS))
