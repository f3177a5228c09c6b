"""A takeover as it stands: what would become of each row, what is wrong, what is unknown, what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from luoshi.duban import clock
from luoshi.duban.documents import storage
from luoshi.duban.organisations.lookup import Lookup
from luoshi.duban.registers.schema import Schema
from luoshi.duban.registers.sheet_fields import EXTRA
from luoshi.duban.registers.sheets import SheetRow, Table, check_mapping, rows_of, table_at, table_in, totals_in
from luoshi.duban.spreadsheets.problems import CellProblem
from luoshi.duban.spreadsheets.reading import Book, Sheet, read_book
from luoshi.duban.tasks.models import SourceKind, State, Takeover, Task, TaskSource
from luoshi.duban.tasks.takeover.entries import Entry, Rules, read_entries
from luoshi.duban.tasks.takeover.reading import holds_fractions

#: How many numbers one query asks for.
_PART = 800
_UNITS = frozenset({"lead", "responsible"})


@dataclass(slots=True)
class Unknown:
    """A name that the register of units does not know, and the cells in which it stands."""

    name: str
    cells: list[CellProblem] = field(default_factory=list)


@dataclass(slots=True)
class Review:
    """What a person sees before the one button; ``entries`` holds the skipped ones, too.

    ``lookup`` is what names were resolved with, for whoever saves the entries.
    """

    table: Table
    lookup: Lookup
    entries: list[Entry]
    problems: list[CellProblem]
    warnings: list[CellProblem]
    unknown: list[Unknown]

    @property
    def coming(self) -> list[Entry]:
        """The entries that become tasks."""
        return [entry for entry in self.entries if entry.skipped is None]

    @property
    def skipped(self) -> list[CellProblem]:
        """Why the others are left out."""
        return [entry.skipped for entry in self.entries if entry.skipped is not None]

    @property
    def faults(self) -> list[CellProblem]:
        """Every cell that keeps the takeover from being done, unknown units among them."""
        return [*self.problems, *(cell for one in self.unknown for cell in one.cells)]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to answer or correct."""
        return bool(self.coming) and not self.problems and not self.unknown


def book_of(takeover: Takeover) -> Book:
    """The file of *takeover*, read again as it came."""
    return read_book(storage.content_of(takeover.source), takeover.source.name)


def sheet_in(book: Book, name: str) -> Sheet:
    """The sheet of that name, else the first."""
    return next((sheet for sheet in book.sheets if sheet.name == name), book.sheets[0])


def table_of(takeover: Takeover, sheet: Sheet) -> Table | None:
    """The table in *sheet*, with its headings where a person said, else where they are found."""
    first, last = takeover.first_heading, takeover.last_heading
    if sheet.name == takeover.sheet and first is not None and last is not None and last <= len(sheet.rows):
        return table_at(sheet, first - 1, last - 1)
    return table_in(sheet, takeover.register)


def check_columns(table: Table, columns: Mapping[str, str], schema: Schema, takeover: Takeover) -> list[CellProblem]:
    """What is wrong with a mapping for a takeover: as for any sheet, and a task needs a unit to answer for it."""
    problems = check_mapping(table, columns, takeover.register)
    head, fields = table.headings.last, set(columns.values())
    if _UNITS.isdisjoint(fields):
        problems.append(
            table.sheet.problem(head, None, "没有对应牵头单位或责任单位的列", "no column is mapped to the units")
        )
    for column in schema.columns:
        if column.required and EXTRA + column.key not in fields:
            problems.append(
                table.sheet.problem(
                    head,
                    None,
                    f"台账的必填项“{column.name}”没有对应的列",
                    f"no column is mapped to {column.name}, which the register requires",
                )
            )
    return problems


