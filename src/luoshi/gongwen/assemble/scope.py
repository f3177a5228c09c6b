"""Who answers for each directive: its own words, what it inherits, and what closes its item.

The rules are those of the annotation guide.  A sentence without an actor takes the one of
the sentence before it in the same item, or of the sentence that opened the list; never one
of an earlier, separate item (:mod:`.inheritance`).  A closing bracket answers for the whole
item that it closes (:mod:`.closings`), and where one does, nothing is inherited; a sentence
with a subject of its own takes both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.gongwen.assemble.closings import Closing, find_closings
from luoshi.gongwen.assemble.inheritance import inherit
from luoshi.gongwen.assemble.reading import Reading
from luoshi.gongwen.model import Assigned, Kind, Outline, Phrase, Span, Why
from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.quick import quick
from luoshi.gongwen.statements.classify import Verdict


@quick
@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for a directive, who supports, which leaders, and the brackets that say so."""

    responsible: tuple[Assigned, ...] = ()
    supporting: tuple[Assigned, ...] = ()
    leaders: tuple[Phrase, ...] = ()
    brackets: tuple[Span, ...] = ()


NOBODY = Answer()


def assign(text: str, pieces: Sequence[Piece], verdicts: Sequence[Verdict], outline: Outline) -> list[Answer]:
    """The answer for each statement; only those of directives matter."""
    return _Scope(Reading(text, pieces, verdicts, outline)).answers()


@dataclass(frozen=True, slots=True)
class _Side:
    """A closing with what it assigns, made once for all the statements under it."""

    closing: Closing
    responsible: list[Assigned]
    supporting: list[Assigned]


class _Scope:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.inherited = inherit(reading)
        self.closed = find_closings(reading)

    def answers(self) -> list[Answer]:
        """Join what was found, statement by statement."""
        over: dict[int, list[_Side]] = {}
        for closing in self.closed.closings:
            side = _Side(
                closing,
                self.reading.assigned(closing.bracket.responsible),
                self.reading.assigned(closing.bracket.supporting),
            )
            for index in range(closing.first, closing.last + 1):
                over.setdefault(index, []).append(side)
        standing = self._standing()
        found = [NOBODY] * len(self.reading.pieces)
        for index, verdict in enumerate(self.reading.verdicts):
            if verdict.kind is Kind.DIRECTIVE:
                sides = over.get(index)
                found[index] = self._closed_answer(index, sides, standing) if sides else self._plain_answer(index)
        return found

    def _standing(self) -> list[Assigned]:
        """The units of 以下均需…落实, each where it is first named."""
        return _distinct(
            Assigned(unit, Why.BRACKET, closing.at)
            for closing in self.closed.closings
            for unit in closing.bracket.standing
        )

    def _plain_answer(self, index: int) -> Answer:
        """The answer where no bracket closes over the statement."""
        roles = self.reading.roles[index]
        responsible = self._own(index) or self.inherited[index] or self.closed.sections.get(index, ())
        if not roles.supporting:
            return Answer(responsible, leaders=roles.leaders) if responsible or roles.leaders else NOBODY
        supporting = tuple([Assigned(unit, why, index) for unit, why in roles.supporting])
        names = {one.mention.name for one in responsible}
        return Answer(responsible, tuple(one for one in supporting if one.mention.name not in names), roles.leaders)

    def _closed_answer(self, index: int, sides: Sequence[_Side], standing: Iterable[Assigned]) -> Answer:
        """The answer of a statement over which brackets or labels close: its own words and theirs."""
        roles = self.reading.roles[index]
        responsible = [*self._own(index), *(one for side in sides for one in side.responsible)]
        supporting = [Assigned(unit, why, index) for unit, why in roles.supporting]
        supporting += [one for side in sides for one in side.supporting]
        if not any(side.responsible or side.supporting for side in sides):
            responsible = responsible or list(self.inherited[index] or self.closed.sections.get(index, ()))
        at = sides[0].closing.at
        responsible = _distinct([*responsible, *(one for one in standing if one.statement < at)])
        names = {one.mention.name for one in responsible}
        return Answer(
            tuple(responsible),
            tuple([one for one in _distinct(supporting) if one.mention.name not in names]),
            (*roles.leaders, *(leader for side in sides for leader in side.closing.bracket.leaders)),
            tuple([span for side in sides for span in side.closing.spans]),
        )

    def _own(self, index: int) -> tuple[Assigned, ...]:
        return () if self.reading.roles[index].section else self.reading.own[index]


def _distinct(assigned: Iterable[Assigned]) -> list[Assigned]:
    kept: dict[str, Assigned] = {}
    for one in assigned:
        kept.setdefault(one.mention.name, one)
    return list(kept.values())
