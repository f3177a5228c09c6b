"""Compare a sheet's units with the office's."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.models import Alias, Membership, Unit, UnitKind
from luoshi.duban.organisations.queries import current
from luoshi.duban.organisations.sheets.differences import Detail, Status, UnitChange
from luoshi.duban.organisations.sheets.reading import UnitRow
from luoshi.duban.spreadsheets.problems import CellProblem


class KnownUnits:
    """The office's units, and those that the sheet adds, by every name: a few queries for any number of rows."""

    def __init__(self, office: Office, rows: list[UnitRow], on: date) -> None:
        units = Unit.objects.filter(office=office, ends__isnull=True).select_related("parent")
        self.units = {unit.name: unit for unit in units}
        self.aliases = {
            alias.name: alias.unit.name
            for alias in Alias.objects.filter(office=office, unit__ends__isnull=True).select_related("unit")
        }
        self.rows = {row.name: row for row in rows}
        self._short: dict[str, set[str]] = defaultdict(set)
        for unit in self.units.values():
            self._short[unit.short_name].add(unit.name)
        for row in rows:
            self._short[row.short_name].add(row.name)
        self._added_aliases = {alias: row.name for row in rows for alias in row.aliases}
        memberships = Membership.objects.filter(current(on), group__office=office, group__ends__isnull=True)
        self.memberships = set(memberships.values_list("group__name", "member__name"))

    def official(self, name: str) -> str:
        """The official name that *name* means, empty where it means none or more than one."""
        if name in self.units or name in self.rows:
            return name
        found = self.aliases.get(name) or self._added_aliases.get(name)
        if found:
            return found
        short = self._short.get(name, set()) if name else set()
        return next(iter(short)) if len(short) == 1 else ""

    def kind(self, name: str) -> UnitKind:
        """The kind of the unit with an official name, as it will be."""
        row, unit = self.rows.get(name), self.units.get(name)
        if row is not None and row.kind is not None:
            return row.kind
        return UnitKind(unit.kind) if unit is not None else UnitKind.ORGANISATION


def compare_units(rows: list[UnitRow], known: KnownUnits) -> tuple[list[UnitChange], list[CellProblem]]:
    """What each row does, and what is wrong with it."""
    problems: list[CellProblem] = []
    seen: dict[str, int] = {}
    claimed: dict[str, UnitRow] = {}
    changes: list[UnitChange] = []
    for row in rows:
        if row.name in seen:
            chinese = f"“{row.name}”与第{seen[row.name]}行重复"
            problems.append(row.place.problem("name", chinese, f"{row.name} stands in row {seen[row.name]} already"))
            continue
        seen[row.name] = row.place.row
        own = [*_name(row, known), *_aliases(row, known, claimed), *_parent(row, known), *_groups(row, known)]
        problems += own
        if not own:
            changes.append(_change(row, known))
    problems += _circles(changes, known)
    return changes, problems


def _name(row: UnitRow, known: KnownUnits) -> list[CellProblem]:
    unit = known.units.get(row.name)
    if unit is None and row.name in known.aliases:
        official = known.aliases[row.name]
        chinese = f"“{row.name}”已是“{official}”的别名或曾用名，请填写规范名称"
        return [row.place.problem("name", chinese, f"{row.name} is another name of {official}; give the official one")]
    if unit is not None and unit.kind == UnitKind.GROUP and row.kind not in (None, UnitKind.GROUP):
        members = any(group == row.name for group, _member in known.memberships)
        if members:
            chinese = f"“{row.name}”是有成员的单位组，不能改为其他类型"
            return [row.place.problem("kind", chinese, f"{row.name} is a group with members")]
    return []


