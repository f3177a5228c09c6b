"""What a unit wrote into one cell: a tick, words, a figure, a share, a day; or why it cannot be that."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from luoshi.duban.spreadsheets.values import Value, as_date, shown

#: How much a cell may hold, in characters.
LONGEST = 3000
_YES = frozenset("✓✔√☑vVyY1") | {"是", "对", "有", "打勾", "无变化", "申请销号", "申请", "yes", "Yes", "YES"}
_NO = frozenset({"", "否", "无", "没有", "不", "-", "—", "/", "0", "no", "No", "NO", "n", "N"})
#: What is written for "nothing" where words are asked for.
_NOTHING = frozenset({"", "无", "没有", "暂无", "/", "-", "—", "——"})
_NUMBER = re.compile(r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,6})?")
_FIGURES_ALONE = re.compile(r"[-+]?[0-9.,/:%\s-]+")
_MONTH_AND_DAY = re.compile(r"([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?")
_ONE, _HUNDRED = Decimal(1), Decimal(100)


class Unfit(Exception):
    """The cell holds what does not belong there; ``chinese`` and ``english`` say what is wrong, without the place."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.chinese, self.english = chinese, english


def read_tick(value: Value) -> bool:
    """Whether the cell is ticked."""
    words = "1" if value is True else "" if value is False else _plain(value)
    if words in _YES:
        return True
    if words in _NO:
        return False
    raise Unfit(f"此处只打✓，写的是“{_short(words)}”。", f"only a tick belongs here, not “{_short(words)}”.")


def read_words(value: Value, *, longest: int = LONGEST) -> str:
    """Words; a figure or a day alone says nothing.  无 and the like are no words."""
    words = shown(value)
    if isinstance(value, (bool, int, float, date, datetime)) or (words and _FIGURES_ALONE.fullmatch(_folded(words))):
        if words in _NOTHING:
            return ""
        raise Unfit(f"此处应为文字，写的是“{_short(words)}”。", f"words belong here, not “{_short(words)}”.")
    if len(words) > longest:
        raise Unfit(f"超过{longest}字，请精简。", f"has more than {longest} characters; shorten it.")
    return "" if words in _NOTHING else words


def read_percent(value: Value, *, shows_percent: bool) -> Decimal | None:
    """A share in per cent; *shows_percent*: the cell shows 0.6 as 60%."""
    words = _plain(value)
    if words in _NOTHING:
        return None
    number = None if isinstance(value, (bool, date)) else _number(words.removesuffix("%"))
    if number is None:
        raise Unfit(
            f"此处应为0到100的数，写的是“{_short(words)}”。",
            f"a number from 0 to 100 belongs here, not “{_short(words)}”.",
        )
    is_said = words.endswith("%") or (shows_percent and not isinstance(value, str))
    if shows_percent and not isinstance(value, str):
        number *= _HUNDRED
    if not is_said and 0 < number <= _ONE and not (isinstance(value, str) and number == _ONE):
        raise Unfit(
            f"“{words}”看不出是{words}%还是{_figure(number * _HUNDRED)}%，请写成百分数，例如60%。",
            f"“{words}” may be {words}% or {_figure(number * _HUNDRED)}%; write it like 60%.",
        )
    if not 0 <= number <= _HUNDRED:
        raise Unfit(f"完成比例应在0到100之间，写的是“{words}”。", f"“{words}” does not lie between 0 and 100.")
    return number.quantize(Decimal("0.01"))


def read_figure(value: Value, unit: str) -> Decimal | None:
    """A figure; the target's unit of measure may stand behind it."""
    words = _plain(value)
    if words in _NOTHING:
        return None
    number = None if isinstance(value, (bool, date)) else _number(words.removesuffix(_folded(unit)) if unit else words)
    if number is None:
        measured, english = (f"（单位：{unit}）", f" (in {unit})") if unit else ("", "")
        raise Unfit(
            f"此处应为数字{measured}，写的是“{_short(words)}”。",
            f"a figure{english} belongs here, not “{_short(words)}”.",
        )
    return number


def read_day(value: Value, today: date) -> date | None:
    """A day; one without a year is the last such day up to *today*."""
    words = shown(value)
    if words in _NOTHING:
        return None
    found = as_date(value) or _without_year(_folded(words), today)
    if found is None:
        raise Unfit(
            f"看不懂日期“{_short(words)}”，请写成{today.year}-7-28这样的形式。",
            f"the day “{_short(words)}” cannot be read; write it like {today.year}-7-28.",
        )
    return found


def _without_year(words: str, today: date) -> date | None:
    match = _MONTH_AND_DAY.fullmatch(words)
    if match is None:
        return None
    for year in (today.year, today.year - 1):
        try:
            day = date(year, int(match[1]), int(match[2]))
        except ValueError:
            continue
        if day <= today:
            return day
    return None


def _number(words: str) -> Decimal | None:
    plain = words.replace(",", "").strip()
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def _plain(value: Value) -> str:
    return _folded(shown(value)).replace(" ", "")


def _folded(words: str) -> str:
    """Full-width figures and marks as half-width ones."""
    return unicodedata.normalize("NFKC", words).strip()


def _figure(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _short(words: str) -> str:
    return words if len(words) <= 20 else f"{words[:20]}…"
