"""The template to fill in, and the office's own state in the same form: what goes out can come back in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from luoshi.duban.accounts.models import Office
from luoshi.duban.accounts.roles import Role
from luoshi.duban.language import in_chinese
from luoshi.duban.organisations.access import UNIT_ROLES
from luoshi.duban.organisations.models import Alias, Membership, Tenure, UnitKind
from luoshi.duban.organisations.queries import current, units_in
from luoshi.duban.organisations.sheets.columns import HELP, PEOPLE, PEOPLE_COLUMNS, UNIT_COLUMNS, UNITS, SheetColumn
from luoshi.layout.choices import add_choices
from luoshi.layout.excel import add_sheet, new_workbook, save
from luoshi.layout.grid import Align, Cell, Column, Grid, Row

_EMPTY_ROWS = 40
_LAST_ROW = 3000
_HEAD = 3  # the row of the headings, below title and note
_NOTE = "每行一条；空白的格子不改动原有内容，别名和所属组只增不减。填好后整表上传，先看差异再生效。"
_EXAMPLE_UNITS = (
    ("临川镇人民政府", "临川镇", "单位", "", "临川镇政府", "各乡镇"),
    ("各乡镇", "", "单位组", "", "各乡镇人民政府", ""),
)
_EXAMPLE_PEOPLE = (("郑文", "", "临川镇人民政府", "联络员", "党政办主任", "0551-60001234", "2026-03-01"),)


@in_chinese
def template() -> bytes:
    """The empty file (.xlsx): a sheet of units, a sheet of people, and what to write into them."""
    return _workbook("单位和人员导入模板", [], [], spare=_EMPTY_ROWS)


@in_chinese
def export(office: Office, on: date) -> bytes:
    """The office's units and who holds the posts of units on a day (.xlsx); taken in again, it changes nothing."""
    return _workbook(f"{office.name}单位和人员", unit_rows(office, on), _people_rows(office, on), spare=0)


@in_chinese
def unit_rows(office: Office, on: date) -> list[tuple[str, ...]]:
    """The units in their order, as the columns of the sheet ask."""
    aliases: dict[int, list[str]] = {}
    for alias in Alias.objects.filter(office=office).order_by("pk"):
        aliases.setdefault(alias.unit_id, []).append(alias.name)
    groups: dict[int, list[str]] = {}
    memberships = Membership.objects.filter(current(on), group__office=office).select_related("group")
    for membership in memberships.order_by("group__position", "group_id"):
        groups.setdefault(membership.member_id, []).append(membership.group.name)
    return [
        (
            unit.name,
            unit.short_name,
            str(UnitKind(unit.kind).label),
            "" if unit.parent is None else unit.parent.name,
            "、".join(aliases.get(unit.pk, [])),
            "、".join(groups.get(unit.pk, [])),
        )
        for unit in units_in(office, on).select_related("parent")
    ]


def _people_rows(office: Office, on: date) -> list[tuple[str, ...]]:
    tenures = Tenure.objects.filter(current(on), post__office=office, post__is_open=True)
    return [
        (
            tenure.person.name,
            tenure.person.username,
            "" if tenure.post.unit is None else tenure.post.unit.name,
            str(Role(tenure.post.role).label),
            tenure.post.title,
            tenure.person.telephone,
            tenure.starts.isoformat(),
        )
        for tenure in tenures.select_related("person", "post__unit").order_by("post__unit__position", "post_id", "pk")
    ]


def _workbook(title: str, units: Sequence[tuple[str, ...]], people: Sequence[tuple[str, ...]], *, spare: int) -> bytes:
    workbook = new_workbook(title=title)
    sheet = add_sheet(workbook, _grid(UNITS, "单位名录", UNIT_COLUMNS, units, spare))
    kinds = [str(kind.label) for kind in UnitKind]
    add_choices(sheet, _place(UNIT_COLUMNS, "kind"), kinds, first=_HEAD + 1, last=_LAST_ROW)
    sheet = add_sheet(workbook, _grid(PEOPLE, "人员和岗位", PEOPLE_COLUMNS, people, spare))
    posts = [str(role.label) for role in Role if role in UNIT_ROLES]
    if not people:
        add_choices(sheet, _place(PEOPLE_COLUMNS, "role"), posts, first=_HEAD + 1, last=_LAST_ROW)
    add_sheet(workbook, _help())
    return save(workbook)


def _place(columns: Sequence[SheetColumn], field: str) -> int:
    return next(number for number, column in enumerate(columns, 1) if column.field == field)


def _grid(name: str, title: str, columns: Sequence[SheetColumn], rows: Sequence[tuple[str, ...]], spare: int) -> Grid:
    centred = {"kind", "role", "starts", "username", "telephone"}
    heads = tuple(
        Column(column.heading, column.width, Align.CENTRE if column.field in centred else Align.LEFT)
        for column in columns
    )
    empty = ("",) * len(columns)
    lines = tuple(Row(tuple(Cell(words) for words in row)) for row in [*rows, *[empty] * spare])
    return Grid(name, title, heads, lines, _NOTE)


def _help() -> Grid:
    """What each column wants, with an example a column."""
    rows = []
    for name, columns, examples in (
        (UNITS, UNIT_COLUMNS, _EXAMPLE_UNITS),
        (PEOPLE, PEOPLE_COLUMNS, _EXAMPLE_PEOPLE),
    ):
        for number, column in enumerate(columns):
            shown = "；".join(example[number] for example in examples if example[number])
            rows.append(Row((Cell(name), Cell(column.heading), Cell(column.hint), Cell(shown))))
    columns_of_help = (
        Column("工作表", 24, Align.CENTRE),
        Column("列", 28, Align.CENTRE),
        Column("怎么填", 120),
        Column("举例", 80),
    )
    return Grid(HELP, HELP, columns_of_help, tuple(rows))
