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
)
from luoshi.gongwen.units.cues import ACT, CANDIDATE, NAMED_RELATIVE, PAYS, TOLD, charges_nobody
from luoshi.gongwen.units.fields import find_fields
from luoshi.gongwen.units.forward import find_charged, read_forward, read_headed
from luoshi.gongwen.units.lists import read_list
from luoshi.gongwen.units.names import LAST, may_end_a_list, needs_order, opens_with_verb

_LONGEST = 240
_LONGEST_ACTOR = 16
_ENDS = frozenset(LAST + "等）)”")


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


# 建立X牵头、Y参与的机制: who is named in it makes up the thing that is to be set up.
_MECHANISM = compile_later(
    r"(?:建立健全|建立|形成|构建|健全|完善|探索|实行|推行)(?:(?!要|应当|必须|建立|形成|构建|健全|完善)[^。；：]){2,80}?"
    r"(?:牵头|参与|配合|负责|参加|协同|联动|协作|实施|推动|主导|协调|支持|落实|统筹)的[^，。；]{0,12}(?:机制|体系|格局|体制|制度|模式|局面|合力|组织架构)"
)


def find_subjects(text: str, start: int, first: int, end: int, *, labelled: bool = True) -> list[Subject]:
    """The subjects of the clauses of ``text[start:end]`` in their order, and who acts with them.

    The words of the statement begin at *first*, after its number; *labelled* says that they hold a colon.
    """
    found = list(_told_behind(text, start, end))
    # Most statements have none of the three, which one look for a character tells.
    words = text[start:end]
    others = list(find_fields(text, start, end)) if "、" in words else []
    if "由" in words or "请" in words:
        others += find_charged(text, start, end)
    headed = read_headed(text, first, end) if labelled else ()
    if headed:
        others.append(headed)
    if not (found or others):
        return found
    for units in others:
        if all(units[0].span.start >= known.end or units[-1].span.end <= known.start for known in found):
            at = units[-1].span.end
            part = Part.ACTS if units is headed else _part(ACT.match(text, at, end))
            found.append(Subject(units[0].span.start, at, units, part, units is not headed))
    parts = [thing.span() for thing in _MECHANISM.finditer(text, start, end)]
    kept = [one for one in found if not any(a <= one.start < b for a, b in parts)]
    return sorted(kept, key=lambda one: one.start)


def _told_behind(text: str, start: int, end: int) -> Iterator[Subject]:
    """The subjects that the words behind them tell to act."""
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


_WITH = compile_later(r"会同(?=[一-龥])")
_ACTS_WITH = compile_later(r"(?:并|还要|要|应|积极|主动|切实|由|请){0,2}(?:[你我本][局委厅办部院校省市县镇乡]$)?")


def find_partners(text: str, start: int, end: int) -> Iterator[Subject]:
    """Units brought in by 会同 in a clause whose subject is unknown or missing: …，会同Y、Z制定…."""
    if text.find("会同", start, end) < 0:
        return
    clauses = Clauses(text, start, end)
    for found in _WITH.finditer(text, start, end):
        clause = clauses.start_of(found.start())
        if clause is None or not _may_act_with(text, clause, found.start()):
            continue
        partners = read_forward(text, found.end(), end)
        if partners:
            yield Subject(partners[0].span.start, partners[-1].span.end, partners, Part.WITH)


def _may_act_with(text: str, clause: int, at: int) -> bool:
    """Whether the words of the clause before 会同 are nothing or an actor, known or not."""
    opening = _ACTS_WITH.match(text, _skip_lead_in(text, clause, at)[1], at)
    begin = opening.end() if opening is not None else clause
    if at - begin <= 1:
        return at == begin or text[begin] in "、要应"
    return at - begin <= _LONGEST_ACTOR and text.find("的", begin, at) < 0 and not opens_with_verb(text[begin:at])


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


def _is_told(text: str, at: int, end: int, units: tuple[UnitMention, ...], charged: bool) -> bool:
    """Whether the words after the names tell them to act, as their kind asks for."""
    if NAMED_RELATIVE.match(text, at, end):
        return False
    if charged:
        return not charges_nobody(text, at, end)
    if text.endswith("财政", 0, at):
        return PAYS.match(text, at, end) is not None
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
