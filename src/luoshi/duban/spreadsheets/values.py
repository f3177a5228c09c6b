"""What a cell holds: words, a figure, a day, or nothing; and how people see it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta | None

_DAY = re.compile(r"(\d{4})\s*[-/.年．—]\s*(\d{1,2})\s*[-/.月．—]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SPACE = re.compile(r"[ \t\u3000\xa0]+")


def shown(value: Value) -> str:
    """The words of a cell as people see them: no ``.0`` behind a whole number, days as ``2026-03-05``."""
    match value:
        case None:
            words = ""
        case bool():
            words = "是" if value else "否"
        case float():
            words = str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
        case datetime():
            words = value.date().isoformat() if value.time() == time(0, 0) else value.strftime("%Y-%m-%d %H:%M")
        case _:
            words = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return _SPACE.sub(" ", words).strip()


def as_date(value: Value) -> date | None:
    """The day that a cell means (a date of Excel, ``2026-3-5``, ``2026/3/5``, ``2026年3月5日``, ``20260305``), or none.

    A month or a year alone is no day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = shown(value)
    found = _DAY.fullmatch(words) or _COMPACT.fullmatch(words)
    if found is None:
        return None
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return None
