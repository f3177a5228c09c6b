"""Dates in the language of the page."""

from __future__ import annotations

from datetime import date, datetime

from luoshi.duban.clock import ZONE
from luoshi.duban.language import is_chinese

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date | datetime | None) -> str:
    """2026年7月10日, 10 Jul 2026; a moment is its day in Asia/Shanghai; nothing for ``None``."""
    if value is None:
        return ""
    value = _local(value)
    if is_chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def short_day(value: date | datetime | None) -> str:
    """2026-07-10, for tables."""
    return "" if value is None else _local(value).strftime("%Y-%m-%d")


def moment(value: datetime | None) -> str:
    """2026-07-10 09:30, in Asia/Shanghai."""
    return "" if value is None else value.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")


def _local(value: date | datetime) -> date:
    return value.astimezone(ZONE).date() if isinstance(value, datetime) else value
