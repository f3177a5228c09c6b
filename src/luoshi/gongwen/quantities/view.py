"""A figure with the words around it, as the rules about goals look at it."""

from __future__ import annotations

from typing import NamedTuple

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives
from luoshi.gongwen.model import Comparator, Quantity
from luoshi.gongwen.quantities.context import Lead, look_before

_AMOUNT = compile_later(f"(?:{alternatives('quantities', 'mark-amount')})[了约近超到至]?$")
_ENOUGH = compile_later(f"(?:{alternatives('quantities', 'mark-enough')})[了约近超过]?$")
_AFTER = compile_later(f"(?:{alternatives('quantities', 'word-after')})$")
_HAS_FIGURE = compile_later(r"[0-9０-９xX×]")
_AND = compile_later(r"[和与及]")
_BREAK = compile_later(r"[，。；：！？,;:（(“”]")
_UNIT_HEAD = compile_later(r"[/／（(]")  # 套（间）, 元/人
_CUT = compile_later(r"[\t\n\r\v（(]")  # the next cell, or a remark such as （牵头单位：…）
_REACH_BEHIND = 24


class View(NamedTuple):
    """A figure with the words around it, cut at the ends of the statement."""

    quantity: Quantity
    context: Lead
    before: str  # the words before it, back to a punctuation mark
    led: str  # the same without 力争, 不少于, 约 and the like at the end
    behind: str  # the words behind it, up to a bracket or the end of a table cell
    unit: str
    after: str
    names: int  # how many 、 和 与 stand between the last comma and the figure

    @property
    def exact(self) -> bool:
        """Whether the figure stands alone, without 以上, 约 or 不少于: lists are counted exactly."""
        return not self.after and self.context.comparator is None and self.quantity.comparator is Comparator.EXACTLY

    @property
    def verb_amounts(self) -> bool:
        """Whether such a verb stands there before any 不少于, 超过 or the like."""
        return bool(_AMOUNT.search(self.led))

    @property
    def amounts(self) -> bool:
        """Whether a verb of accumulating (新增, 完成, 压减) or reaching stands right before the figure."""
        return bool(_AMOUNT.search(self.before) or _AMOUNT.search(self.led))

    @property
    def enough(self) -> bool:
        """Whether a verb of making or reaching stands right before the figure."""
        return bool(_ENOUGH.search(self.before) or _ENOUGH.search(self.led))


def view_of(text: str, start: int, end: int, quantity: Quantity) -> View:
    """Look at *quantity* in the statement ``[start, end)`` of *text*."""
    context = look_before(text, quantity.span.start)
    clause = max(start, context.clause)
    after = _AFTER.search(quantity.text)
    return View(
        quantity,
        context,
        text[clause : quantity.span.start],
        text[clause : max(clause, context.lead)],
        _CUT.split(text[quantity.span.end : min(end, quantity.span.end + _REACH_BEHIND)], maxsplit=1)[0],
        _UNIT_HEAD.split(quantity.unit, maxsplit=1)[0],
        after.group() if after else "",
        _names_before(text[max(start, quantity.span.start - 60) : quantity.span.start]),
    )


def _names_before(words: str) -> int:
    """How many names were listed before a figure, less one; 0 where the list holds figures itself."""
    listed = _BREAK.split(words)[-1]
    if _HAS_FIGURE.search(listed):
        return 0
    *names, last = listed.split("、")
    return len(names) + bool(_AND.search(last))
