"""The table of holidays and moved working days, as a text file that a clerk can edit.

A year opens with ``[2024]`` and says by that line that its arrangement is complete; the
lines under it name a day or a run of days, 休 (rest) or 班 (work), and what for::

    [2024]
    2024-02-10~2024-02-17 休 春节
    2024-02-18 班 春节

What follows ``#`` is a comment.  Days that are not listed follow the week.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from luoshi.errors import LuoshiError

_YEAR = re.compile(r"\[(\d{4})\]")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:~(\d{4}-\d{2}-\d{2}))?\s+(休|班)(?:\s+\S.*)?")
_SIZE_LIMIT = 2_000_000


class DayKind(StrEnum):
    """What a listed day is."""

    REST = "休"
    WORK = "班"


def read_table(path: Path) -> tuple[dict[date, DayKind], frozenset[int]]:
    """The table in the file *path* (UTF-8); see :func:`parse_table`."""
    try:
        if path.stat().st_size > _SIZE_LIMIT:
            raise LuoshiError("bad-calendar", f"{path.name}：文件过大。", f"{path.name}: the file is too large.")
        source = path.read_text("utf-8-sig")
    except OSError as error:
        raise LuoshiError(
            "bad-calendar", f"{path.name}：无法读取工作日历。", f"{path.name}: the calendar cannot be read."
        ) from error
    except UnicodeDecodeError as error:
        raise LuoshiError(
            "bad-calendar", f"{path.name}：不是UTF-8文本。", f"{path.name}: the file is not UTF-8 text."
        ) from error
    return parse_table(source, path.name)


def parse_table(source: str, name: str) -> tuple[dict[date, DayKind], frozenset[int]]:
    """The listed days and the complete years; *name* is the file's name in messages."""
    days: dict[date, DayKind] = {}
    years: set[int] = set()
    year: int | None = None
    for number, raw in enumerate(source.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        head = _YEAR.fullmatch(line)
        if head is not None:
            year = int(head[1])
            if year in years:
                raise _wrong(name, number, f"{year}年出现了两次", f"the year {year} stands twice")
            years.add(year)
            continue
        for day, kind in _days(line, name, number):
            if day.year != year:
                raise _wrong(name, number, f"{day}不在它上面的年份之下", f"{day} does not stand under its year")
            if day in days:
                raise _wrong(name, number, f"{day}出现了两次", f"{day} stands twice")
            days[day] = kind
    return days, frozenset(years)


def _days(line: str, name: str, number: int) -> Iterator[tuple[date, DayKind]]:
    found = _DAY.fullmatch(line)
    if found is None:
        raise _wrong(name, number, "应写作“2024-02-10 休 春节”", "expected “2024-02-10 休 春节”")
    first, last, kind = found.groups()
    try:
        start = date.fromisoformat(first)
        end = date.fromisoformat(last or first)
    except ValueError:
        raise _wrong(name, number, "没有这一天", "there is no such day") from None
    if end < start or end.year != start.year:
        raise _wrong(name, number, "起止日期有误", "the last day must follow the first, in one year")
    for offset in range((end - start).days + 1):
        yield start + timedelta(days=offset), DayKind(kind)


def _wrong(name: str, number: int, chinese: str, english: str) -> LuoshiError:
    return LuoshiError("bad-calendar", f"{name}第{number}行：{chinese}。", f"{name}, line {number}: {english}.")
