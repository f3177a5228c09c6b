"""What a unit owes as plain text for a chat: numbered, short, with the limits.  It stays Chinese: units read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from luoshi.duban.language import in_chinese
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.reporting.listing import Owed, last_day

#: So much of a task's title is enough to know it by.
_SHORT = 40


@in_chinese
def owed_text(unit: Unit, items: Sequence[Owed], today: date, *, url: str = "") -> str:
    """What is sent to *unit*; with *url*, its personal link, nothing is listed twice."""
    lines = [f"【{unit.office.name}】{unit.name}：{len(items)}项任务待报送进展，{_until(items, today)}。"]
    lines += [f"{number}. {_line(item)}" for number, item in enumerate(items, 1)]
    if url:
        lines.append(f"点开链接即可填报，无须登录，没有变化的勾选“无变化”：{url}")
    else:
        lines.append("请按序号回复进展；没有变化的，回复序号和“无变化”。")
    return "\n".join(lines)


def _until(items: Sequence[Owed], today: date) -> str:
    day = last_day(items)
    return f"请于{day.month}月{day.day}日前回复" if day is not None and day >= today else "报送期限已过，请尽快回复"


def _line(item: Owed) -> str:
    task, due = item.assignment.task, item.assignment.due
    title = task.title if len(task.title) <= _SHORT else f"{task.title[:_SHORT]}…"
    parts = [f"时限{due.month}月{due.day}日" if due is not None else item.limit.partition("\n")[0]]
    if item.late:
        parts.append(f"已逾期{item.late}天")
    facts = "，".join(part for part in parts if part)
    return f"{task.number} {title}" + (f"（{facts}）" if facts else "")