def _aliases(row: UnitRow, known: KnownUnits, claimed: dict[str, UnitRow]) -> list[CellProblem]:
    problems = []
    for alias in row.aliases:
        other = claimed.get(alias)
        holder = "" if other is None else other.name
        if other is None and (alias in known.units or alias in known.rows):
            holder = alias
        elif other is None and known.aliases.get(alias, row.name) != row.name:
            holder = known.aliases[alias]
        if holder:
            chinese = f"别名“{alias}”已是“{holder}”的名称或别名"
            problems.append(row.place.problem("aliases", chinese, f"{alias} is a name of {holder} already"))
        claimed[alias] = row
    return problems


def _parent(row: UnitRow, known: KnownUnits) -> list[CellProblem]:
    if not row.parent:
        return []
    official = known.official(row.parent)
    if not official:
        chinese = f"上级“{row.parent}”不在名录中，也不在本表中"
        return [row.place.problem("parent", chinese, f"the parent {row.parent} is unknown")]
    if official == row.name:
        return [row.place.problem("parent", "上级是单位自己", "the unit is its own parent")]
    if known.kind(official) is UnitKind.GROUP:
        chinese = f"上级“{row.parent}”是单位组；请写在“所属组”一列"
        return [row.place.problem("parent", chinese, f"{row.parent} is a group; name it in the column of groups")]
    return []


def _groups(row: UnitRow, known: KnownUnits) -> list[CellProblem]:
    problems = [
        row.place.problem(
            "groups", f"“{group}”不是已有的单位组；新组请另起一行，类型填“单位组”", f"{group} is no group"
        )
        for group in row.groups
        if known.kind(known.official(group)) is not UnitKind.GROUP
    ]
    if row.groups and known.kind(row.name) is UnitKind.GROUP:
        problems.append(row.place.problem("groups", "单位组不能属于另一个组", "a group cannot belong to a group"))
    if row.members and known.kind(row.name) is not UnitKind.GROUP:
        problems.append(row.place.problem("members", "只有单位组有成员", "only a group has members"))
    unknown = [member for member in row.members if not known.official(member)]
    return problems + [
        row.place.problem("members", f"成员“{member}”不在名录中", f"the member {member} is unknown")
        for member in unknown
    ]


def _change(row: UnitRow, known: KnownUnits) -> UnitChange:
    unit = known.units.get(row.name)
    parent = known.official(row.parent) if row.parent else ""
    aliases = tuple(alias for alias in row.aliases if alias not in known.aliases)
    groups = tuple(name for name in map(known.official, row.groups) if (name, row.name) not in known.memberships)
    members = tuple(name for name in map(known.official, row.members) if (row.name, name) not in known.memberships)
    kind = row.kind or (UnitKind.ORGANISATION if unit is None else UnitKind(unit.kind))
    details = [
        (_("类型"), "" if unit is None else str(UnitKind(unit.kind).label), str(kind.label)),
        (_("简称"), "" if unit is None else unit.short_name, row.short_name),
        (_("上级"), "" if unit is None or unit.parent is None else unit.parent.name, parent),
        (_("别名"), "", "、".join(aliases)),
        (_("所属组"), "", "、".join(groups)),
        (_("成员"), "", "、".join(members)),
    ]
    kept = tuple(Detail(*detail) for detail in details if detail[2] and detail[1] != detail[2])
    status = Status.NEW if unit is None else (Status.CHANGED if kept else Status.SAME)
    return UnitChange(row, status, kept, None if unit is None else unit.pk, parent, aliases, groups, members)


def _circles(changes: list[UnitChange], known: KnownUnits) -> list[CellProblem]:
    """Rows whose parents would lead back to themselves."""
    above = {name: unit.parent.name for name, unit in known.units.items() if unit.parent is not None}
    above.update({change.row.name: change.parent for change in changes if change.parent})
    problems = []
    for change in changes:
        seen, name = set(), above.get(change.row.name, "")
        while name and name not in seen and name != change.row.name:
            seen.add(name)
            name = above.get(name, "")
        if name == change.row.name and change.parent:
            chinese = f"“{change.row.name}”与“{change.parent}”互为上级"
            problems.append(change.row.place.problem("parent", chinese, f"{change.parent} lies below the unit itself"))
    return problems
