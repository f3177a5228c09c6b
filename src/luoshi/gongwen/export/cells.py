"""The cells of a ledger's row: what the text says, and where it leaves something open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.gongwen.export.goals import goals
from luoshi.gongwen.export.wording import MISSING
from luoshi.gongwen.model import Assigned, Directive, Gap, GapKind, LimitKind, Plan, TimeLimit
from luoshi.layout.grid import Cell

_GOES_ON = re.compile(r"\n(?=[（至])")
_UNCHECKED = "（待核实）"
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


def responsible_cell(directive: Directive) -> Cell:
    """牵头（责任）单位, and the leaders who answer in person."""
    names = unit_names(directive.responsible, directive.gaps)
    lines = [names] if names else [MISSING]
    if directive.leaders:
        lines.append("（牵头领导：" + "、".join(dict.fromkeys(leader.text for leader in directive.leaders)) + "）")
    return Cell("\n".join(lines), not names or _UNCHECKED in names)


def supporting_cell(directive: Directive) -> Cell:
    """配合单位."""
    names = unit_names(directive.supporting, directive.gaps)
    return Cell(names, _UNCHECKED in names)


def limit_cell(directive: Directive) -> Cell:
    """完成时限: the words, and the day that they come to."""
    if not directive.limits:
        return Cell(MISSING, open=True)
    lines = list(dict.fromkeys(_limit(limit) for limit in directive.limits))
    unresolved = any(limit.masked or limit.problem for limit in directive.limits)
    contradictory = _has(directive, GapKind.CONTRADICTORY_LIMITS)
    if contradictory:
        lines.append(_CONTRADICTORY)
    return Cell("\n".join(lines), unresolved or contradictory)


def unit_names(assigned: Sequence[Assigned], gaps: Sequence[Gap] = ()) -> str:
    """The units' names, the official one where a register knows it; unknown ones are marked."""
    unknown = [gap.span for gap in gaps if gap.kind is GapKind.UNKNOWN_UNIT and gap.span is not None]
    names: dict[str, None] = {}
    for unit in assigned:
        mention = unit.mention
        mark = _UNCHECKED if any(span.overlaps(mention.span) for span in unknown) else ""
        names[(mention.unit or mention.name) + mark] = None
    return "、".join(names)


def _has(directive: Directive, kind: GapKind) -> bool:
    return any(gap.kind is kind for gap in directive.gaps)


def _limit(limit: TimeLimit) -> str:
    words = "".join(limit.text.split())
    if limit.masked:
        return f"{words}\n{MISSING}"
    if limit.problem:
        return f"{words}\n{_NO_DATE}"
    if limit.kind not in (LimitKind.FIXED, LimitKind.RELATIVE):
        return words
    return f"{words}{_days(limit, words)}"


def _days(limit: TimeLimit, words: str) -> str:
    """The resolved days in brackets on lines of their own, unless the words already are that day."""
    start, due = limit.start, limit.due
    if due is not None and start in (None, due):
        said = f"{due.year}年{due.month}月{due.day}日"
        return "" if said in words else f"\n（{due.isoformat()}）"
    if due is None:
        return "" if start is None else f"\n（自{start.isoformat()}起）"
    return f"\n（{start}\n至{due}）"


def flat(text: str) -> str:
    """A cell's lines as one line: brackets and intervals are joined, items parted by ；."""
    return _GOES_ON.sub("", text).replace("\n", "；")
