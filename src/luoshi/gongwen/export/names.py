"""What the units of a directive are called in a ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.gongwen.model import Assigned, Gap, GapKind, UnitMention

#: Stands after a name that is not in the register of units.
UNCHECKED = "（待核实）"
_DEPARTMENTS = ("部门", "单位")
# 公安、司法等部门: the word that makes units of bare fields of work closes the list.
_LIST_END = re.compile(r"(?:(?:[、，,和及与]|以及)[^、，,。；;：:（）()和及与\s]{1,8}){0,12}?等?(?:有关|相关)?部门")
_WHOLE = frozenset("局委办厅部院会司所站室处科队团社行厂校乡镇县市区街州盟旗省门位业心组关构道场")
_FIELD_LENGTH = 6  # characters; a longer name is no bare field of work


def unit_names(text: str, assigned: Sequence[Assigned], gaps: Sequence[Gap] = ()) -> str:
    """The units' names in their order, each once, the official one where a register knows it.

    Unknown ones are marked; a bare field of work (``公安、司法等部门``) keeps its 部门.
    """
    unknown = [gap.span for gap in gaps if gap.kind is GapKind.UNKNOWN_UNIT and gap.span is not None]
    names: dict[str, None] = {}
    for unit in assigned:
        mention = unit.mention
        mark = UNCHECKED if any(span.overlaps(mention.span) for span in unknown) else ""
        names[(mention.unit or _whole_name(text, mention)) + mark] = None
    return "、".join(names)


def _whole_name(text: str, mention: UnitMention) -> str:
    """The name with the 部门 or 单位 that the mention leaves out of it."""
    name, words = mention.name, "".join(mention.span.of(text).split())
    if words.startswith(name) and words.removeprefix(name) in _DEPARTMENTS:
        return words
    bare = len(name) <= _FIELD_LENGTH and name[-1:] not in _WHOLE
    return f"{name}部门" if bare and _LIST_END.match(text, mention.span.end, mention.span.end + 120) else name
