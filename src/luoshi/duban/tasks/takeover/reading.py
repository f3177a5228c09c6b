"""A row's cells as typed values; every faulty one is named, and the reading goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from luoshi.duban.documents.extraction import resolve_limit
from luoshi.duban.registers.sheets import SheetRow
from luoshi.duban.spreadsheets.problems import CellProblem
from luoshi.duban.spreadsheets.values import shown

#: Years that a ledger can speak of.
FIRST_YEAR, LAST_YEAR = 2000, 2099
#: What people write into a cell that has nothing to say.
NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空"})
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*[%％]?")
_TIMES = re.compile(r"(?:已?延期)?(\d{1,2})次?")
_NO_TIMES = frozenset({"否", "未延期", "没有", "0次"})


@dataclass(slots=True)
class RowReader:
    """Reads one row; ``problems`` keep it out, ``warnings`` are told and do not."""

    row: SheetRow
    today: date
    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[CellProblem] = field(default_factory=list)

    def wrong(self, key: str, chinese: str, english: str) -> None:
        """Name the field's cell as faulty."""
        self.problems.append(self.row.problem(key, chinese, english))

    def told(self, key: str, chinese: str, english: str) -> None:
        """Say something about the field's cell that keeps nothing out."""
        self.warnings.append(self.row.problem(key, chinese, english))

    def check(self) -> None:
        """Name cells that no field can use: errors of Excel, formulas without a result, unstorable characters."""
        for key, value in self.row.values.items():
            words = shown(value)
            if _ERROR.fullmatch(words):
                self.wrong(key, f"是错误值“{words}”", f"the cell holds the error {words}")
            elif not words and key in self.row.formulas:
                self.wrong(
                    key,
                    "是公式，但没有保存的结果，请在 Excel 中打开、保存后再导入",
                    "the formula has no stored result; open the file in Excel, save it and import it again",
                )
            elif _UNSTORABLE.search(words):
                self.wrong(key, "含有无法保存的字符", "it holds characters that cannot be stored")

    def words(self, key: str, most: int = 0) -> str:
        """The cell's words; empty for 无 and dashes.  Longer than *most* is a problem."""
        words = self.row.words(key)
        if words in NOTHING or _ERROR.fullmatch(words) or _UNSTORABLE.search(words):
            return ""
        if most and len(words) > most:
            self.wrong(key, f"有{len(words)}字，最多{most}字", f"it has {len(words)} characters; {most} are the most")
            return ""
        return words

    def day(self, key: str, *, last: bool = False) -> date | None:
        """The day that the cell names.  A month alone is its first day, or with *last* its last; that is told."""
        words = self.words(key)
        if not words:
            return None
        day = self.row.day(key)
        if day is None and not _is_serial(words):
            day = self._month(key, words, last=last)
        if day is None:
            self._no_day(key, words)
        elif not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.wrong(key, f"日期“{words}”不合理", f"the date {words} is beyond reason")
            return None
        return day

    def past_day(self, key: str, *, last: bool = False) -> date | None:
        """As :meth:`day`, and not later than today."""
        day = self.day(key, last=last)
        if day is not None and day > self.today:
            if last and self.row.day(key) is None:  # the month that is under way
                return self.today
            self.wrong(key, f"“{day.isoformat()}”还没有到", f"{day.isoformat()} is still to come")
            return None
        return day

    def _month(self, key: str, words: str, *, last: bool) -> date | None:
        found = resolve_limit(words, None)
        if found is None or found.starts is None or found.due is None:
            return None
        if found.starts != found.due:
            side = ("最后一天", "last") if last else ("第一天", "first")
            self.told(key, f"“{words}”按{side[0]}计", f"{words} is taken as its {side[1]} day")
        return found.due if last else found.starts

    def _no_day(self, key: str, words: str) -> None:
        if _is_serial(words):
            self.wrong(
                key,
                f"“{words}”是数字，不是日期，请把单元格格式改为日期",
                f"{words} is a number, not a date; set the cell's format to a date",
            )
        else:
            self.wrong(key, f"“{words[:30]}”不是日期（如 2026-03-05）", f"{words[:30]} is no date (such as 2026-03-05)")

    def percent(self, key: str, *, fractions: bool) -> Decimal | None:
        """0 to 100.  *fractions*: the column holds 0.45 for 45 %, as Excel stores it."""
        words = self.words(key)
        if not words:
            return None
        found = _PERCENT.fullmatch(words)
        value = Decimal(found[1]) if found else None
        if value is not None and fractions and words == found[1]:  # type: ignore[index]  # there is one
            value *= 100
        if value is None or value > 100:
            self.wrong(key, f"“{words[:30]}”不是0至100的百分比", f"{words[:30]} is no percentage from 0 to 100")
            return None
        return round(value, 2)

    def count(self, key: str) -> int:
        """How many times: 2, 2次, 否."""
        words = self.words(key)
        if not words or words in _NO_TIMES:
            return 0
        found = _TIMES.fullmatch(words)
        if found is None:
            self.wrong(key, f"“{words[:30]}”不是次数", f"{words[:30]} is no number of times")
            return 0
        return int(found[1])


def _is_serial(words: str) -> bool:
    """Whether words are a bare number, as a date becomes whose cell was formatted as one."""
    return words.isascii() and words.isdigit() and not (len(words) == 4 and words.startswith("20"))


def holds_fractions(rows: list[SheetRow], key: str) -> bool:
    """Whether the figures of a column of percentages are fractions: no bare one is above 1."""
    figures = [_figure(row.words(key)) for row in rows]
    bare = [figure for figure in figures if figure is not None]
    return bool(bare) and max(bare) <= 1 and any(figure for figure in bare)


def _figure(words: str) -> Decimal | None:
    try:
        return Decimal(words) if words.isascii() else None
    except InvalidOperation:
        return None
