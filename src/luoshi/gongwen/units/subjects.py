"""Find the units that a clause tells to act: X要…, X牵头, 由X…, 请X…, X会同Y…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import UnitMention
from luoshi.gongwen.units.clauses import (
    CONDITION,
    FRAME,
    INNER,
    LEAD_IN,
    LEAD_IN_STARTS,
    LINK,
    MARK_STARTS,
    MARKED,
    MEETING,
    RELATIVE,
    Clauses,
    clause_end,
)
from luoshi.gongwen.units.cues import ACT, CANDIDATE, NAMED_RELATIVE, TOLD
from luoshi.gongwen.units.lists import read_list
from luoshi.gongwen.units.names import LAST, may_end_a_list, needs_order, opens_with_verb

_LONGEST = 240


class Part(Enum):
    """What part a unit is given by the words after it."""

    ACTS = auto()
    LEADS = auto()
    ANSWERS = auto()
    ASSISTS = auto()
    WITH = auto()


class Subject(NamedTuple):
    """Units that a clause tells to act; ``end`` is where their names end, ``charged`` says 由, 请."""

    start: int
    end: int
    units: tuple[UnitMention, ...]
    part: Part
    charged: bool = False


def find_subjects(text: str, start: int, end: int) -> Iterator[Subject]:
    """The subjects of the clauses of ``text[start:end]`` in their order, and who acts with them."""
    reached = start
    clauses = None
    for found in CANDIDATE.finditer(text, start, end):
        at = found.start() + 1
        if at <= reached or not may_end_a_list(text, at):
            continue
        clauses = clauses or Clauses(text, start, end)
        first = clauses.start_of(at)
        if first is None or at - first > _LONGEST:
            continue
        if first < reached:
            # A second subject in one clause only follows as in X牵头、Y配合.
            link = LINK.match(text, reached, at)
            if link is None:
                continue
            first = link.end()
        read = _read_subject(text, first, at)
        if read is None or not _is_told(text, at, end, *read):
            continue
        units, charged = read
        units = (*_before_comma(text, first, max(start, reached)), *units)
        act = ACT.match(text, at, end)
        yield Subject(units[0].span.start, at, units, _part(act), charged)
        reached = at
        if act is not None and act["with"]:
            partners = read_forward(text, act.end(), end)
            if partners:
                reached = partners[-1].span.end
                yield Subject(partners[0].span.start, reached, partners, Part.WITH)


def _before_comma(text: str, first: int, start: int) -> tuple[UnitMention, ...]:
    """The units of a list that a comma divides: 市直各单位，各县（市、区）要…."""
    if first - start < 3 or text[first - 1] not in "，," or text[first - 2] not in _ENDS:
        return ()
    before = Clauses(text, start, first).start_of(first - 1)
    if before is None:
        return ()
    return _read_plain(text, before, first - 1) or ()


_WITH = compile_later(r"(?:^|(?<=[，,；;：:、\s]))(?:并|还要|要|应|积极|主动|切实)?会同(?=[一-龥])")


def find_partners(text: str, start: int, end: int) -> Iterator[Subject]:
    """Units that a clause without a subject brings in: …，会同Y、Z制定…."""
    if text.find("会同", start, end) < 0:
        return
    for found in _WITH.finditer(text, start, end):
        partners = read_forward(text, found.end(), end)
        if partners:
            yield Subject(partners[0].span.start, partners[-1].span.end, partners, Part.WITH)


def read_forward(text: str, start: int, end: int) -> tuple[UnitMention, ...]:
    """The list of units that begins at *start*, up to the verb that follows it."""
    stop = clause_end(text, start, min(end, start + 300))
    longest: tuple[UnitMention, ...] = ()
    for at in range(start + 2, stop + 1):
        if text[at - 1] not in _ENDS:
            continue
        # What tells a name that begins a clause tells one that ends here, too.
        if at < stop and not (_AFTER_LIST.match(text, at, end) or CANDIDATE.match(text, at - 1, end)):
            continue
        if at < stop and text[at] == "、":
            continue
        found = read_list(text, start, at)
        if found:
            longest = found
            break
    return longest


_AFTER_LIST = compile_later(r"[，,。；;、：:）)！\s]|$")
_ENDS = frozenset(LAST + "等）)”")


def _read_subject(text: str, first: int, at: int) -> tuple[tuple[UnitMention, ...], bool] | None:
    base, begin = _skip_lead_in(text, first, at)
    units = read_list(text, begin, at)
    if units is not None:
        return units, MEETING.search(text, base, begin) is not None or text[begin - 1 : begin] == "请"
    head_is_verb = begin < at and opens_with_verb(text[begin:at])
    return _read_inner(text, begin, at, head_is_verb)


def _read_plain(text: str, first: int, at: int) -> tuple[UnitMention, ...] | None:
    """The units of a clause that is nothing but their names and what leads up to them."""
    return read_list(text, _skip_lead_in(text, first, at)[1], at)


def _skip_lead_in(text: str, first: int, at: int) -> tuple[int, int]:
    """Where a clause's words begin after its number, and after 同时, 今后, 会议要求."""
    base = first
    if first < at and (text[first] in MARK_STARTS or text[first].isspace()):
        mark = MARKED.match(text, first, at)
        base = mark.end() if mark is not None else first
    if base >= at or text[base] not in LEAD_IN_STARTS:
        return base, base
    lead = LEAD_IN.match(text, base, at)
    return base, lead.end() if lead is not None and lead.end() < at - 1 else base


def _read_inner(text: str, first: int, at: int, head_is_verb: bool) -> tuple[tuple[UnitMention, ...], bool] | None:
    for found in INNER.finditer(text, first, at - 1):
        how = found.lastgroup
        if how == "of" and head_is_verb and not RELATIVE.match(text, first):
            continue
        if (
            how in ("ask", "then", "also")
            and head_is_verb
            and found.start() > first
            and not CONDITION.match(text, first)
        ):
            continue
        if how == "by" and found.start() > first and FRAME.match(text, first):
            continue
        units = read_list(text, found.end(), at)
        if units is not None:
            return units, how in ("by", "ask", "charge")
    return None


def _may_precede(text: str, first: int, at: int) -> bool:
    """Whether the words from *first* are a condition, not a verb whose object follows."""
    return at == first or CONDITION.match(text, first) is not None


def _is_told(text: str, at: int, end: int, units: tuple[UnitMention, ...], charged: bool) -> bool:
    """Whether the words after the names tell them to act, as their kind asks for."""
    if NAMED_RELATIVE.match(text, at, end):
        return False
    if charged:
        return True
    if text[at - 1] == "等" or all(needs_order(unit) for unit in units):
        return TOLD.match(text, at, end) is not None
    return True


def _part(act: re.Match[str] | None) -> Part:
    if act is None:
        return Part.ACTS
    if act["lead"] or (act["with"] and "牵头" in act["with"]):
        return Part.LEADS
    if act["duty"]:
        return Part.ANSWERS
    return Part.ASSISTS if act["assist"] else Part.ACTS
