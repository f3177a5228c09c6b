"""Make a directive of each statement that directs, and of each row of a task table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from luoshi.gongwen.assemble import phrases
from luoshi.gongwen.assemble.gaps import figure_gaps, limit_gaps, unit_gaps
from luoshi.gongwen.assemble.scope import Answer
from luoshi.gongwen.assemble.tabled import answer_of, limit_spans, rows_of, target_spans
from luoshi.gongwen.assemble.tables import Row, TaskTable
from luoshi.gongwen.assemble.titles import title
from luoshi.gongwen.model import (
    Assigned,
    Directive,
    Heading,
    Kind,
    Outline,
    Phrase,
    Quantity,
    Span,
    Statement,
    Target,
    TimeLimit,
)
from luoshi.gongwen.quantities import measures_in
from luoshi.gongwen.times import TimeMention, limits_in, resolve
from luoshi.gongwen.units.find import resolve as resolve_unit
from luoshi.gongwen.units.register import Register


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Mentions:
    """What stands in the text, each kind in the order of the text."""

    times: Sequence[TimeMention]
    quantities: Sequence[Quantity]
    targets: Sequence[Target]
    phrases: phrases.Phrases


@dataclass(frozen=True, slots=True)
class Found:
    """What the steps before found in a text; ``answers`` are those of the statements."""

    text: str
    outline: Outline
    statements: Sequence[Statement]
    answers: Sequence[Answer]
    mentions: Mentions
    tables: Sequence[TaskTable]


def assemble(found: Found, *, issued_on: date | None, register: Register | None) -> tuple[Directive, ...]:
    """The directives in the order of the text."""
    maker = _Maker(found.text, found.outline, found.mentions, issued_on, register)
    made: list[Directive] = []
    rows = {row.task.start: row for row in rows_of(found.tables) if row.task is not None}
    tabled: set[int] = set()
    for statement in found.statements:
        if statement.kind is not Kind.DIRECTIVE or statement.index in tabled:
            continue
        row = rows.get(statement.span.start)
        if row is None:
            made.append(maker.make(len(made), (statement,), statement.span, found.answers[statement.index]))
            continue
        inside = _row_statements(found.statements, row)
        tabled.update(one.index for one in inside)
        task = tuple(one for one in inside if one.kind is Kind.DIRECTIVE)
        beside = (*limit_spans(row), *target_spans(row))
        directive = maker.make(len(made), task, row.span, answer_of(found.text, row, statement.index), beside)
        made.append(replace(directive, statements=tuple(one.index for one in inside)))
    return tuple(made)


def _row_statements(statements: Sequence[Statement], row: Row) -> list[Statement]:
    first = bisect_left(statements, row.span.start, key=lambda one: one.span.start)
    last = bisect_left(statements, row.span.end, key=lambda one: one.span.start)
    return list(statements[first:last])


@dataclass(slots=True)
class _Maker:
    text: str
    outline: Outline
    mentions: Mentions
    issued_on: date | None
    register: Register | None

    def make(
        self,
        index: int,
        statements: Sequence[Statement],
        span: Span,
        answer: Answer,
        beside: Sequence[Span] = (),
    ) -> Directive:
        """One directive: its words are *statements*', more may stand *beside* it in a table."""
        words = Span(statements[0].span.start, statements[-1].span.end)
        text = self.text
        own = self._limits(words)
        others = [
            limit for place in (*answer.brackets, *beside) if not words.covers(place) for limit in self._all(place)
        ]
        limits = (*own, *others)
        measures = [found for place in (words, *beside) for found in self._measures(place)]
        modality, aim = phrases.modality(text, words, _within(self.mentions.phrases.aims, words))
        responsible = tuple(map(self._resolved, answer.responsible))
        actors = [one.mention.span for one in (*answer.responsible, *answer.supporting)]
        path = self.outline.path(statements[0].node)
        return Directive(
            index=index,
            span=span,
            statements=tuple(statement.index for statement in statements),
            title=title(text, _without_mark(self.outline, statements[0], words), [*actors, *(one.span for one in own)]),
            node=statements[0].node,
            path=tuple(node.title.text for node in path if not node.is_item),
            responsible=responsible,
            supporting=tuple(map(self._resolved, answer.supporting)),
            leaders=answer.leaders,
            limits=limits,
            measures=tuple(measures),
            targets=tuple(found for place in (words, *beside) for found in _within(self.mentions.targets, place)),
            modality=modality,
            conditions=tuple(_within(self.mentions.phrases.conditions, words)),
            deliverables=tuple(_within(self.mentions.phrases.deliverables, words)),
            campaign=next(iter(_within(self.mentions.phrases.campaigns, words)), None) or self._campaign_above(path),
            gaps=(
                *unit_gaps(responsible, with_register=self.register is not None),
                *limit_gaps(limits, _contradictory(own, others)),
                *figure_gaps(measures, modality, aim),
            ),
            confidence=min(statement.confidence for statement in statements),
            words=None if words == span else words,
        )

    def _limits(self, words: Span) -> list[TimeLimit]:
        return self._dated(limits_in(self.text, words.start, words.end, _within(self.mentions.times, words)))

    def _all(self, place: Span) -> list[TimeLimit]:
        """The limits in a bracket or a table's cell, where every time is one."""
        return self._dated(_within(self.mentions.times, place))

    def _dated(self, times: Iterable[TimeMention]) -> list[TimeLimit]:
        """The times resolved; one without a year takes the year named before it in the statement."""
        found: list[TimeLimit] = []
        year: int | None = None
        for mention in times:
            found.append(resolve(mention, issued_on=self.issued_on, year=year))
            if mention.last is not None and mention.last.year is not None:
                year = mention.last.year
        return found

    def _measures(self, place: Span) -> list[Quantity]:
        return list(measures_in(self.text, place.start, place.end, _within(self.mentions.quantities, place)))

    def _resolved(self, one: Assigned) -> Assigned:
        if self.register is None:
            return one
        return replace(one, mention=resolve_unit(one.mention, self.register))

    def _campaign_above(self, path: Sequence[Heading]) -> Phrase | None:
        for node in reversed(path):
            campaigns = _within(self.mentions.phrases.campaigns, node.title.span)
            if campaigns:
                return campaigns[0]
        return None


def _without_mark(outline: Outline, statement: Statement, words: Span) -> Span:
    if statement.node is not None:
        node = outline.headings[statement.node]
        if node.statement == statement.index and node.number and node.title.span.start < words.end:
            return Span(node.title.span.start, words.end)
    return words


def _within(items: Sequence[T], place: Span) -> list[T]:
    """The items that lie inside *place*; *items* are in the order of the text."""
    first = bisect_left(items, place.start, key=lambda item: item.span.start)
    found: list[T] = []
    for index in range(first, len(items)):
        item = items[index]
        if item.span.start >= place.end:
            break
        if item.span.end <= place.end:
            found.append(item)
    return found


def _contradictory(own: Sequence[TimeLimit], others: Sequence[TimeLimit]) -> Span | None:
    """The limit in the words that lies after the one that the bracket or the column sets."""
    latest = [limit.due for limit in others if limit.due is not None]
    for limit in own:
        if latest and limit.due is not None and limit.due > max(latest):
            return limit.span
    return None
