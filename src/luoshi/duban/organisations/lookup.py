"""Many names at once: what each means, by the rules of :func:`~luoshi.duban.organisations.names.resolve`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Self

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.models import Alias, Membership, Unit, UnitKind
from luoshi.duban.organisations.names import tidy
from luoshi.duban.organisations.queries import current


@dataclass(frozen=True, slots=True)
class Lookup:
    """The names of an office's units on a day, read in three queries.

    ``members`` leads from a group's key to its members on that day, in their order.
    """

    names: dict[str, Unit]
    members: dict[int, list[Unit]]

    @classmethod
    def of(cls, office: Office, on: date) -> Self:
        """The names as they stand on a day: official names first, then aliases, then short names of one unit."""
        every = {unit.pk: unit for unit in Unit.objects.filter(office=office)}
        there = {pk: unit for pk, unit in every.items() if _exists(unit, on)}
        names: dict[str, Unit] = {}
        for unit in there.values():
            names.setdefault(tidy(unit.name), unit)
        aliases = Alias.objects.filter(office=office).values_list("name", "unit_id")
        meant = {tidy(name): _survivor(every.get(pk), every, on) for name, pk in aliases}
        short = Counter(unit.short_name for unit in there.values() if unit.short_name)
        for unit in there.values():
            if short[unit.short_name] == 1 and unit.short_name not in meant:
                names.setdefault(unit.short_name, unit)
        for name, one in meant.items():
            if one is not None and (name not in names or tidy(names[name].name) != name):
                names[name] = one
        return cls(names, _members(there, on))

    def resolve(self, name: str) -> Unit | None:
        """The unit that *name* means, or ``None`` where none or more than one could be meant."""
        return self.names.get(tidy(name))

    def units_for(self, unit: Unit) -> list[Unit]:
        """*unit* itself; in place of a group its members."""
        return self.members.get(unit.pk, []) if unit.kind == UnitKind.GROUP else [unit]


def _exists(unit: Unit, on: date) -> bool:
    return (unit.starts is None or unit.starts <= on) and (unit.ends is None or unit.ends > on)


def _survivor(unit: Unit | None, every: dict[int, Unit], on: date) -> Unit | None:
    """What the unit had become by a day; a chain of mergers is no longer than there are units."""
    for _ in every:
        if unit is None or unit.ends is None or unit.ends > on:
            break
        unit = every.get(unit.merged_into_id or 0)
    return unit if unit is not None and _exists(unit, on) else None


def _members(there: dict[int, Unit], on: date) -> dict[int, list[Unit]]:
    found: dict[int, list[Unit]] = {pk: [] for pk, unit in there.items() if unit.kind == UnitKind.GROUP}
    rows = Membership.objects.filter(current(on), group__in=list(found)).order_by("member__position", "member_id")
    for group, member in rows.values_list("group_id", "member_id"):
        if member in there:
            found[group].append(there[member])
    return found
