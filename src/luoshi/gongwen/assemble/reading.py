"""What each statement of a document says of who answers: read once, before anything is passed on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from luoshi.gongwen.model import Assigned, Kind, Outline
from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.statements.classify import Verdict
from luoshi.gongwen.statements.forced import Form
from luoshi.gongwen.units.roles import NONE, Role, Roles, read_roles

_LABEL = (f"form:{Form.LABEL}",)
_ABOVE = re.compile(r"以上|上述|前述|本(?:部分|章|节)")


class Reading:
    """The pieces of a text with their kinds, their place in the outline, and their roles.

    ``closes`` tells of each statement whether it only says who answers, or until when: a
    bracket or a label; ``own`` holds the units that each statement's own words tell to act.
    """

    def __init__(self, text: str, pieces: Sequence[Piece], verdicts: Sequence[Verdict], outline: Outline) -> None:
        self.text = text
        self.pieces = pieces
        self.verdicts = verdicts
        self.outline = outline
        self.roles = [self._roles(index) for index in range(len(pieces))]
        self.closes = [
            roles.only_bracket or verdict.reasons == _LABEL for roles, verdict in zip(self.roles, verdicts, strict=True)
        ]
        self.own = [_own(roles, index) for index, roles in enumerate(self.roles)]
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

    def assigned(self, roles: Iterable[Role]) -> list[Assigned]:
        """The roles with the statements that name them."""
        return [Assigned(unit, why, self.statement_at(unit.span.start)) for unit, why in roles]

    def statement_at(self, offset: int) -> int:
        """The index of the statement that holds the character at *offset*."""
        return bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1

    def item(self, index: int) -> int | None:
        """The heading or line item that the statement stands under."""
        path = self.outline.path(self.pieces[index].node)
        for heading in reversed(path):
            if self.pieces[heading.statement].first:
                return heading.index
        return None

    def end_of_item(self, index: int) -> int:
        """The last statement of the heading or line item that the statement stands under."""
        node = self.item(index)
        end = self.outline.headings[node].end if node is not None else len(self.text)
        return bisect_left(self.pieces, end, key=lambda piece: piece.start) - 1


def _own(roles: Roles, index: int) -> tuple[Assigned, ...]:
    return tuple([Assigned(unit, why, index) for unit, why in roles.responsible]) if roles.responsible else ()
