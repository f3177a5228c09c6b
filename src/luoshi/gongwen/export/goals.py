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
_MASKED = "（数字待明确）"


def goals(plan: Plan, directive: Directive) -> tuple[str, ...]:
    """Each figure with what it measures, and each target, in the order of the text."""
    items: list[Quantity | Target] = sorted(
        (*directive.measures, *directive.targets), key=lambda item: (item.span.start, item.span.end)
    )
    text = plan.document.text
    words: list[str] = []
    for number, item in enumerate(items):
        after = items[number - 1].span.end if number else 0
        before = items[number + 1].span.start if number + 1 < len(items) else len(text)
        words.append(_words(text, item, Span(after, before)))
    return tuple(dict.fromkeys(word for word in words if word))


def _words(text: str, item: Quantity | Target, room: Span) -> str:
    if isinstance(item, Target):
        return _tidy(item.text)
    words = _tidy(_phrase(text, item, room))
    return f"{words}{_MASKED}" if item.masked else words


def _phrase(text: str, item: Quantity, room: Span) -> str:
    """The stretch from what is measured to the figure, or its parts where other words stand between.

    The stretch is read as one only inside *room*, the text between the neighbouring figures.
    """
    own = Span(_with_lead(text, item.span), item.span.end)
    parts = [own, *(part.span for part in (item.of, item.verb) if part is not None)]
    whole = Span(min(part.start for part in parts), max(part.end for part in parts))
    if room.covers(whole) and len(whole) <= _PHRASE_LENGTH and not _BREAK.search(whole.of(text)):
        return whole.of(text)
    kept: list[Span] = []
    for part in sorted(parts):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
        else:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, part.end))
    return "".join(part.of(text) for part in kept)


def _with_lead(text: str, span: Span) -> int:
    """Where the words that lead up to a figure begin."""
    first = max(0, span.start - _LEAD_LENGTH)
    found = _LEAD.search(text[first : span.start])
    return span.start if found is None else first + found.start()


def _tidy(words: str) -> str:
    return re.sub(r"\s+", "", words)
