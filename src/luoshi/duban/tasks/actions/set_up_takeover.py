"""Say how yesterday's ledger is to be read: its columns, its words for states, the day it counts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import change_seen
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import ColumnMapping
from luoshi.duban.registers.schema import Schema
from luoshi.duban.registers.sheets import Table, mapping_for, remember, rows_of
from luoshi.duban.spreadsheets.problems import FaultyCells
from luoshi.duban.tasks.models import State, Takeover
from luoshi.duban.tasks.takeover import state_words
from luoshi.duban.tasks.takeover.entries import numbers_are_serial
from luoshi.duban.tasks.takeover.reading import FIRST_YEAR
from luoshi.duban.tasks.takeover.review import check_columns


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the words mean; the fields are those of :class:`Takeover`."""

    states: Mapping[str, State]
    counted_from: date
    keeps_numbers: bool


@transaction.atomic
def choose_columns(
    takeover: Takeover, table: Table, columns: Mapping[str, str], *, actor: User, version: int
) -> Takeover:
    """Map the columns of *table* to fields, and remember it for the next sheet with the same headings.

    Raises :class:`FaultyCells` where a field has two columns, or one that is needed has none.
    """
    _require_open(takeover, actor)
    _require_new(takeover, table)
    known = {column.key for column in table.columns}
    mapping = {key: field for key, field in columns.items() if key in known and field}
    problems = check_columns(table, mapping, Schema.of(takeover.register), takeover)
    if problems:
        raise FaultyCells(problems)
    change_seen(
        takeover,
        version,
        sheet=table.name,
        first_heading=table.headings.first + 1,
        last_heading=table.headings.last + 1,
        columns=mapping,
        states=None,
    )
    remember(takeover.office, table, mapping, user=actor, now=clock.now())
    return takeover


@transaction.atomic
def say_meanings(takeover: Takeover, meanings: Meanings, *, actor: User, version: int) -> Takeover:
    """Say what the ledger's words for states mean, and remember it for the office's next ledger."""
    _require_open(takeover, actor)
    if not meanings.counted_from.year >= FIRST_YEAR or meanings.counted_from > clock.today():
        raise Refused("bad-day", "起算日应在今天或以前。", "The ledger counts from today or an earlier day.")
    wrong = next((word for word, state in meanings.states.items() if state not in state_words.CHOICES), None)
    if wrong is not None:
        raise Refused("bad-state", f"“{wrong}”没有对应的状态。", f"Say which state {wrong} is.")
    change_seen(
        takeover,
        version,
        states={word: state.value for word, state in meanings.states.items()},
        counted_from=meanings.counted_from,
        keeps_numbers=meanings.keeps_numbers,
    )
    state_words.remember(takeover.office, meanings.states)
    return takeover


@transaction.atomic
def set_up_as_before(takeover: Takeover, table: Table | None, *, actor: User) -> Takeover:
    """Where a sheet with the same headings and words was read before, read this one in the same way."""
    if table is None or not takeover.is_open or takeover.columns is not None:
        return takeover
    if not ColumnMapping.objects.filter(office=takeover.office, headings=table.digest).exists():
        return takeover
    columns = mapping_for(takeover.office, table, takeover.register)
    if check_columns(table, columns, Schema.of(takeover.register), takeover):
        return takeover
    choose_columns(takeover, table, columns, actor=actor, version=takeover.version)
    rows = rows_of(table, columns)
    words = state_words.words_in(rows)
    if len(words) <= state_words.MOST and state_words.are_known(takeover.office, words):
        states = {word: state for word, state in state_words.meanings(takeover.office, words).items() if state}
        meanings = Meanings(states, first_day(takeover), not numbers_are_serial(rows))
        say_meanings(takeover, meanings, actor=actor, version=takeover.version)
    return takeover


def first_day(takeover: Takeover) -> date:
    """The day that a ledger counts from unless somebody says otherwise: the first of its register's year."""
    return min(date(takeover.register.year, 1, 1), clock.today())


def _require_open(takeover: Takeover, actor: User) -> None:
    require(actor, Right.IMPORT_LEDGER)
    if takeover.office_id != actor.office_id or not takeover.is_open:
        raise Refused("not-open", "这份台账已经导入或搁置。", "This ledger was taken over or set aside already.")


def _require_new(takeover: Takeover, table: Table) -> None:
    others = Takeover.objects.filter(source=takeover.source_id, sheet=table.name, taken_over_at__isnull=False)
    if others.exists():
        raise Refused(
            "taken-over",
            f"工作表“{table.name}”已经导入过，不能重复导入。",
            f"The sheet {table.name} was taken over before.",
        )
