"""From a file to typed rows, with everything that is wrong in it; nothing is looked up yet."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from luoshi.duban.accounts.roles import ADMINISTRATORS, Role
from luoshi.duban.organisations.models import UnitKind
from luoshi.duban.organisations.names import parts, tidy
from luoshi.duban.organisations.sheets.columns import (
    KIND_WORDS,
    MEMBERS,
    PEOPLE_COLUMNS,
    POST_WORDS,
    UNIT_COLUMNS,
    fields_by_heading,
)
from luoshi.duban.problems import Refused
from luoshi.duban.spreadsheets.headings import find_headings
from luoshi.duban.spreadsheets.problems import CellProblem, letters
from luoshi.duban.spreadsheets.reading import Sheet, read_sheets
from luoshi.duban.spreadsheets.values import as_date, shown

_UNIT_FIELDS = fields_by_heading((*UNIT_COLUMNS, MEMBERS))
_PEOPLE_FIELDS = fields_by_heading(PEOPLE_COLUMNS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: sheet, row as Excel counts, and the columns of its fields."""

    sheet: str
    row: int
    columns: Mapping[str, str]

    def problem(self, name: str, chinese: str, english: str) -> CellProblem:
        """What is wrong with a field of the row."""
        return CellProblem(self.sheet, self.row, self.columns.get(name, ""), chinese, english)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a sheet tells it; what is empty there is empty here, and leaves things as they are."""

    place: Place
    name: str
    short_name: str = ""
    kind: UnitKind | None = None
    parent: str = ""
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a post as a sheet tells it."""

    place: Place
    name: str
    role: Role
    username: str = ""
    unit: str = ""
    title: str = ""
    telephone: str = ""
    starts: date | None = None


@dataclass(slots=True)
class Rows:
    """What a file holds; ``skipped`` are sheets in which nothing was looked for."""

    units: list[UnitRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def read_rows(content: bytes, name: str) -> Rows:
    """The rows of an .xlsx, .xls, .csv or (the library's form) .toml file.

    Raises :class:`Refused` where the file cannot be read or holds neither units nor people.
    """
    if name.lower().endswith(".toml"):
        return _read_toml(content, name)
    rows = Rows()
    for sheet in read_sheets(content, name):
        fields, reader = _PEOPLE_FIELDS, _read_person
        lines = _lines(sheet, fields, "name", "role")
        if lines is None:
            fields, reader = _UNIT_FIELDS, _read_unit
            lines = _lines(sheet, fields, "name")
        if lines is None:
            rows.skipped.append(sheet.name)
            continue
        rows.problems += [problem for line in lines for problem in line.formulas()]
        for line in lines:
            reader(line, rows)
    if not rows.units and not rows.people and not rows.problems:
        raise Refused(
            "no-rows",
            f"文件“{name}”里没有单位，也没有人员；请使用模板（表头“单位名称”“类型”……或“姓名”“岗位”……）。",
            f"{name} holds neither units nor people; use the template.",
        )
    return rows


@dataclass(frozen=True, slots=True)
class _Line:
    """A row below the headings."""

    sheet: Sheet
    index: int
    columns: Mapping[str, int]

    def words(self, name: str) -> str:
        return self.sheet.words(self.index, self.columns[name]) if name in self.columns else ""

    @property
    def place(self) -> Place:
        return Place(self.sheet.name, self.index + 1, {name: letters(at) for name, at in self.columns.items()})

    def formulas(self) -> list[CellProblem]:
        """A formula is refused: its value may be another one tomorrow."""
        return [
            self.place.problem(name, "是公式，请粘贴为数值", "this is a formula; paste its value")
            for name, at in self.columns.items()
            if self.sheet.is_formula(self.index, at)
        ]


def _lines(sheet: Sheet, fields: Mapping[str, str], *needed: str) -> list[_Line] | None:
    """The rows of a sheet that has these headings, or none of it."""
    headings = find_headings(sheet, fields.__contains__)
    if headings is None:
        return None
    columns: dict[str, int] = {}
    for index, heading in enumerate(headings.names):
        if heading in fields:
            columns.setdefault(fields[heading], index)
    if not all(name in columns for name in needed):
        return None
    lines = [_Line(sheet, index, columns) for index in range(headings.last + 1, len(sheet.rows))]
    return [line for line in lines if any(line.words(name) for name in columns) or line.formulas()]


def _read_unit(line: _Line, rows: Rows) -> None:
    place = line.place
    name, word = tidy(line.words("name")), tidy(line.words("kind"))
    kind = KIND_WORDS.get(word)
    if not name:
        rows.problems.append(place.problem("name", "单位名称为空", "the unit has no name"))
        return
    if len(name) > 100:
        rows.problems.append(place.problem("name", "单位名称超过100字", "the name has more than 100 characters"))
        return
    if word and kind is None:
        chinese = f"类型“{word}”无法识别，应为{'、'.join(str(one.label) for one in UnitKind)}"
        rows.problems.append(place.problem("kind", chinese, f"the kind {word} is unknown"))
    short = tidy(line.words("short_name"))
    if len(short) > 50:
        rows.problems.append(place.problem("short_name", "简称超过50字", "the short name has more than 50 characters"))
    rows.units.append(
        UnitRow(
            place=place,
            name=name,
            short_name=short,
            kind=kind,
            parent=tidy(line.words("parent")),
            aliases=tuple(alias for alias in parts(line.words("aliases")) if alias != name),
            groups=tuple(parts(line.words("groups"))),
            members=tuple(parts(line.words("members"))),
        )
    )


def _read_person(line: _Line, rows: Rows) -> None:
    place, problems = line.place, rows.problems
    name, word = tidy(line.words("name")), tidy(line.words("role"))
    role = POST_WORDS.get(word)
    before = len(problems)
    if not name:
        problems.append(place.problem("name", "姓名为空", "the person has no name"))
    if role is None:
        listed = "、".join(str(one.label) for one in Role if one not in ADMINISTRATORS)
        chinese = f"岗位“{word}”无法识别，应为{listed}" if word else "岗位为空"
        problems.append(place.problem("role", chinese, f"the post {word} is unknown" if word else "the post is empty"))
    elif role in ADMINISTRATORS:
        chinese = f"“{word}”由安全管理员授予账号，不能导入"
        problems.append(place.problem("role", chinese, f"{role.value} is granted to an account, not imported"))
    day, written = None, line.words("starts")
    if written:
        day = as_date(line.sheet.rows[line.index][line.columns["starts"]])
        if day is None:
            chinese = f"日期“{written}”无法识别，请写成 2026-03-01"
            problems.append(place.problem("starts", chinese, f"{written} is no day; write 2026-03-01"))
    for key, chinese, english, most in _LONGEST:
        if len(line.words(key)) > most:
            problems.append(
                place.problem(key, f"{chinese}超过{most}字", f"the {english} has more than {most} characters")
            )
    if len(problems) > before or role is None:
        return
    rows.people.append(
        PersonRow(
            place=place,
            name=name,
            role=role,
            username=line.words("username"),
            unit=tidy(line.words("unit")),
            title=line.words("title"),
            telephone=line.words("telephone"),
            starts=day,
        )
    )


_LONGEST = (
    ("name", "姓名", "name", 50),
    ("username", "登录名", "user name", 64),
    ("title", "职务", "title", 60),
    ("telephone", "电话", "telephone", 40),
)


def _read_toml(content: bytes, name: str) -> Rows:
    """The library's own form: ``[[unit]]`` with name, kind, aliases, parent and members."""
    try:
        entries = tomllib.loads(content.decode("utf-8-sig")).get("unit", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise Refused("damaged", f"文件“{name}”不是单位名录。", f"{name} is no register of units.") from None
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise Refused("damaged", f"文件“{name}”不是单位名录。", f"{name} is no register of units.")
    rows = Rows()
    for number, entry in enumerate(entries, 1):
        _read_unit(_Entry(entry, number), rows)  # type: ignore[arg-type]  # it answers as a line does
    return rows


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a .toml file, read as if it were a row."""

    entry: Mapping[str, object]
    number: int

    def words(self, name: str) -> str:
        value = self.entry.get(name, "")
        return "、".join(map(str, value)) if isinstance(value, list) else shown(str(value))

    @property
    def place(self) -> Place:
        return Place("unit", self.number, {})


Reader = Callable[[_Line, Rows], None]
