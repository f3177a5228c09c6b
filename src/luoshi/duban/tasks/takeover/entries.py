"""What will come of a sheet's rows: one entry a task, with the rows under a merged cell gathered into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import override

from luoshi.duban.documents.extraction import read_target, short_title
from luoshi.duban.documents.proposals import LimitProposal, TargetProposal
from luoshi.duban.organisations.lookup import Lookup
from luoshi.duban.registers.schema import Schema
from luoshi.duban.registers.sheet_fields import EXTRA
from luoshi.duban.registers.sheets import SheetRow
from luoshi.duban.spreadsheets.problems import CellProblem
from luoshi.duban.tasks.models import AssignmentRole, State
from luoshi.duban.tasks.takeover.limits import current_limit, read_limit
from luoshi.duban.tasks.takeover.reading import RowReader
from luoshi.duban.tasks.takeover.state_words import word_of
from luoshi.duban.tasks.takeover.units import LONGEST as LONGEST_NAME
from luoshi.duban.tasks.takeover.units import Named, read_units

_TARGET_ENDS = re.compile(r"[\n；;。，]+")
_STEP_NUMBER = re.compile(r"^\s*(?:[（(]?\d{1,2}[)）、.．]|[①-⑳])\s*")
_SERIAL = re.compile(r"[（(]?\d{0,5}[)）、.]?|[一二三四五六七八九十百]{1,4}、?")
_LONGEST_TARGET = 200
_ANSWERING = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE)
_UNIT_FIELDS = (
    ("lead", AssignmentRole.LEAD),
    ("responsible", AssignmentRole.RESPONSIBLE),
    ("supporting", AssignmentRole.SUPPORTING),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """By what a sheet is read; the fields mean what :class:`~luoshi.duban.tasks.models.Takeover` says."""

    lookup: Lookup
    schema: Schema
    states: Mapping[str, State]
    counted_from: date
    today: date
    keeps_numbers: bool = False
    first_leads: bool = False
    fractions: bool = False
    own_columns: frozenset[str] = frozenset()


@dataclass(slots=True)
class Entry:
    """A task to be, with what the ledger knows of its course.  ``skipped`` says why it is left out."""

    row: SheetRow
    text: str = ""
    title: str = ""
    number: str = ""
    section: str = ""
    leader: str = ""
    note: str = ""
    source: str = ""
    steps: list[str] = field(default_factory=list)
    targets: list[TargetProposal] = field(default_factory=list)
    units: list[Named] = field(default_factory=list)
    limit: LimitProposal | None = None
    limit_words: str = ""
    first_limit: LimitProposal | None = None
    state: State = State.IN_PROGRESS
    issued_on: date | None = None
    finished_on: date | None = None
    percent: Decimal | None = None
    progress: str = ""
    problems_told: str = ""
    next_step: str = ""
    extensions: int = 0
    extension_reason: str = ""
    extra: dict[str, object] = field(default_factory=dict)
    rows: list[SheetRow] = field(default_factory=list)
    skipped: CellProblem | None = None

    @property
    def leads(self) -> list[Named]:
        """The units that lead or answer."""
        return [one for one in self.units if one.role in _ANSWERING]

    @property
    def supports(self) -> list[Named]:
        """The supporting units."""
        return [one for one in self.units if one.role not in _ANSWERING]


@dataclass(slots=True)
class Found:
    """The entries of a sheet, and what is wrong or should be known, cell by cell."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[CellProblem] = field(default_factory=list)


def read_entries(rows: Iterable[SheetRow], rules: Rules) -> Found:
    """The tasks that *rows* become."""
    found = Found()
    for row in rows:
        reader = RowReader(row, rules.today, found.problems, found.warnings)
        reader.check()
        if row.continues and found.entries:
            _go_on(found.entries[-1], reader, rules)
        else:
            found.entries.append(_read(reader, rules))
    for entry in found.entries:
        _settle(entry, rules, found)
    return found


def _read(reader: RowReader, rules: Rules) -> Entry:
    row = reader.row
    entry = Entry(row, rows=[row])
    title = reader.words("title", 300)
    entry.text = reader.words("text") or title
    if not entry.text:
        reader.wrong("text" if "text" in row.columns else "title", "没有填写工作任务", "the task's wording is missing")
    entry.title = title or short_title(entry.text)
    entry.number = reader.words("number", 40) if rules.keeps_numbers else ""
    entry.section = " / ".join(filter(None, (row.section, reader.words("section", 200))))[:500]
    entry.leader = reader.words("leader", 100)
    entry.note, entry.source = reader.words("note"), reader.words("source", 300)
    entry.issued_on = reader.past_day("issued_on")
    counted_from = entry.issued_on or rules.counted_from
    entry.limit, entry.limit_words = current_limit(reader, counted_from), reader.words("limit") or reader.words("due")
    entry.first_limit = read_limit(reader, "first_limit", counted_from)
    entry.extensions, entry.extension_reason = reader.count("extensions"), reader.words("extension_reason")
    entry.percent = reader.percent("percent", fractions=rules.fractions)
    entry.progress, entry.problems_told = reader.words("progress"), reader.words("problems")
    entry.next_step = reader.words("next_step")
    _read_state(entry, reader, rules)
    entry.extra = _own_columns(reader, rules)
    _gather(entry, reader, rules)
    return entry


