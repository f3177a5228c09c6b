"""The figures and qualitative targets of a directive, in the document's own words."""

from __future__ import annotations

import re

from luoshi.gongwen.model import Directive, Plan, Quantity, Span, Target

#: What leads up to a figure and says how it is meant, though it is no part of it.
_LEAD = re.compile(
    r"(?:不(?:少于|低于|高于|超过|大于|小于)|(?:控制|稳定|保持|维持)在|提高到|提升到|增加到|下降到|降至|增至|达到|超过"
    r"|突破|至少|力争|达|超|约|近|逾)+$"
)
_LEAD_LENGTH = 12
_BREAK = re.compile(r"[，,。；;：:！？!?\n\v\t]")
_PHRASE_LENGTH = 40  # characters; a longer stretch says more than what is measured
_JOINT = re.compile("[，,对将把]")
_MASKED = "（数字待明确）"


def goals(plan: Plan, directive: Directive) -> tuple[str, ...]:
    """Each figure with what it measures, and each target, in the order of the text."""
    items: list[Quantity | Target] = sorted(
        (*directive.measures, *directive.targets), key=lambda item: (item.span.start, item.span.end)
    )
    text = plan.document.text
    limits = [limit.span for limit in directive.limits]
    words: list[str] = []
    said: list[Span] = []  # the stretch of the last figure: a target inside it is told already
    for number, item in enumerate(items):
        if isinstance(item, Target):
            words += [] if any(part.covers(item.span) for part in said) else [_tidy(item.text)]
            continue
        after = items[number - 1].span.end if number else 0
        before = items[number + 1].span.start if number + 1 < len(items) else len(text)
        said = _without_limits(text, _parts(text, item, Span(after, before)), limits)
        words.append(_tidy("".join(part.of(text) for part in said)) + (_MASKED if item.masked else ""))
    return tuple(dict.fromkeys(word for word in words if word))


def _parts(text: str, item: Quantity, room: Span) -> list[Span]:
    """The stretch from what is measured to the figure, or its parts where other words stand between.

    The stretch is read as one only inside *room*, the text between the neighbouring figures.
    """
    own = Span(_with_lead(text, item.span), item.span.end)
    parts = [own, *(part.span for part in (item.of, item.verb) if part is not None)]
    whole = Span(min(part.start for part in parts), max(part.end for part in parts))
    if room.covers(whole) and len(whole) <= _PHRASE_LENGTH and not _BREAK.search(whole.of(text)):
        return [whole]
    kept: list[Span] = []
    for part in sorted(parts):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
        else:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, part.end))
    return kept


def _without_limits(text: str, parts: list[Span], limits: list[Span]) -> list[Span]:
    """The parts without the time limits that they begin with: those have a column of their own."""
    kept: list[Span] = []
    for part in parts:
        start = max((limit.end for limit in limits if limit.start <= part.start < limit.end), default=part.start)
        if start > part.start:
            start += _JOINT.match(text[start : part.end]) is not None
        if start < part.end:
            kept.append(Span(start, part.end))
    return kept or parts


def _with_lead(text: str, span: Span) -> int:
    """Where the words that lead up to a figure begin."""
    first = max(0, span.start - _LEAD_LENGTH)
    found = _LEAD.search(text[first : span.start])
    return span.start if found is None else first + found.start()


def _tidy(words: str) -> str:
    return re.sub(r"\s+", "", words)
