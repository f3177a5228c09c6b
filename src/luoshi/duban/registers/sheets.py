"""Yesterday's ledgers as tables: read a sheet, find its headings, map them to our fields, give typed rows.

>>> for table in read_tables(content, "台账.xlsx"):  # doctest: +SKIP
...     mapping = mapping_for(office, table, register)  # what was chosen last time, else a guess
...     problems = check_mapping(table, mapping, register)
...     for row in rows_of(table, mapping):
...         row.words("text"), row.day("limit"), row.problem("limit", "日期无法识别", "this is no day")

A mapping leads from a column's key (its heading; ``备注#2`` for the second of that name) to a field's key
(:data:`~luoshi.duban.registers.sheet_fields.FIELDS`, or ``extra:<key>`` for a column of the register's schema).
Nothing here writes a task.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import ColumnMapping, Register
from luoshi.duban.registers.schema import Schema
from luoshi.duban.registers.sheet_fields import BY_HEADING, BY_KEY, EXTRA, FIELDS, REQUIRED
from luoshi.duban.spreadsheets.headings import Headings, bare, find_headings, headings_at
from luoshi.duban.spreadsheets.problems import CellProblem, letters
from luoshi.duban.spreadsheets.reading import Sheet, read_sheets
from luoshi.duban.spreadsheets.values import Value, as_date, shown

_BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_SHARE = re.compile(r"\d+(?:\.\d+)?\s*[%％]?")
#: A row of totals begins so, whatever it sums up (合计, 民生类小计), and holds figures besides.
_TOTAL = re.compile(r".{0,12}(?:合\s*计|总\s*计|小\s*计|共\s*计)[：:]?")
_FIGURE = re.compile(r"[-\d.,，％%]+\s*[项个件家条]?")
_SHORTEST = 2  # a known heading inside a longer one counts from two characters on


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column with a heading; ``key`` is the heading, with a number where it occurs again."""

    index: int
    heading: str
    key: str

    @property
    def letters(self) -> str:
        """The column's name in Excel."""
        return letters(self.index)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its headings; ``first_row`` is the index of the first row below them."""

    sheet: Sheet
    headings: Headings
    columns: tuple[SheetColumn, ...]

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.name

    @property
    def first_row(self) -> int:
        """The index of the first row below the headings."""
        return self.headings.last + 1

    @property
    def digest(self) -> str:
        """The same for every sheet with the same headings in the same order."""
        return hashlib.sha256("\x1f".join(column.key for column in self.columns).encode()).hexdigest()

    def examples(self, column: SheetColumn, count: int = 3) -> list[str]:
        """The first different words below a heading, to recognise the column by."""
        found: dict[str, None] = {}
        for index in range(self.first_row, len(self.sheet.rows)):
            words = self.sheet.words(index, column.index)
            if words and not _is_title(self.sheet, index):
                found.setdefault(words[:60])
            if len(found) == count:
                break
        return list(found)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row's values by field.  ``number`` is the row in Excel, ``section`` the title row above it.

    ``continues`` says that the task's cell is merged with that of the row above: another step of the same task.
    """

    sheet: str
    number: int
    section: str
    continues: bool
    values: Mapping[str, Value]
    columns: Mapping[str, str]
    formulas: frozenset[str] = frozenset()

    def words(self, field: str) -> str:
        """What the field's cell shows; empty where no column was mapped to it."""
        return shown(self.values.get(field))

    def day(self, field: str) -> date | None:
        """The day that the field's cell means, or none."""
        return as_date(self.values.get(field))

    def problem(self, field: str, chinese: str, english: str) -> CellProblem:
        """What is wrong with the field's cell."""
        return CellProblem(self.sheet, self.number, self.columns.get(field, ""), chinese, english)


