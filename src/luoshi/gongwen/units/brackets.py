"""Brackets and labels that name who answers: （X牵头，Y配合）, （责任单位：X、Y）, 责任单位：X."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.gongwen.model import Phrase, Span, UnitKind, UnitMention, Why
from luoshi.gongwen.units.duties import ANY_LABEL, FIRST_LEADS, LABEL, Duties, Duty, read_duties
from luoshi.gongwen.units.names import ends_like_name

Role = tuple[UnitMention, Why]

_OPEN, _CLOSE = "（(〔[【", "）)〕]】"
_BEHIND = "。；;，, 　\t、"  # what may stand behind a closing bracket
_NEAR_END = frozenset(_CLOSE + _BEHIND)
_LONGEST = 800
#: What a statement begins with that :func:`read_opening` reads.
OPENING = frozenset(_OPEN)


@dataclass(frozen=True, slots=True)
class Bracket:
    """What a closing bracket or a label says; ``span`` holds it with its marks.

    ``first_leads`` says that the first unit of this and of every later bracket leads;
    ``standing`` are units that it says answer for everything after it, too.
    """

    span: Span
    responsible: tuple[Role, ...] = ()
    supporting: tuple[Role, ...] = ()
    leaders: tuple[Phrase, ...] = ()
    first_leads: bool = False
    standing: tuple[UnitMention, ...] = ()


def may_close(text: str, end: int) -> bool:
    """Whether the words before *end* may close with a bracket: a cheap question before :func:`read_closing`."""
    return text[end - 1] in _CLOSE or text[end - 2] in _NEAR_END


def read_closing(text: str, start: int, end: int) -> Bracket | None:
    """The bracket that names units at the end of ``text[start:end]``, before its last stop."""
    last = end
    while last > start and text[last - 1] in _BEHIND:
        last -= 1
    if last - start < 4:
        return None
    if text[last - 1] not in _CLOSE:
        return _closing_labels(text, start, last)
    first = _opening(text, start, last)
    if first is None:
        return None
    alone = first == start or text[first - 1] in "。；;！？!?. 　\t”"
    return _read(text, Span(first, last), alone or not ends_like_name(text[max(start, first - 8) : first]))


def _closing_labels(text: str, start: int, end: int) -> Bracket | None:
    """Labels without a bracket behind the words of a sentence: …，责任单位：X、Y."""
    if text.find("：", start, end) < 0 and text.find(":", start, end) < 0:
        return None
    for label in ANY_LABEL.finditer(text, start + 1, end):
        if text[label.start() - 1] in "，,；;。 　\v":
            return read_labels(text, label.start(), end)
    return None


def read_opening(text: str, start: int, end: int) -> Bracket | None:
    """The bracket that names units at the start of ``text[start:end]``; it closes what stands before."""
    if text[start] not in _OPEN:
        return None
    depth = 0
    for index in range(start, min(end, start + _LONGEST)):
        if text[index] in _OPEN:
            depth += 1
        elif text[index] in _CLOSE:
            depth -= 1
            if depth == 0:
                return _read(text, Span(start, index + 1), True)
    # A bracket that a line break cut off.
    return _read(text, Span(start, end), True) if LABEL.match(text, start + 1, end) else None


def read_labels(text: str, start: int, end: int) -> Bracket | None:
    """What a line of labels says (责任单位：X；配合单位：Y), or ``None`` where it is none."""
    near = min(start + 24, end)
    if text.find("：", start, near) < 0 and text.find(":", start, near) < 0:
        return None
    if not LABEL.match(text, start, end):
        return None
    duties = read_duties(text, start, end)
    return None if duties is None else _bracket(Span(start, end), duties, False)


def _read(text: str, span: Span, alone: bool) -> Bracket | None:
    """What the bracket at *span* says, or ``None`` where it names no unit that answers.

    A bracket that only lists units counts where it stands *alone* or lists two or more.
    """
    end = span.end - 1 if text[span.end - 1] in _CLOSE else span.end
    duties = read_duties(text, span.start + 1, end)
    if duties is None:
        return None
    first_leads = FIRST_LEADS.search(text, span.start, end) is not None
    bracket = _bracket(span, duties, first_leads)
    told = first_leads or any(listed.duty is not Duty.PENDING for listed in duties.lists)
    return bracket if told or _only_lists_units(duties, 1 if alone else 2) else None


def _only_lists_units(duties: Duties, least: int) -> bool:
    units = [unit for listed in duties.lists for unit in listed.units]
    return len(units) >= least and all(unit.kind is not UnitKind.POST for unit in units)


def _bracket(span: Span, duties: Duties, first_leads: bool) -> Bracket | None:
    named = any(listed.units for listed in duties.lists)
    if not named and not duties.leaders and not first_leads:
        return None
    responsible, supporting = _roles(duties)
    if first_leads and len(responsible) > 1 and all(why is not Why.LEAD for _, why in responsible):
        supporting = (*((unit, Why.DUTIES) for unit, _ in responsible[1:]), *supporting)
        responsible = ((responsible[0][0], Why.FIRST_LISTED),)
    return Bracket(span, responsible, supporting, tuple(duties.leaders), first_leads, duties.standing)


def _roles(duties: Duties) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """Who answers and who assists: beside a lead, those who only share the duties assist."""
    present = {listed.duty for listed in duties.lists if listed.units}
    led = Duty.LEAD in present
    answered = led or bool(present & {Duty.RESPONSIBLE, Duty.PENDING})
    responsible: list[Role] = []
    supporting: list[Role] = []
    for listed in duties.lists:
        if listed.duty is Duty.LEAD:
            responsible += [(unit, Why.LEAD) for unit in listed.units]
        elif listed.duty is Duty.SUPPORTING:
            supporting += [(unit, Why.ASSIST) for unit in listed.units]
        elif led or (listed.duty is Duty.GUIDE and answered):
            supporting += [(unit, Why.DUTIES) for unit in listed.units]
        else:
            why = Why.LISTED if listed.labelled else Why.BRACKET
            responsible += [(unit, why) for unit in listed.units]
    return tuple(responsible), tuple(supporting)


def _opening(text: str, start: int, last: int) -> int | None:
    depth = 0
    for index in range(last - 1, max(start, last - _LONGEST) - 1, -1):
        if text[index] in _CLOSE:
            depth += 1
        elif text[index] in _OPEN:
            depth -= 1
            if depth == 0:
                return index
    return None
