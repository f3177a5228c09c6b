"""A ledger's limit, in words or as a day, in our terms."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from luoshi.duban.documents.extraction import resolve_limit
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.tasks.models import LimitKind
from luoshi.duban.tasks.takeover.reading import FIRST_YEAR, LAST_YEAR, RowReader

LONGEST = 200
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
#: Meant as a day: nothing but figures and what stands between them.
_LIKE_A_DAY = re.compile(r"\d{1,4}(?:\s*[-/.年．—月]\s*\d{1,2}){1,2}\s*日?(?:\s+[\d:]+)?|\d{6,8}")


def read_limit(reader: RowReader, key: str, counted_from: date) -> LimitProposal | None:
    """The limit in the cell *key*; ``None`` where it is empty or faulty.

    Words that name no day stay open (DESIGN: nothing is guessed), which is told; what was meant as a day and is none
    is a problem.
    """
    words = reader.words(key, LONGEST)
    if not words:
        return None
    day = reader.row.day(key)
    if day is not None:
        if not _is_reasonable(day):
            reader.wrong(key, f"日期“{words}”不合理", f"the date {words} is beyond reason")
            return None
        text = day.isoformat() if isinstance(reader.row.values.get(key), date | datetime) else words
        return LimitProposal(LimitKind.DATE, text, due=day)
    if _SERIAL.fullmatch(words):
        reader.wrong(
            key,
            f"“{words}”是数字，不是日期，请把单元格格式改为日期",
            f"{words} is a number, not a date; set the cell's format to a date",
        )
        return None
    return _in_words(reader, key, words, counted_from)


def _in_words(reader: RowReader, key: str, words: str, counted_from: date) -> LimitProposal | None:
    found = resolve_limit(words, counted_from)
    impossible = found is not None and found.problem == "impossible-date"
    if impossible or (found is None and _LIKE_A_DAY.fullmatch(words)):
        reader.wrong(key, f"日期“{words}”不存在或无法识别", f"the date {words} does not exist or cannot be read")
        return None
    if found is not None and found.due is not None and not _is_reasonable(found.due):
        reader.wrong(key, f"时限“{words}”不合理", f"the limit {words} is beyond reason")
        return None
    if found is None:
        found = LimitProposal(LimitKind.OPEN, words)
    if found.kind == LimitKind.OPEN:
        reader.told(key, f"“{words}”没有写明日期，作为“时限待明确”", f"{words} names no day; the limit stays open")
    return replace(found, text=words)


def current_limit(reader: RowReader, counted_from: date) -> LimitProposal | None:
    """The limit that counts now: the words of 完成时限 with the day of 截止日期, where the ledger has both."""
    words = read_limit(reader, "limit", counted_from)
    due = read_limit(reader, "due", counted_from)
    if words is None or due is None:
        return words or due
    if due.due is None:
        return words
    kind = words.kind if words.kind in (LimitKind.YEAR_END, LimitKind.MILESTONES) else LimitKind.DATE
    return LimitProposal(kind, words.text, words.starts, due.due)


def _is_reasonable(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR
