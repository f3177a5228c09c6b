"""How far a unit's part of a task has come, in one line for papers: its state, its lateness, its last report."""

from __future__ import annotations

from datetime import date

from luoshi.duban.language import in_chinese
from luoshi.duban.tasks.lateness import overdue_days
from luoshi.duban.tasks.models import Assignment

_LONGEST = 120


@in_chinese
def course_words(row: Assignment, today: date) -> str:
    """Of *row*, read with its task and latest report, as it stands on *today*; in Chinese."""
    parts = [str(row.get_state_display())]
    if days := overdue_days(row, row.task, today):
        parts.append(f"逾期{days}天")
    if row.latest is not None and row.latest.reported_on is not None:
        day = row.latest.reported_on
        words = " ".join(row.latest.text.split()) or str(row.latest.get_kind_display())
        parts.append(f"{day.month}月{day.day}日反馈：{words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''}")
    else:
        parts.append("尚未反馈进展")
    return "；".join(parts)
