"""From the entries of a review to rows of the database: a few statements, whatever the number of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.organisations.lookup import Lookup
from luoshi.duban.registers.models import Completion
from luoshi.duban.registers.sheets import Table
from luoshi.duban.tasks.derivation import answering, derive, leading
from luoshi.duban.tasks.issuing.numbers import next_numbers
from luoshi.duban.tasks.ledger.words import write_words
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    LedgerRow,
    Limit,
    SourceKind,
    State,
    Step,
    Takeover,
    Target,
    Task,
    TaskSource,
)
from luoshi.duban.tasks.proposed import limit_columns, limit_row, target_rows
from luoshi.duban.tasks.takeover.entries import Entry
from luoshi.duban.tasks.watching import tasks_changed

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Saved:
    """A task that was made, with its units as they were saved."""

    entry: Entry
    task: Task
    assignments: list[Assignment]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the rows of one takeover."""

    takeover: Takeover
    table: Table
    lookup: Lookup
    actor: User
    moment: datetime

    def save(self, entries: Sequence[Entry]) -> list[Saved]:
        """Save *entries* as issued tasks, in their order; those without a number of their own get the register's."""
        saved: list[Saved] = []
        for position, entry in enumerate(entries, 1):
            units = self._assignments(entry)
            saved.append(Saved(entry, self._task(entry, position, units), units))
        self._save_tasks([one.task for one in saved])
        for one in saved:
            self._date(one)
        Assignment.objects.bulk_create([row for one in saved for row in one.assignments], batch_size=_BATCH)
        Limit.objects.bulk_create([row for one in saved for row in self._limits(one)], batch_size=_BATCH)
        Step.objects.bulk_create([row for one in saved for row in _steps(one)], batch_size=_BATCH)
        write_words([one.task for one in saved])
        targets = [row for one in saved for row in target_rows(one.task, one.entry.targets)]
        Target.objects.bulk_create(targets, batch_size=_BATCH)
        TaskSource.objects.bulk_create([self._source(one) for one in saved], batch_size=_BATCH)
        LedgerRow.objects.bulk_create([self._ledger_row(one) for one in saved], batch_size=_BATCH)
        tasks_changed(one.task.pk for one in saved)
        return saved

    def _save_tasks(self, tasks: Sequence[Task]) -> None:
        """Those with numbers first, so that the register goes on behind them."""
        Task.objects.bulk_create([task for task in tasks if task.number], batch_size=_BATCH)
        without = [task for task in tasks if not task.number]
        for task, number in zip(without, next_numbers(self.takeover.register, len(without)), strict=True):
            task.number = number
        Task.objects.bulk_create(without, batch_size=_BATCH)

    def _task(self, entry: Entry, position: int, units: Sequence[Assignment]) -> Task:
        register = self.takeover.register
        states = [(AssignmentRole(row.role), State(row.state)) for row in units]
        return Task(
            office=self.takeover.office,
            register=register,
            number=entry.number,
            position=position,
            title=entry.title,
            text=entry.text,
            section=entry.section,
            leader=entry.leader,
            note=entry.note,
            completion=register.completion,
            state=derive(Completion(register.completion), states),
            lead_id=leading(units),
            done_on=entry.finished_on if entry.state is State.CLOSED_OUT else None,
            extra=entry.extra,
            made_by=self.actor,
            made_at=self.moment,
            issued_at=_start(self._issued_on(entry)),
            **limit_columns(entry.limit),
        )

    def _issued_on(self, entry: Entry) -> date:
        return entry.issued_on or self.takeover.counted_from or self.moment.date()

    def _assignments(self, entry: Entry) -> list[Assignment]:
        """The units in their order, groups spread over their members; a unit that is named itself keeps its own row."""
        named = {one.unit.pk for one in entry.units if one.unit is not None}
        found: list[Assignment] = []
        taken: set[int] = set()
        for one in entry.units:
            if one.unit is None:  # a review that is ready knows every unit
                raise LookupError(one.name)
            for unit in self.lookup.units_for(one.unit):
                through = one.unit if unit != one.unit else None
                if unit.pk in taken or (through is not None and unit.pk in named):
                    continue
                taken.add(unit.pk)
                found.append(
                    Assignment(
                        unit=unit,
                        name=unit.name if through else one.name,
                        role=one.role,
                        position=len(found) + 1,
                        why="person",
                        through=through,
                        state=entry.state,
                        state_since=self._since(entry),
                    )
                )
        return found

    def _date(self, one: Saved) -> None:
        """What the units were given and how far they are, as far as it is known; lateness before is not."""
        entry, task = one.entry, one.task
        first = entry.first_limit or entry.limit
        over = entry.finished_on if entry.state is State.CLOSED_OUT else None
        for row in one.assignments:
            row.task, row.counts_from, row.due = task, self._issued_on(entry), task.due
            row.first_due = first.due if first else task.due
            row.done_on = row.ended_on = over
            row.percent = entry.percent
        for row in answering(Completion(task.completion), one.assignments):
            row.answers = True

    def _since(self, entry: Entry) -> datetime | None:
        """Since when the units are in their state: unknown for what was closed out on a day that nobody noted."""
        if entry.state is State.CLOSED_OUT:
            return _start(entry.finished_on) if entry.finished_on else None
        return _start(self._issued_on(entry)) if entry.state is State.ISSUED else self.moment

    def _limits(self, one: Saved) -> list[Limit]:
        """The limits as far as they are known; of a task that was extended the first one may be lost."""
        entry, limit, first = one.entry, one.entry.limit, one.entry.first_limit
        was_changed = first is not None and (limit is None or (first.due, first.text) != (limit.due, limit.text))
        rows: list[Limit] = []
        if first is not None and was_changed:
            rows.append(self._limit(one, first, is_first=True, is_current=limit is None, basis="原有台账的原定时限"))
        if limit is not None:
            basis = f"原有台账{f'，延期{entry.extensions}次' if entry.extensions else ''}"
            if entry.extension_reason:
                basis += f"：{entry.extension_reason}"
            is_first = not was_changed and not entry.extensions
            rows.append(self._limit(one, limit, is_first=is_first, is_current=True, basis=basis))
        return rows

    def _limit(self, one: Saved, limit: LimitProposal, *, is_first: bool, is_current: bool, basis: str) -> Limit:
        row = limit_row(one.task, limit, basis=basis, set_by=self.actor)
        row.is_first, row.is_current, row.set_at = is_first, is_current, self.moment
        return row

    def _source(self, one: Saved) -> TaskSource:
        entry, takeover = one.entry, self.takeover
        return TaskSource(
            task=one.task,
            kind=SourceKind.LEDGER,
            quote=entry.text,
            section=f"{takeover.source.name}，工作表“{takeover.sheet}”第{entry.row.number}行"[:500],
            limit_text=entry.limit_words,
            limit_due=entry.limit.due if entry.limit else None,
            paper=entry.source,
        )

    def _ledger_row(self, one: Saved) -> LedgerRow:
        entry, sheet = one.entry, self.table.sheet
        cells = [
            [column.heading, words]
            for row in entry.rows
            for column in self.table.columns
            if (words := sheet.words(row.number - 1, column.index))
        ]
        return LedgerRow(
            task=one.task,
            takeover=self.takeover,
            row=entry.row.number,
            cells=cells,
            progress=entry.progress,
            percent=entry.percent,
            problems=entry.problems_told,
            next_step=entry.next_step,
            finished_on=entry.finished_on,
            extensions=entry.extensions,
            extension_reason=entry.extension_reason,
        )


def _steps(one: Saved) -> list[Step]:
    return [Step(task=one.task, position=place, text=text) for place, text in enumerate(one.entry.steps, 1)]


def _start(day: date) -> datetime:
    return datetime.combine(day, time(0, 0), tzinfo=clock.ZONE)