def read_tables(content: bytes, name: str, register: Register | None = None) -> list[Table]:
    """The tables of a file (.xlsx, .xls, .csv): each visible sheet in which a row of headings is found.

    Raises :class:`Refused` where the file cannot be read, or no sheet has headings that we know.
    """
    tables = [table for sheet in read_sheets(content, name) if (table := table_in(sheet, register)) is not None]
    if not tables:
        raise Refused(
            "no-headings",
            f"文件“{name}”中没有找到表头（如“工作任务”“责任单位”“完成时限”）。",
            f"{name}: no row of headings was found (such as 工作任务, 责任单位, 完成时限).",
        )
    return tables


def table_at(sheet: Sheet, first: int, last: int) -> Table:
    """*sheet* with its headings in the rows *first* to *last*, counted from 0: where a person says they stand."""
    headings = headings_at(sheet, first, last)
    return Table(sheet, headings, tuple(_columns(headings)))


def table_in(sheet: Sheet, register: Register | None = None) -> Table | None:
    """*sheet* with the headings that are found in it; ``None`` where none are known."""
    extra = _extra(register)
    headings = find_headings(sheet, lambda heading: _meaning(heading, extra) != "")
    return None if headings is None else Table(sheet, headings, tuple(_columns(headings)))


def _columns(headings: Headings) -> Iterator[SheetColumn]:
    seen: Counter[str] = Counter()
    for index, heading in enumerate(headings.names):
        if heading:
            seen[heading] += 1
            yield SheetColumn(index, heading, heading if seen[heading] == 1 else f"{heading}#{seen[heading]}")


def choices(register: Register | None = None) -> list[tuple[str, str]]:
    """The fields that a column can be mapped to, with their Chinese names, for a list to choose from."""
    own = [(EXTRA + column.key, column.name) for column in Schema.of(register).columns] if register else []
    return [(field.key, field.chinese) for field in FIELDS] + own


def guess(table: Table, register: Register | None = None) -> dict[str, str]:
    """What the headings say: a field for each column that is known, each field once, whole headings first."""
    extra = _extra(register)
    mapping: dict[str, str] = {}
    for exact in (True, False):
        for column in table.columns:
            field = _by_content(table, column, _meaning(column.heading, extra, exact=exact))
            if field and column.key not in mapping and field not in mapping.values():
                mapping[column.key] = field
    return {column.key: mapping[column.key] for column in table.columns if column.key in mapping}


def _by_content(table: Table, column: SheetColumn, field: str) -> str:
    """当前进度 with nothing but figures below it is a share, and leaves the words to another column."""
    words = table.examples(column, 20) if field == "progress" else []
    return "percent" if words and all(_SHARE.fullmatch(one) for one in words) else field


def _extra(register: Register | None) -> dict[str, str]:
    if register is None:
        return {}
    return {bare(column.name): EXTRA + column.key for column in Schema.of(register).columns}


def _meaning(heading: str, extra: Mapping[str, str], *, exact: bool = False) -> str:
    """The field that a heading means, empty where it means none.  Of two rows the whole counts, then each part."""
    names = [heading.replace("/", ""), *reversed(heading.split("/"))]
    for name in names:
        for form in (name, bare(_BRACKETS.sub("", name))):
            if form in extra or form in BY_HEADING:
                return extra.get(form) or BY_HEADING[form]
    if exact:
        return ""
    held = [known for known in BY_HEADING if len(known) >= _SHORTEST and known in heading]
    return BY_HEADING[max(held, key=lambda known: (len(known), -heading.index(known)))] if held else ""


def mapping_for(office: Office, table: Table, register: Register | None = None) -> dict[str, str]:
    """The mapping that was used last for a sheet with these headings, else the guess."""
    kept = ColumnMapping.objects.filter(office=office, headings=table.digest).first()
    if kept is None:
        return guess(table, register)
    known = {key for key, _name in choices(register)}
    return {column: field for column, field in kept.columns.items() if field in known}


def remember(office: Office, table: Table, mapping: Mapping[str, str], *, user: User, now: datetime) -> None:
    """Keep *mapping* for the next sheet with the same headings."""
    ColumnMapping.objects.update_or_create(
        office=office,
        headings=table.digest,
        defaults={"columns": dict(mapping), "used_by": user, "used_at": now},
    )


