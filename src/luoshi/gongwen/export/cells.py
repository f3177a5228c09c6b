"""The cells of a ledger's row: what the text says, and where it leaves something open."""

from __future__ import annotations

import re

from luoshi.gongwen.export.goals import goals
from luoshi.gongwen.export.names import UNCHECKED, unit_names
from luoshi.gongwen.export.wording import MISSING
from luoshi.gongwen.model import Directive, GapKind, LimitKind, Plan, TimeLimit
from luoshi.layout.grid import Cell

_GOES_ON = re.compile(r"\n(?=[（至])")
_ISO_DATE = re.compile(r"\d{4}([-－])\d{1,2}(?:\1\d{1,2})?(?![\d年月])")
_FIGURE = "[0-9０-９〇○一二三四五六七八九十两]"
_TO = "(?:至|到|[-－—–―~～]{1,2})"
# 3月1日至9月底, 3—9月, 从今年起, 自即日起; but not 截至9月底, 到2027年, nor a length such as 两到三年内.
_LENGTH = re.compile(f"{_FIGURE}{_TO}{_FIGURE}{{1,3}}(?:年|天|日|周|个月|个工作日)(?:左右|的?时间|[之以]?内)")
_BEGINNING = re.compile(f"[起从自]|(?:{_FIGURE}|[年月日份号末底初旬度期周天今明]){_TO}")
_ONLY_AIM = "（力争性表述，待明确）"
_NO_DATE = "（日期待明确）"
_CONTRADICTORY = "（时限不一致，待明确）"


def goal_cell(plan: Plan, directive: Directive) -> Cell:
    """目标: the figures and targets; a directive that names none leaves the cell empty."""
    lines = list(goals(plan, directive))
    aim = _has(directive, GapKind.ONLY_AIM)
    if aim:
        lines.append(_ONLY_AIM)
    return Cell("\n".join(lines), aim or _has(directive, GapKind.MASKED_QUANTITY))


def responsible_cell(plan: Plan, directive: Directive) -> Cell:
    """牵头（责任）单位, and the leaders who answer in person."""
    names = unit_names(plan.document.text, directive.responsible, directive.gaps)
    lines = [names] if names else [MISSING]
    if directive.leaders:
        lines.append("（牵头领导：" + "、".join(dict.fromkeys(leader.text for leader in directive.leaders)) + "）")
    return Cell("\n".join(lines), not names or UNCHECKED in names)


def supporting_cell(plan: Plan, directive: Directive) -> Cell:
    """配合单位."""
    names = unit_names(plan.document.text, directive.supporting, directive.gaps)
    return Cell(names, UNCHECKED in names)


def limit_cell(directive: Directive) -> Cell:
    """完成时限: the words, and the day that they come to."""
    if not directive.limits:
        return Cell(MISSING, open=True)
    lines = _by_day(directive.limits)
    unresolved = any(limit.masked or limit.problem for limit in directive.limits)
    contradictory = _has(directive, GapKind.CONTRADICTORY_LIMITS)
    if contradictory:
        lines.append(_CONTRADICTORY)
    return Cell("\n".join(lines), unresolved or contradictory)


def _has(directive: Directive, kind: GapKind) -> bool:
    return any(gap.kind is kind for gap in directive.gaps)


def _by_day(limits: tuple[TimeLimit, ...]) -> list[str]:
    """The limits in the order of the text; neighbours that come to the same day share it: 年内、年底（…）."""
    found: dict[str, str] = {}
    before = ""
    for limit in limits:
        words = "".join(limit.text.split())
        days = _come_to(limit, words)
        if days and days == before:
            last = next(reversed(found))
            if words not in last.split("、"):
                del found[last]
                found[f"{last}、{words}"] = days
        else:
            found[words] = days
        before = days
    return [f"{words}{days}" for words, days in found.items()]


def _come_to(limit: TimeLimit, words: str) -> str:
    if limit.masked:
        return f"\n{MISSING}"
    if limit.problem:
        return f"\n{_NO_DATE}"
    return _days(limit, words) if limit.kind in (LimitKind.FIXED, LimitKind.RELATIVE) else ""


def _days(limit: TimeLimit, words: str) -> str:
    """The day that it is due in brackets on a line of its own, unless the words already are that day.

    The first day stands beside it only where the words themselves name a beginning: to an
    office 年内 is the year's last day, not an interval.
    """
    start, due = limit.start, limit.due
    if due is None:
        return "" if start is None else f"\n（自{start.isoformat()}起）"
    if start not in (None, due) and _names_beginning(words):
        return f"\n（{start}\n至{due}）"
    said = f"{due.year}年{due.month}月{due.day}日"
    return "" if said in words else f"\n（{due.isoformat()}）"


def _names_beginning(words: str) -> bool:
    return _BEGINNING.search(_LENGTH.sub("", _ISO_DATE.sub("日", words))) is not None


def flat(text: str) -> str:
    """A cell's lines as one line: brackets and intervals are joined, items parted by ；."""
    return _GOES_ON.sub("", text).replace("\n", "；")
