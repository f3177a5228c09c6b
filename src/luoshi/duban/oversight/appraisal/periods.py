"""The periods that are scored: a year, as far as it has gone, and its quarters."""

from __future__ import annotations

import re
from datetime import date, timedelta

from luoshi.duban.oversight.appraisal.facts import Period

_WORDS = re.compile(r"(\d{4})(?:Q([1-4]))?")


def period_of(words: str, today: date) -> Period | None:
    """The period that *words* name (``2026``, ``2026Q3``) as it stands on *today*; none for one still to come."""
    found = _WORDS.fullmatch(words)
    if found is None or not 2000 <= int(found[1]) <= 2100:
        return None
    year, quarter = int(found[1]), found[2]
    if quarter:
        month = int(quarter) * 3 - 2
        starts = date(year, month, 1)
        ends = (date(year, month + 2, 1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    else:
        starts, ends = date(year, 1, 1), date(year, 12, 31)
    return Period(starts, ends, min(ends, today)) if starts <= today else None


def key_of(starts: date, ends: date) -> str:
    """The words that name the period from *starts* to *ends*."""
    return f"{starts.year}" if ends.month - starts.month > 2 else f"{starts.year}Q{(starts.month + 2) // 3}"


def offered(year: int, today: date) -> list[str]:
    """The year and its quarters that have begun."""
    words = [f"{year}", *(f"{year}Q{quarter}" for quarter in range(1, 5))]
    return [one for one in words if period_of(one, today) is not None]
