"""The steps from a document to a plan, in their order, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from luoshi.calendar import WorkingCalendar
from luoshi.gongwen.assemble import Found, Mentions, assemble, assign
from luoshi.gongwen.assemble.phrases import find_phrases
from luoshi.gongwen.cut import extents
from luoshi.gongwen.model import Document, Kind, Plan, Span, Statement
from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.outline.tree import build_outline
from luoshi.gongwen.pause import collector_paused
from luoshi.gongwen.prepare import prepare
from luoshi.gongwen.quantities import find_quantities
from luoshi.gongwen.quantities.targets import find_targets
from luoshi.gongwen.statements.classify import Verdict, classify
from luoshi.gongwen.times import find_times
from luoshi.gongwen.units.register import Register


@collector_paused()
def extract(
    document: Document,
    *,
    issued_on: date | None,
    units: Register | None = None,
    calendar: WorkingCalendar | None = None,
) -> Plan:
    """Read *document* into a plan.

    *issued_on* is the day that relative limits (年底前, 30日内) count from; with ``None``
    they stay open as gaps.  With *units*, names are resolved to the register's units and
    unknown ones become gaps.  *calendar* says which days are worked (10个工作日内); ``None``
    is the table that the package ships.
    """
    begun = prepare(document)
    text, pieces, tables = begun.text, begun.pieces, begun.tables
    verdicts = classify(text, pieces, begun.outline, begun.title)
    outline = build_outline(text, pieces, begun.facts)
    statements = _statements(text, pieces, verdicts)
    mentions = _mentions(text, statements)
    answers = assign(text, pieces, verdicts, outline)
    found = Found(text, outline, statements, answers, mentions, tables)
    directives = assemble(found, issued_on=issued_on, register=units, calendar=calendar)
    return Plan(document, issued_on, outline, statements, directives)


def _mentions(text: str, statements: Sequence[Statement]) -> Mentions:
    """What the text mentions; a report of what was achieved is full of figures and dates that nobody asks for."""
    asked = _stretches(statement.extent for statement in statements if statement.kind is not Kind.ACHIEVEMENT)
    return Mentions(
        [time for start, end in asked for time in find_times(text, start, end)],
        [quantity for start, end in asked for quantity in find_quantities(text, start, end)],
        [target for start, end in asked for target in find_targets(text, start, end)],
        find_phrases(text),
    )


def _stretches(extents: Iterable[Span]) -> list[tuple[int, int]]:
    """Extents in the order of the text, those that adjoin each other as one."""
    found: list[tuple[int, int]] = []
    for extent in extents:
        if found and found[-1][1] == extent.start:
            found[-1] = found[-1][0], extent.end
        else:
            found.append((extent.start, extent.end))
    return found


def _statements(text: str, pieces: Sequence[Piece], verdicts: Sequence[Verdict]) -> tuple[Statement, ...]:
    if not pieces:
        # White space alone belongs to a statement, too: nothing of a text is dropped.
        return (Statement(0, Span(0, 0), Span(0, len(text)), Kind.CONTEXT, 1.0, ("form:empty",)),) if text else ()
    owned = extents(text, [(piece.start, piece.end) for piece in pieces])
    return tuple(
        [
            Statement(
                index,
                Span(piece.start, piece.end),
                extent,
                verdict.kind,
                verdict.confidence,
                verdict.reasons,
                piece.node,
            )
            for index, (piece, extent, verdict) in enumerate(zip(pieces, owned, verdicts, strict=True))
        ]
    )