def review(takeover: Takeover, book: Book | None = None) -> Review:
    """Read *takeover* by its mapping; ``columns``, ``states`` and ``counted_from`` must have been chosen."""
    sheet = sheet_in(book or book_of(takeover), takeover.sheet)
    table = table_of(takeover, sheet)
    if table is None:  # the headings that were chosen are known ones, so this is another file
        raise LookupError(takeover.sheet)
    columns: dict[str, str] = takeover.columns or {}
    rows = rows_of(table, columns)
    rules = _rules(takeover, rows)
    found = read_entries(rows, rules)
    _check_numbers(takeover, found.entries, found.problems)
    _skip_known(takeover, found.entries)
    warnings = [*found.warnings, *totals_in(table)]
    return Review(table, rules.lookup, found.entries, found.problems, warnings, _unknown(found.entries))


def _rules(takeover: Takeover, rows: Sequence[SheetRow]) -> Rules:
    today = clock.today()
    columns: dict[str, str] = takeover.columns or {}
    own = (field.removeprefix(EXTRA) for field in columns.values() if field.startswith(EXTRA))
    return Rules(
        lookup=Lookup.of(takeover.office, today),
        schema=Schema.of(takeover.register),
        states={word: State(state) for word, state in (takeover.states or {}).items()},
        counted_from=takeover.counted_from or date(takeover.register.year, 1, 1),
        today=today,
        keeps_numbers=takeover.keeps_numbers,
        first_leads=takeover.register.first_leads,
        fractions=holds_fractions(list(rows), "percent"),
        own_columns=frozenset(own),
    )


def _check_numbers(takeover: Takeover, entries: Sequence[Entry], problems: list[CellProblem]) -> None:
    """A number belongs to one task of the office; a row whose task is there already is left out."""
    taken = _taken(takeover, {entry.number for entry in entries if entry.number})
    seen: dict[str, int] = {}
    for entry in entries:
        number, row = entry.number, entry.row
        if not number:
            continue
        if number in seen:
            problems.append(
                row.problem(
                    "number",
                    f"编号“{number}”与第{seen[number]}行重复",
                    f"row {seen[number]} has the number {number}, too",
                )
            )
        elif number in taken and taken[number] != entry.text:
            problems.append(
                row.problem("number", f"编号“{number}”已用于另一任务", f"another task has the number {number}")
            )
        elif number in taken:
            entry.skipped = row.problem(
                "number", f"编号“{number}”的任务已在台账中，跳过", f"the task {number} is there already; it is left out"
            )
        seen.setdefault(number, row.number)


def _taken(takeover: Takeover, numbers: set[str]) -> dict[str, str]:
    if not numbers:
        return {}
    tasks = Task.objects.filter(office=takeover.office_id).exclude(number="")
    # The numbers first, from their index: of 50,000 tasks hardly one is in the sheet.
    hits = sorted(numbers.intersection(tasks.values_list("number", flat=True)))
    parts = [hits[at : at + _PART] for at in range(0, len(hits), _PART)]
    return {number: text for part in parts for number, text in _texts(tasks, part)}


def _texts(tasks: QuerySet[Task], numbers: Sequence[str]) -> Iterable[tuple[str, str]]:
    return tasks.filter(number__in=numbers).values_list("number", "text")


def _skip_known(takeover: Takeover, entries: Sequence[Entry]) -> None:
    """Leave out rows that were taken over before from another file: the same words and the same limit."""
    sources = TaskSource.objects.filter(kind=SourceKind.LEDGER, task__register=takeover.register_id)
    known = set(sources.values_list("quote", "limit_text"))
    for entry in entries:
        if entry.skipped is None and (entry.text, entry.limit_words) in known:
            entry.skipped = entry.row.problem(
                "text", "与以前导入的任务相同，跳过", "it was taken over before; it is left out"
            )


def _unknown(entries: Sequence[Entry]) -> list[Unknown]:
    found: dict[str, Unknown] = {}
    for entry in entries:
        if entry.skipped is not None:
            continue
        for one in entry.units:
            if one.unit is None:
                cell = entry.row.problem(
                    one.field, f"单位名录中没有“{one.name}”", f"the register of units does not know {one.name}"
                )
                found.setdefault(one.name, Unknown(one.name)).cells.append(cell)
    return sorted(found.values(), key=lambda one: -len(one.cells))
