"""Over which statements brackets, labels and section rules answer (annotation guide, closing bracket).

A closing bracket answers for the item that it closes, usually the paragraph; a label line
(责任单位：X) for the item that it stands in; 以上任务由X负责 for what nobody answers for in its
section.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from luoshi.gongwen.assemble.reading import Reading
from luoshi.gongwen.model import Assigned, Kind, Span, Why
from luoshi.gongwen.units.brackets import Bracket
from luoshi.gongwen.units.duties import FIRST_LEADS
from luoshi.gongwen.units.roles import Role


@dataclass(frozen=True, slots=True)
class Closing:
    """A bracket in force over the statements ``[first, last]``; ``at`` is the one that holds it.

    ``spans`` are the places of the brackets and labels that it was made of.
    """

    first: int
    last: int
    at: int
    bracket: Bracket
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Closings:
    """All that closes: brackets and labels, and by statement the units that answer for its section."""

    closings: Sequence[Closing]
    sections: dict[int, tuple[Assigned, ...]]


def find_closings(reading: Reading) -> Closings:
    """What closes over which statements."""
    closer = _Closer(reading)
    closer.close_items()
    closer.close_sections()
    return Closings(closer.closings, closer.sections)


class _Closer:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.closings: list[Closing] = []
        self.sections: dict[int, tuple[Assigned, ...]] = {}

    def close_items(self) -> None:
        """Find over which statements each bracket and label answers."""
        first_leads = False
        labels: dict[int | None, list[Closing]] = {}
        index = 0
        while index < len(self.reading.roles):
            roles, last = self.reading.roles[index], self._end_of_run(index)
            first_leads = first_leads or any(self._says_first_leads(place) for place in range(index, last + 1))
            if roles.opening is not None and not roles.only_bracket:
                self._close(roles.opening, self._back(index), index - 1, index, first_leads)
            brackets = [one.closing for one in self.reading.roles[index : last + 1] if one.closing is not None]
            if self.reading.closes[index] and self._is_label(index):
                labels.setdefault(self.reading.item(index), []).append(self._label(index, last, brackets, first_leads))
            elif brackets:
                reach = index - 1 if roles.only_bracket else index
                if self.reading.verdicts[index].kind is Kind.HEADING:
                    reach = self.reading.end_of_item(index)
                self._close(_settled(brackets, False), self._back(index), reach, index, first_leads)
            index = last + 1
        self._close_labels(labels)

    def _says_first_leads(self, index: int) -> bool:
        roles, piece = self.reading.roles[index], self.reading.pieces[index]
        return roles.first_leads or (
            roles.only_bracket and FIRST_LEADS.search(self.reading.text, piece.start, piece.end) is not None
        )

    def _end_of_run(self, index: int) -> int:
        """The last of the brackets and labels that follow each other from *index* on (责任单位：X；配合单位：Y)."""
        last = index
        while self.reading.closes[index] and last + 1 < len(self.reading.closes) and self.reading.closes[last + 1]:
            last += 1
        return last

    def _label(self, index: int, last: int, brackets: Sequence[Bracket], first_leads: bool) -> Closing:
        spans = tuple(Span(piece.start, piece.end) for piece in self.reading.pieces[index : last + 1])
        bracket = _settled(brackets, first_leads) if brackets else Bracket(spans[0])
        return Closing(index, last, index, bracket, spans)

    def _close(self, bracket: Bracket, first: int, last: int, at: int, first_leads: bool) -> None:
        self.closings.append(Closing(first, last, at, _settled([bracket], first_leads), (bracket.span,)))

    def _close_labels(self, labels: dict[int | None, list[Closing]]) -> None:
        """A label answers for its whole item; of several, each for what stands before it.

        The first of several answers for what follows it where no directive stands before it.
        """
        for node, found in labels.items():
            start = 0 if node is None else self.reading.outline.headings[node].statement
            end = self.reading.end_of_item(found[0].first)
            for place, label in enumerate(found):
                first = start if place == 0 else found[place - 1].last + 1
                last = end if len(found) == 1 and node is not None else label.first - 1
                if place == 0 and len(found) > 1 and not self._directs(first, label.first):
                    last = found[1].first - 1
                elif place == 1 and not self._directs(first, label.first):
                    first = start
                self.closings.append(replace(label, first=first, last=last))

    def _directs(self, first: int, end: int) -> bool:
        return any(verdict.kind is Kind.DIRECTIVE for verdict in self.reading.verdicts[first:end])

    def _is_label(self, index: int) -> bool:
        """Whether it is a label such as 责任单位：X, which answers for its whole item, before and after."""
        return self.reading.text[self.reading.pieces[index].start] not in "（(〔[【"

    def _back(self, index: int) -> int:
        """The first statement of the item that the bracket in statement *index* closes."""
        roles = self.reading.roles[index]
        own_item = not roles.only_bracket and roles.opening is None
        first = index
        while first > 0:
            if own_item and self.reading.pieces[first].mark is not None and not self.reading.pieces[first].run_in:
                break
            before, earlier = self.reading.pieces[first - 1], self.reading.roles[first - 1]
            if earlier.closing is not None or before.heading or before.run_in or not self._reaches(first - 1, index):
                break
            first -= 1
            if earlier.opening is not None:
                break
        return first

    def _reaches(self, earlier: int, index: int) -> bool:
        """Whether the bracket in statement *index* reaches back from one line to the end of another."""
        if self.reading.pieces[earlier].line == self.reading.pieces[earlier + 1].line:
            return True
        alone_on_line = self.reading.roles[index].only_bracket and self.reading.pieces[index].first
        return alone_on_line or self._one_item(earlier, index)

    def _one_item(self, earlier: int, index: int) -> bool:
        """Whether two paragraphs belong to one item: both stand under one number, and the later has none."""
        one, other = self.reading.item(earlier), self.reading.item(index)
        return one == other and one is not None and self.reading.line_marks[self.reading.pieces[index].line] is None

    def close_sections(self) -> None:
        """Let 以上任务由X负责 answer for what nobody answers for in its section."""
        for index, roles in enumerate(self.reading.roles):
            if not roles.section:
                continue
            self._close_section(index, roles.responsible)

    def _close_section(self, index: int, roles: Sequence[Role]) -> None:
        units = tuple(Assigned(unit, Why.SECTION, index) for unit, _ in roles)
        first = index
        while first > 0 and not self.reading.pieces[first - 1].heading and first - 1 not in self.sections:
            first -= 1
        for place in range(first, index):
            self.sections.setdefault(place, units)


def _settled(brackets: Sequence[Bracket], first_leads: bool) -> Bracket:
    """Brackets that follow each other as one; with *first_leads* (列第一位的为牵头单位，下同) the first unit leads."""
    joined = replace(
        brackets[0],
        responsible=_named(role for bracket in brackets for role in bracket.responsible),
        supporting=_named(role for bracket in brackets for role in bracket.supporting),
        leaders=tuple(dict.fromkeys(leader for bracket in brackets for leader in bracket.leaders)),
    )
    if not first_leads or len(joined.responsible) < 2 or joined.supporting:
        return joined
    (first, _), *others = joined.responsible
    supporting = tuple((unit, Why.DUTIES) for unit, _ in others)
    return replace(joined, responsible=((first, Why.FIRST_LISTED),), supporting=supporting)


def _named(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each name once."""
    return tuple({unit.name: (unit, why) for unit, why in reversed(list(roles))}.values())[::-1]
