"""A proposed task as plain values: what a directive, or a bare statement, would become if it were accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from luoshi.duban.documents.content import Content, LimitFound, Party, Words
from luoshi.duban.documents.extraction import short_title
from luoshi.duban.documents.models import Directive, Reading, Statement
from luoshi.duban.documents.proposals import LimitProposal, TargetProposal, propose_limit, propose_targets
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.desk.names import UnitNames
from luoshi.duban.tasks.desk.sections import path_of
from luoshi.duban.tasks.models import AssignmentRole

#: The library's reasons by which a unit leads: named so, or first of a list where the document says 列第一位的牵头.
_LEADING = frozenset({"lead", "first-listed"})

#: The problem of a limit that a person has to settle because the document names different ones.
CONTRADICTORY = "contradictory"
#: Opens a sentence that goes on from the one before; ends one that another follows.
_JOINED = re.compile(r"^(?:(?:同时|此外|另外)[，,]\s*)+")
_GOES_ON = "；;，, \u3000"


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit as it would be assigned; ``unit`` is empty while the name is unknown to the office."""

    name: str
    role: AssignmentRole
    why: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class DraftSource:
    """A statement that the task comes from, with the limit that it sets."""

    statement: Statement
    quote: str
    limit_text: str = ""
    limit_due: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A task that is only proposed."""

    title: str
    text: str
    section: str
    sources: tuple[DraftSource, ...]
    units: tuple[DraftUnit, ...] = ()
    limit: LimitProposal | None = None
    targets: tuple[TargetProposal, ...] = ()
    aim_only: bool = False
    campaign: str = ""
    conditions: str = ""
    deliverables: str = ""
    leader: str = ""


class Drafting:
    """Makes drafts of the directives of one reading; what many of them share is looked up once."""

    def __init__(self, reading: Reading, names: UnitNames, *, first_leads: bool) -> None:
        self.reading, self.names, self.first_leads = reading, names, first_leads
        self._sections: dict[int | None, str] = {}

    def of(self, directive: Directive, statements: Sequence[Statement]) -> Draft:
        """What *directive* would become, as far as it is made of *statements* (those not decided otherwise)."""
        found = directive.found
        return Draft(
            title=directive.title[:300],
            text=by_itself(directive.words) if directive.words else wording(self.reading, statements),
            section=self._section(found.node),
            sources=tuple(_source(self.reading, one, found.limits) for one in statements),
            units=_units(found, self.names, first_leads=self.first_leads),
            limit=_limit(found),
            targets=tuple(propose_targets(found)),
            aim_only=found.modality == "aim",
            campaign=found.campaign[:200],
            conditions=_lines(found.conditions),
            deliverables=_lines(found.deliverables),
            leader="、".join(one.text for one in found.leaders)[:100],
        )

    def _section(self, node: int | None) -> str:
        if node not in self._sections:
            self._sections[node] = section_of(path_of(self.reading.outline, node))
        return self._sections[node]


def draft_of_statement(reading: Reading, statement: Statement, path: Iterable[str]) -> Draft:
    """What a statement that is no directive would become: its own words, and nothing guessed beside them."""
    text = wording(reading, [statement])
    return Draft(
        title=short_title(text) or text[:60],
        text=text,
        section=section_of(path),
        sources=(DraftSource(statement, quote_of(reading, statement)),),
    )


def section_of(path: Iterable[str]) -> str:
    """The headings above, as one line."""
    return " / ".join(path)[:500]


def quote_of(reading: Reading, statement: Statement) -> str:
    """The words of a statement as they stand."""
    return reading.text[statement.start : statement.end]


def wording(reading: Reading, statements: Iterable[Statement]) -> str:
    """The first wording of a task: its statements without the number that opens them (一是, 二要)."""
    return by_itself("".join(_without_number(reading, one) for one in statements))


def by_itself(words: str) -> str:
    """Words of a text as they read alone: nothing at either end joins them to what stood before or after."""
    words = words.strip()
    alone = _JOINED.sub("", words, count=1).rstrip(_GOES_ON)
    if not alone:
        return words
    return f"{alone}。" if words[-1] in _GOES_ON else alone


def _without_number(reading: Reading, statement: Statement) -> str:
    quote = quote_of(reading, statement)
    node = reading.outline[statement.node] if statement.node is not None else None
    if node and node.get("statement") == statement.index and node.get("number"):
        rest = quote.removeprefix(node["number"]).lstrip("，、 　")
        return rest or quote
    return quote


def _limit(found: Content) -> LimitProposal | None:
    proposal = propose_limit(found.limits)
    if proposal is not None and any(gap.kind == "contradictory-limits" for gap in found.gaps):
        return replace(proposal, problem=CONTRADICTORY)
    return proposal


def _units(found: Content, names: UnitNames, *, first_leads: bool) -> tuple[DraftUnit, ...]:
    """The units in their order, each once."""
    units = [_unit(one, AssignmentRole.RESPONSIBLE, names) for one in found.responsible]
    units += [_unit(one, AssignmentRole.SUPPORTING, names) for one in found.supporting]
    answering = [one for one in units if one.role is not AssignmentRole.SUPPORTING]
    if first_leads and len(answering) > 1 and not any(one.role is AssignmentRole.LEAD for one in answering):
        first = answering[0]
        units[units.index(first)] = DraftUnit(first.name, AssignmentRole.LEAD, "first-listed", first.unit)
    return each_once(units)


def each_once(units: Iterable[DraftUnit]) -> tuple[DraftUnit, ...]:
    """*units* without a unit, or an unknown name, that stands twice; its first role counts."""
    kept: dict[object, DraftUnit] = {}
    for one in units:
        kept.setdefault(one.unit.pk if one.unit else one.name, one)
    return tuple(kept.values())


def _unit(found: Party, role: AssignmentRole, names: UnitNames) -> DraftUnit:
    if role is AssignmentRole.RESPONSIBLE and found.why in _LEADING:
        role = AssignmentRole.LEAD
    return DraftUnit(found.name[:100], role, found.why, names.first_of(found.unit, found.name))


def _source(reading: Reading, statement: Statement, limits: Sequence[LimitFound]) -> DraftSource:
    here = [one for one in limits if statement.start <= one.start and one.end <= statement.end]
    said = propose_limit(here)
    quote = quote_of(reading, statement)
    return DraftSource(statement, quote, said.text[:200] if said else "", said.due if said else None)


def _lines(phrases: Iterable[Words]) -> str:
    return "\n".join(phrase.text for phrase in phrases)