def _read_state(entry: Entry, reader: RowReader, rules: Rules) -> None:
    """The state that the row's word means; a day on which it was finished, and no word, is closed out."""
    word = word_of(reader.row)
    entry.finished_on = reader.past_day("finished_on", last=True)
    entry.state = rules.states.get(word, State.IN_PROGRESS)
    if word not in rules.states and word:
        reader.wrong("state", f"没有说明“{word}”是什么状态", f"nobody has said which state {word} is")
    if entry.finished_on is None:
        if entry.state is State.CLOSED_OUT and "finished_on" in reader.row.columns:
            reader.told("finished_on", "已销号，但没有实际完成时间", "it is closed out, but the day is not given")
        return
    if (not word and "state" in reader.row.columns) or "state" not in reader.row.columns:
        entry.state = State.CLOSED_OUT
    elif entry.state not in (State.CLOSED_OUT, State.VERIFIED, State.SUBMITTED, State.WITHDRAWN):
        reader.wrong(
            "finished_on",
            f"填了实际完成时间，状态却是“{word}”",
            f"a day of completion is given, but the state is {word}",
        )
    issued = entry.issued_on
    if issued is not None and entry.finished_on < issued:
        reader.wrong("finished_on", "早于交办时间", "it lies before the day on which the task was issued")


def _own_columns(reader: RowReader, rules: Rules) -> dict[str, object]:
    """The register's own columns that the sheet has."""
    if not rules.own_columns:
        return {}
    values = {key: reader.row.words(EXTRA + key) for key in rules.own_columns}
    schema = Schema(tuple(column for column in rules.schema.columns if column.key in rules.own_columns))
    with override("zh-hans"):
        cleaned = schema.clean(values)
    if cleaned.errors:
        with override("en"):
            english = schema.clean(values).errors
        for key, sentence in cleaned.errors.items():
            reader.wrong(EXTRA + key, sentence.rstrip("。"), english[key].rstrip("。."))
    return cleaned.values


def _gather(entry: Entry, reader: RowReader, rules: Rules) -> None:
    """What every row of a task adds: steps, targets, units."""
    steps = (_STEP_NUMBER.sub("", line).strip() for line in reader.words("steps").split("\n"))
    entry.steps += [step for step in steps if step and step not in entry.steps]
    for words in _TARGET_ENDS.split(reader.words("targets")):
        target = _target(words.strip())
        if target is None:
            continue
        if len(target.words) > _LONGEST_TARGET:
            reader.wrong(
                "targets",
                f"一条目标超过{_LONGEST_TARGET}字，请分行写",
                f"a target has more than {_LONGEST_TARGET} characters; write one a line",
            )
        elif target not in entry.targets:
            entry.targets.append(target)
    for key, role in _UNIT_FIELDS:
        for named in read_units(reader.words(key), role, rules.lookup, key):
            _add_unit(entry, named, reader)


def _add_unit(entry: Entry, named: Named, reader: RowReader) -> None:
    if len(named.name) > LONGEST_NAME:
        reader.wrong(
            named.field,
            f"“{named.name[:12]}……”超过{LONGEST_NAME}字，不像单位名称",
            f"{named.name[:12]}… has more than {LONGEST_NAME} characters and is hardly a unit's name",
        )
    elif not any(_is_same(named, one) for one in entry.units):
        entry.units.append(named)


def _is_same(one: Named, other: Named) -> bool:
    return one.name == other.name or (one.unit is not None and one.unit == other.unit)


@lru_cache(maxsize=2000)
def _target(words: str) -> TargetProposal | None:
    """A target as a ledger writes it: the whole words, with the figure that stands in them."""
    if not words:
        return None
    found = read_target(words)
    if found is None:
        return TargetProposal(words, is_figure=False)
    return found


def _go_on(entry: Entry, reader: RowReader, rules: Rules) -> None:
    """Another row of the same task: it adds steps, targets and units, and may not say another limit or state."""
    row = reader.row
    entry.rows.append(row)
    _gather(entry, reader, rules)
    progress = reader.words("progress")
    if progress and progress not in entry.progress:
        entry.progress = f"{entry.progress}\n{progress}".strip()
    for key, name, english in (("limit", "时限", "limit"), ("due", "时限", "limit"), ("state", "状态", "state")):
        words = row.words(key)
        if words and words != entry.row.words(key):
            reader.wrong(
                key,
                f"与第{entry.row.number}行合并为一个任务，{name}却不同；请取消合并，或改为同一{name}",
                f"it is merged with row {entry.row.number} into one task, but its {english} differs",
            )


def _settle(entry: Entry, rules: Rules, found: Found) -> None:
    """What only the whole entry shows: who leads, whether anybody answers, whether a group has members."""
    if not entry.leads:
        key = next((key for key, _role in _UNIT_FIELDS if key in entry.row.columns), "")
        found.problems.append(entry.row.problem(key, "没有填写牵头或责任单位", "no unit leads or answers"))
    if rules.first_leads and entry.leads and not any(one.role is AssignmentRole.LEAD for one in entry.units):
        first = entry.units.index(entry.leads[0])
        one = entry.units[first]
        entry.units[first] = Named(one.name, AssignmentRole.LEAD, one.unit, one.field)
    for one in entry.units:
        if one.unit is not None and not rules.lookup.units_for(one.unit):
            found.problems.append(
                entry.row.problem(
                    one.field, f"“{one.name}”在单位名录中没有成员", f"the group {one.name} has no members"
                )
            )


def numbers_are_serial(rows: Sequence[SheetRow]) -> bool:
    """Whether the number column only counts the rows (1, 2, 3, 一、（1）), which is no task's number."""
    return all(
        re.fullmatch(r"[（(]?\d{0,5}[)）、.]?|[一二三四五六七八九十百]{1,4}、?", row.words("number")) for row in rows
    )
