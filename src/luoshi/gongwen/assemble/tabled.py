"""What a task table means for the statements in its cells, and who answers by its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from luoshi.gongwen.assemble.scope import Answer
from luoshi.gongwen.assemble.tables import Column, Row, TaskTable, read_task_table
from luoshi.gongwen.model import Assigned, Document, Kind, Phrase, Span, Why
from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.units.find import read_unit_list

_UNIT_COLUMNS = (Column.LEAD, Column.RESPONSIBLE)


def mark_tables(document: Document, pieces: Sequence[Piece]) -> list[TaskTable]:
    """Read the document's task tables and set the kinds of the statements in its tables."""
    found: list[TaskTable] = []
    for table in document.tables:
        inside = [piece for piece in pieces if table.span.start <= piece.start < table.span.end]
        tasks = read_task_table(document.text, table)
        for piece in inside:
            piece.heading, piece.mark, piece.given = False, None, Kind.CONTEXT
        if tasks is not None:
            found.append(tasks)
            _mark_rows(tasks, inside)
    return found


def _mark_rows(tasks: TaskTable, pieces: Sequence[Piece]) -> None:
    sections = [row.section for row in tasks.rows if row.section is not None]
    cells = [row.task for row in tasks.rows if row.task is not None]
    for piece in pieces:
        if any(span.start <= piece.start < span.end for span in cells):
            piece.given = Kind.DIRECTIVE
        elif any(span.start <= piece.start < span.end for span in sections):
            piece.given, piece.heading = Kind.HEADING, True


def rows_of(tables: Sequence[TaskTable]) -> Iterator[Row]:
    """The rows of all task tables that hold a task."""
    return (row for table in tables for row in table.rows if row.task is not None)


def answer_of(text: str, row: Row, statement: int) -> Answer:
    """Who answers for the row's task, by its columns.

    Beside a column of lead units, one of responsible units lists those that assist.
    """
    lead, responsible, supporting = (
        _units(text, row, column, statement) for column in (*_UNIT_COLUMNS, Column.SUPPORTING)
    )
    if lead:
        known = {one.mention.name for one in lead}
        supporting = (
            *(replace(one, why=Why.DUTIES) for one in responsible if one.mention.name not in known),
            *supporting,
        )
    leaders = tuple(Phrase(span, span.of(text)) for span in row.spans(Column.LEADER))
    return Answer(lead or responsible, supporting, leaders)


def _units(text: str, row: Row, column: Column, statement: int) -> tuple[Assigned, ...]:
    return tuple(
        Assigned(unit, Why.COLUMN, statement)
        for span in row.spans(column)
        for unit in read_unit_list(text, span.start, span.end)
    )


def limit_spans(row: Row) -> tuple[Span, ...]:
    """Where the row's time limits stand beside its task."""
    return row.spans(Column.LIMIT)


def target_spans(row: Row) -> tuple[Span, ...]:
    """Where the row's figures stand beside its task."""
    return row.spans(Column.TARGET)
