"""Who answers for each directive: its own words, what it inherits, and what closes its item.

The rules are those of the annotation guide.  A sentence without an actor takes the one of
the sentence before it in the same item, or of the sentence that opened the list; never one
of an earlier, separate item.  A closing bracket answers for the whole item that it closes,
and where one does, nothing is inherited; a sentence with a subject of its own takes both.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from luoshi.gongwen.model import Assigned, Kind, Outline, Phrase, Span, Why
from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.statements.classify import Verdict
from luoshi.gongwen.statements.forced import Form
from luoshi.gongwen.units.brackets import Bracket
from luoshi.gongwen.units.duties import FIRST_LEADS
from luoshi.gongwen.units.roles import NONE, Role, Roles, read_heading_units, read_roles

# A heading that is an office's name ends like one; 城镇小区幼儿园 does not.
_OFFICE = re.compile(r"(?:局|委|办|部|厅|署|室|镇|乡|街道|政府|部门|委员会|指挥部|管委会)[）)]?$")
_LABEL = (f"form:{Form.LABEL}",)
_ABOVE = re.compile(r"以上|上述|前述|本(?:部分|章|节)")
_CHARGE = re.compile(r"(?:会议)?(?:请|由|要求|责成|委托|要求由)?")
_COMMA = re.compile(r"[，,]")
_SETTING = re.compile(
    r"(?:在|对|按|根据|围绕|以|针对|随着|为|当前|下一步|从|结合|凡|如|特别|同时|此外|会议)|[^，,]{1,14}(?:方面|期间|中|后|前|时|上)[，,]"
)


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
    scope = _Scope(text, pieces, verdicts, outline)
    scope.pass_on()
    scope.close_items()
    scope.close_sections()
    return scope.answers()


@dataclass(slots=True)
class _Closing:
    """A bracket in force over the statements ``[first, last]``; ``at`` is the one that holds it.

    ``spans`` are the places of the brackets and labels that it was made of.
    """

    first: int
    last: int
    at: int
    bracket: Bracket
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """A closing with what it assigns, made once for all the statements under it."""

    closing: _Closing
    responsible: list[Assigned]
    supporting: list[Assigned]


class _Scope:
    def __init__(self, text: str, pieces: Sequence[Piece], verdicts: Sequence[Verdict], outline: Outline) -> None:
        self.text = text
        self.pieces = pieces
        self.verdicts = verdicts
        self.outline = outline
        self.roles = [self._roles(index) for index in range(len(pieces))]
        # Statements that only say who answers, or until when: brackets and labels.
        self.closes = [
            roles.only_bracket or verdict.reasons == _LABEL for roles, verdict in zip(self.roles, verdicts, strict=True)
        ]
        self.inherited: list[tuple[Assigned, ...]] = [()] * len(pieces)
        self.closings: list[_Closing] = []
        self.sections: dict[int, tuple[Assigned, ...]] = {}
        self.line_marks = {piece.line: piece.mark for piece in pieces if piece.first}

    def _roles(self, index: int) -> Roles:
        verdict, piece = self.verdicts[index], self.pieces[index]
        if verdict.kind is Kind.ACHIEVEMENT:
            return NONE
        if verdict.kind is Kind.HEADING and self.text[piece.end - 1] not in "）)〕】]。；":
            return NONE
        start, end = piece.start, piece.end
        if self.text[start] in "（(" and _ABOVE.match(self.text, start + 1, end):
            # （以上任务由X负责） is a sentence in brackets.
            start, end = start + 1, end - 1
        return read_roles(self.text, start, end)

    # ------------------------------------------------------------------ inheritance

    def pass_on(self) -> None:
        """Give each sentence without an actor the one of its item or list."""
        current: tuple[Assigned, ...] = ()
        line_opener: tuple[Assigned, ...] = ()
        list_opener: tuple[Assigned, ...] = ()
        for index, piece in enumerate(self.pieces):
            roles, kind = self.roles[index], self.verdicts[index].kind
            if piece.first:
                list_opener = list_opener if self._continues_list(index) else ()
                line_opener = ()
                current = list_opener or self._heading_actor(piece)
            elif piece.run_in or (piece.mark is not None and kind is not Kind.HEADING):
                current = line_opener or list_opener
            if kind is Kind.HEADING:
                continue
            if roles.own_subject and not roles.section:
                own = tuple(Assigned(unit, why, index) for unit, why in roles.responsible)
                current = own if self._is_theme(index) else ()
            elif current and not roles.only_bracket:
                why = Why.LIST_OPENER if current in (line_opener, list_opener) else Why.PREVIOUS
                self.inherited[index] = tuple(
                    one if one.why is Why.HEADING else replace(one, why=why) for one in current
                )
            if roles.opens_list:
                opener = tuple(Assigned(unit, why, index) for unit, why in roles.responsible) or current
                line_opener = opener
                list_opener = opener if piece.last else list_opener

    def _is_theme(self, index: int) -> bool:
        """Whether the sentence is about its actor from the start, so that the next one still is.

        In 完善转移支付制度，市县兜住“三保”底线。 the actor only comes in on the way.
        """
        roles = self.roles[index]
        if not roles.responsible:
            return True
        unit, why = roles.responsible[0]
        before = self.text[self.pieces[index].words_start : unit.span.start]
        if why is Why.CHARGED and not _CHARGE.fullmatch(before):
            return False
        return why is Why.LEAD or not _COMMA.search(before) or _SETTING.match(before) is not None

    def _continues_list(self, index: int) -> bool:
        piece = self.pieces[index]
        if index == 0 or self.verdicts[index].kind is Kind.HEADING:
            return False
        return piece.mark is not None or self.text[self.pieces[index - 1].end - 1] in "：:；;"

    def _heading_actor(self, piece: Piece) -> tuple[Assigned, ...]:
        """The units that the heading above is made of, if it is nothing but their names."""
        for heading in reversed(self.outline.path(piece.node)):
            if not heading.is_item:
                title = heading.title
                if not _OFFICE.search(title.text):
                    return ()
                units = read_heading_units(self.text, title.span.start, title.span.end)
                return tuple(Assigned(unit, Why.HEADING, heading.statement) for unit in units)
        return ()

    # ------------------------------------------------------------------ closing brackets

    def close_items(self) -> None:
        """Find over which statements each bracket and label answers."""
        first_leads = False
        labels: dict[int | None, list[_Closing]] = {}
        index = 0
        while index < len(self.roles):
            roles, last = self.roles[index], self._end_of_run(index)
            first_leads = first_leads or any(self._says_first_leads(place) for place in range(index, last + 1))
            if roles.opening is not None and not roles.only_bracket:
                self._close(roles.opening, self._back(index), index - 1, index, first_leads)
            brackets = [one.closing for one in self.roles[index : last + 1] if one.closing is not None]
            if self.closes[index] and self._is_label(index):
                labels.setdefault(self._item(index), []).append(self._label(index, last, brackets, first_leads))
            elif brackets:
                reach = index - 1 if roles.only_bracket else index
                if self.verdicts[index].kind is Kind.HEADING:
                    reach = self._end_of_node(index)
                self._close(_settled(brackets, False), self._back(index), reach, index, first_leads)
            index = last + 1
        self._close_labels(labels)

    def _says_first_leads(self, index: int) -> bool:
        roles, piece = self.roles[index], self.pieces[index]
        return roles.first_leads or (
            roles.only_bracket and FIRST_LEADS.search(self.text, piece.start, piece.end) is not None
        )

    def _end_of_run(self, index: int) -> int:
        """The last of the brackets and labels that follow each other from *index* on (责任单位：X；配合单位：Y)."""
        last = index
        while self.closes[index] and last + 1 < len(self.closes) and self.closes[last + 1]:
            last += 1
        return last

    def _label(self, index: int, last: int, brackets: Sequence[Bracket], first_leads: bool) -> _Closing:
        spans = tuple(Span(piece.start, piece.end) for piece in self.pieces[index : last + 1])
        bracket = _settled(brackets, first_leads) if brackets else Bracket(spans[0])
        return _Closing(index, last, index, bracket, spans)

    def _close(self, bracket: Bracket, first: int, last: int, at: int, first_leads: bool) -> None:
        self.closings.append(_Closing(first, last, at, _settled([bracket], first_leads), (bracket.span,)))

    def _close_labels(self, labels: dict[int | None, list[_Closing]]) -> None:
        """A label answers for its whole item; of several, each for what stands before it.

        The first of several answers for what follows it where no directive stands before it.
        """
        for node, found in labels.items():
            start = 0 if node is None else self.outline.headings[node].statement
            end = self._end_of_node(found[0].first)
            for place, label in enumerate(found):
                first = start if place == 0 else found[place - 1].last + 1
                last = end if len(found) == 1 and node is not None else label.first - 1
                if place == 0 and len(found) > 1 and not self._directs(first, label.first):
                    last = found[1].first - 1
                elif place == 1 and not self._directs(first, label.first):
                    first = start
                self.closings.append(replace(label, first=first, last=last))

    def _directs(self, first: int, end: int) -> bool:
        return any(verdict.kind is Kind.DIRECTIVE for verdict in self.verdicts[first:end])

    def _is_label(self, index: int) -> bool:
        """Whether it is a label such as 责任单位：X, which answers for its whole item, before and after."""
        return self.text[self.pieces[index].start] not in "（(〔[【"

    def _item(self, index: int) -> int | None:
        """The heading or line item that the statement stands under."""
        path = self.outline.path(self.pieces[index].node)
        for heading in reversed(path):
            if self.pieces[heading.statement].first:
                return heading.index
        return None

    def _end_of_node(self, index: int) -> int:
        node = self._item(index)
        end = self.outline.headings[node].end if node is not None else len(self.text)
        return bisect_left(self.pieces, end, key=lambda piece: piece.start) - 1

    def _back(self, index: int) -> int:
        """The first statement of the item that the bracket in statement *index* closes."""
        roles = self.roles[index]
        own_item = not roles.only_bracket and roles.opening is None
        first = index
        while first > 0:
            if own_item and self.pieces[first].mark is not None and not self.pieces[first].run_in:
                break
            before, earlier = self.pieces[first - 1], self.roles[first - 1]
            if earlier.closing is not None or before.heading or before.run_in or not self._reaches(first - 1, index):
                break
            first -= 1
            if earlier.opening is not None:
                break
        return first

    def _reaches(self, earlier: int, index: int) -> bool:
        """Whether the bracket in statement *index* reaches back from one line to the end of another."""
        if self.pieces[earlier].line == self.pieces[earlier + 1].line:
            return True
        alone_on_line = self.roles[index].only_bracket and self.pieces[index].first
        return alone_on_line or self._one_item(earlier, index)

    def _one_item(self, earlier: int, index: int) -> bool:
        """Whether two paragraphs belong to one item: both stand under one number, and the later has none."""
        one, other = self._item(earlier), self._item(index)
        return one == other and one is not None and self.line_marks[self.pieces[index].line] is None

    # ------------------------------------------------------------------ sections

    def close_sections(self) -> None:
        """Let 以上任务由X负责 answer for what nobody answers for in its section."""
        for index, roles in enumerate(self.roles):
            if not roles.section:
                continue
            self._close_section(index, roles.responsible)

    def _close_section(self, index: int, roles: Sequence[Role]) -> None:
        units = tuple(Assigned(unit, Why.SECTION, index) for unit, _ in roles)
        first = index
        while first > 0 and not self.pieces[first - 1].heading and first - 1 not in self.sections:
            first -= 1
        for place in range(first, index):
            self.sections.setdefault(place, units)

    # ------------------------------------------------------------------ the answers

    def answers(self) -> list[Answer]:
        """Join what was found, statement by statement."""
        over: dict[int, list[_Side]] = {}
        for closing in self.closings:
            side = _Side(
                closing, self._assigned(closing.bracket.responsible), self._assigned(closing.bracket.supporting)
            )
            for index in range(closing.first, closing.last + 1):
                over.setdefault(index, []).append(side)
        standing = self._standing()
        return [
            NOBODY
            if verdict.kind is not Kind.DIRECTIVE
            else self._closed_answer(index, over[index], standing)
            if index in over
            else self._plain_answer(index)
            for index, verdict in enumerate(self.verdicts)
        ]

    def _standing(self) -> list[Assigned]:
        """The units of 以下均需…落实, each where it is first named."""
        return _distinct(
            Assigned(unit, Why.BRACKET, closing.at) for closing in self.closings for unit in closing.bracket.standing
        )

    def _assigned(self, roles: Iterable[Role]) -> list[Assigned]:
        return [Assigned(unit, why, self._statement_at(unit.span.start)) for unit, why in roles]

    def _statement_at(self, offset: int) -> int:
        return bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1

    def _plain_answer(self, index: int) -> Answer:
        """The answer where no bracket closes over the statement."""
        roles = self.roles[index]
        responsible = self._own(index) or self.inherited[index] or self.sections.get(index, ())
        supporting = tuple([Assigned(unit, why, index) for unit, why in roles.supporting])
        if not supporting:
            return Answer(responsible, leaders=roles.leaders) if responsible or roles.leaders else NOBODY
        names = {one.mention.name for one in responsible}
        return Answer(responsible, tuple(one for one in supporting if one.mention.name not in names), roles.leaders)

    def _closed_answer(self, index: int, sides: Sequence[_Side], standing: Iterable[Assigned]) -> Answer:
        """The answer of a statement over which brackets or labels close: its own words and theirs."""
        roles = self.roles[index]
        responsible = [*self._own(index), *(one for side in sides for one in side.responsible)]
        supporting = [Assigned(unit, why, index) for unit, why in roles.supporting]
        supporting += [one for side in sides for one in side.supporting]
        if not any(side.responsible or side.supporting for side in sides):
            responsible = responsible or list(self.inherited[index] or self.sections.get(index, ()))
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
        roles = self.roles[index]
        return () if roles.section else tuple([Assigned(unit, why, index) for unit, why in roles.responsible])


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


def _distinct(assigned: Iterable[Assigned]) -> list[Assigned]:
    kept: dict[str, Assigned] = {}
    for one in assigned:
        kept.setdefault(one.mention.name, one)
    return list(kept.values())