def check_mapping(table: Table, mapping: Mapping[str, str], register: Register | None = None) -> list[CellProblem]:
    """What is wrong with a mapping: a field twice, one that is not there, no column for the task itself."""
    known = dict(choices(register))
    taken: dict[str, str] = {}
    problems: list[CellProblem] = []
    head = table.headings.last
    for column in table.columns:
        field = mapping.get(column.key)
        if field is None:
            continue
        if field not in known:
            chinese, english = f"没有“{field}”这一项", f"there is no field {field}"
        elif field in taken:
            chinese = f"与{taken[field]}列都对应“{known[field]}”，一项只能对应一列"
            english = f"columns {taken[field]} and {column.letters} are both mapped to {_english(field, known)}"
        else:
            taken[field] = column.letters
            continue
        problems.append(table.sheet.problem(head, column.index, chinese, english))
    if REQUIRED not in taken and "title" not in taken:
        problems.append(
            table.sheet.problem(head, None, "没有对应“工作任务”的列", "no column is mapped to the task's wording")
        )
    return problems


def _english(field: str, known: Mapping[str, str]) -> str:
    return BY_KEY[field].english if field in BY_KEY else known[field]


def rows_of(table: Table, mapping: Mapping[str, str]) -> list[SheetRow]:
    """The rows below the headings that hold anything, with their values by field; title rows become sections.

    A row that holds one thing alone left of the task is a title row as well, merged or not; headings that are
    repeated on each printed page count as nothing, and so do rows of totals (:func:`totals_in`).  Of a formula the
    stored value is given, and its field named in ``formulas``.
    """
    sheet, section = table.sheet, ""
    fields = {mapping[column.key]: column for column in table.columns if column.key in mapping}
    named = {field: column.letters for field, column in fields.items()}
    task = fields.get(REQUIRED) or fields.get("title")
    found: list[SheetRow] = []
    for index in range(table.first_row, len(sheet.rows)):
        filled = [(column, words) for column, value in enumerate(sheet.rows[index]) if (words := shown(value))]
        if not filled or _repeats(table, index) or _is_total(sheet, index):
            continue
        if _is_title(sheet, index) or (task is not None and len(filled) == 1 and filled[0][0] < task.index):
            section = filled[0][1]
            continue
        found.append(
            SheetRow(
                sheet=sheet.name,
                number=index + 1,
                section=section,
                continues=task is not None and _reaches_up(sheet, index, task.index),
                values={field: sheet.rows[index][column.index] for field, column in fields.items()},
                columns=named,
                formulas=frozenset(field for field, column in fields.items() if sheet.is_formula(index, column.index)),
            )
        )
    return found


def totals_in(table: Table) -> list[CellProblem]:
    """The rows that only sum up others, to be told: no task comes of them."""
    rows = range(table.first_row, len(table.sheet.rows))
    return [
        table.sheet.problem(row, None, "是合计行，不作为任务", "a row of totals is no task")
        for row in rows
        if _is_total(table.sheet, row)
    ]


def _is_total(sheet: Sheet, row: int) -> bool:
    words = [one for value in sheet.rows[row] if (one := shown(value))]
    first = words[0] if words else ""
    return bool(_TOTAL.fullmatch(first)) and all(one == first or _FIGURE.fullmatch(one) for one in words[1:])


def _repeats(table: Table, row: int) -> bool:
    """Whether a row repeats the headings."""
    head = table.sheet.rows[table.headings.last]
    return len(table.columns) > 1 and all(
        shown(table.sheet.rows[row][column.index]) == shown(head[column.index]) for column in table.columns
    )


def _is_title(sheet: Sheet, row: int) -> bool:
    """Whether a row holds one thing alone, merged over several columns."""
    merged = any(sheet.origins.get((row, column), (-1, -1))[0] == row for column in range(len(sheet.rows[row])))
    return merged and len({words for value in sheet.rows[row] if (words := shown(value))}) == 1


def _reaches_up(sheet: Sheet, row: int, column: int) -> bool:
    origin = sheet.origins.get((row, column))
    return origin is not None and origin[0] < row
