"""Make a directive of each statement that directs, and of each row of a task table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from luoshi.calendar import WorkingCalendar
from luoshi.gongwen.assemble import phrases
from luoshi.gongwen.assemble.gaps import figure_gaps, limit_gaps, unit_gaps
from luoshi.gongwen.assemble.scope import Answer
from luoshi.gongwen.assemble.shelf import Shelf
from luoshi.gongwen.assemble.tabled import answer_of, limit_spans, rows_of, target_spans
from luoshi.gongwen.assemble.tables import Row, TaskTable
from luoshi.gongwen.assemble.titles import title
from luoshi.gongwen.model import (
    Assigned,
    Directive,
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
from luoshi.gongwen.quick import quick
from luoshi.gongwen.times import TimeMention, limits_in, resolve
from luoshi.gongwen.units.find import resolve as resolve_unit
from luoshi.gongwen.units.register import Register


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


def assemble(
    found: Found, *, issued_on: date | None, register: Register | None, calendar: WorkingCalendar | None = None
) -> tuple[Directive, ...]:
    """The directives in the order of the text."""
    maker = _Maker(found, issued_on, register, calendar)
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


@quick
@dataclass(frozen=True, slots=True)
class _Place:
    """What the headings above give to a directive."""

    path: tuple[str, ...]
    campaign: Phrase | None


class _Maker:
    def __init__(
        self, found: Found, issued_on: date | None, register: Register | None, calendar: WorkingCalendar | None
    ) -> None:
        mentions = found.mentions
        self.text = found.text
        self.outline = found.outline
        self.issued_on = issued_on
        self.register = register
        self.calendar = calendar
        self.times = Shelf(mentions.times)
        self.quantities = Shelf(mentions.quantities)
        self.targets = Shelf(mentions.targets)
        self.aims = Shelf(mentions.phrases.aims)
        self.conditions = Shelf(mentions.phrases.conditions)
        self.deliverables = Shelf(mentions.phrases.deliverables)
        self.campaigns = Shelf(mentions.phrases.campaigns)
        self.places: dict[int | None, _Place] = {}

    def make(
        self,
        index: int,
        statements: Sequence[Statement],
        span: Span,
        answer: Answer,
        beside: Sequence[Span] = (),
    ) -> Directive:
        """One directive: its words are *statements*', more may stand *beside* it in a table."""
        first, last = statements[0], statements[-1]
        words = first.span if first is last else Span(first.span.start, last.span.end)
        node = first.node
        above = self.places.get(node) or self._place(node)
        own = self._limits(words)
        others = self._limits_beside((*answer.brackets, *beside), words)
        limits = (*own, *_others(own, others)) if others else tuple(own)
        places = (words, *beside)
        measures = self._measures(places)
        modality, aim = phrases.modality(self.text, words, self.aims.within(words))
        responsible = self._resolved(answer.responsible)
        actors = [one.mention.span for one in (*answer.responsible, *answer.supporting)]
        return Directive(
            index=index,
            span=span,
            statements=tuple([statement.index for statement in statements]),
            title=title(self.text, self._without_mark(first, words), actors, [one.span for one in own]),
            node=node,
            path=above.path,
            responsible=responsible,
            supporting=self._resolved(answer.supporting),
            leaders=answer.leaders,
            limits=limits,
            measures=measures,
            targets=tuple([found for place in places for found in self.targets.within(place)]),
            modality=modality,
            conditions=tuple(self.conditions.within(words)),
            deliverables=tuple(self.deliverables.within(words)),
            campaign=self.campaigns.first(words) or above.campaign,
            gaps=(
                *unit_gaps(responsible, with_register=self.register is not None),
                *limit_gaps(limits, _contradictory(own, others)),
                *figure_gaps(measures, modality, aim),
            ),
            confidence=min([statement.confidence for statement in statements]),
            words=None if words is span or words == span else words,
        )

    def _limits(self, words: Span) -> list[TimeLimit]:
        times = self.times.within(words)
        return self._dated(limits_in(self.text, words.start, words.end, times)) if times else []

    def _limits_beside(self, places: Iterable[Span], words: Span) -> list[TimeLimit]:
        """The limits in brackets or a table's cells outside *words*, where every time is one."""
        return [limit for place in places if not words.covers(place) for limit in self._dated(self.times.within(place))]

    def _dated(self, times: Iterable[TimeMention]) -> list[TimeLimit]:
        """The times resolved; one without a year takes the year named before it in the statement."""
        found: list[TimeLimit] = []
        year: int | None = None
        for mention in times:
            found.append(resolve(mention, issued_on=self.issued_on, calendar=self.calendar, year=year))
            if mention.last is not None and mention.last.year is not None:
                year = mention.last.year
        return found

    def _measures(self, places: Iterable[Span]) -> tuple[Quantity, ...]:
        found: list[Quantity] = []
        for place in places:
            quantities = self.quantities.within(place)
            if quantities:
                found += measures_in(self.text, place.start, place.end, quantities)
        return tuple(found)

    def _resolved(self, assigned: tuple[Assigned, ...]) -> tuple[Assigned, ...]:
        register = self.register
        if register is None:
            return assigned
        return tuple([replace(one, mention=resolve_unit(one.mention, register)) for one in assigned])

    def _place(self, node: int | None) -> _Place:
        if node is None:
            return self.places.setdefault(None, _Place((), None))
        heading = self.outline.headings[node]
        above = self.places.get(heading.parent) or self._place(heading.parent)
        path = above.path if heading.is_item else (*above.path, heading.title.text)
        place = self.places[node] = _Place(path, self.campaigns.first(heading.title.span) or above.campaign)
        return place

    def _without_mark(self, statement: Statement, words: Span) -> Span:
        """*words* without the number that opens them, if the statement opens an item."""
        if statement.node is not None:
            node = self.outline.headings[statement.node]
            if node.statement == statement.index and node.number and node.title.span.start < words.end:
                return Span(node.title.span.start, words.end)
        return words


def _others(own: Sequence[TimeLimit], others: Sequence[TimeLimit]) -> list[TimeLimit]:
    """The limits beside the words that the words do not say themselves."""
    known = {(limit.text, limit.due) for limit in own}
    return [limit for limit in others if (limit.text, limit.due) not in known]


def _contradictory(own: Sequence[TimeLimit], others: Sequence[TimeLimit]) -> Span | None:
    """The limit in the words that lies after the one that the bracket or the column sets."""
    latest = [limit.due for limit in others if limit.due is not None]
    for limit in own:
        if latest and limit.due is not None and limit.due > max(latest):
            return limit.span
    return None
