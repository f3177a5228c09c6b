"""The names that an office's units go by, read once for a whole plan, and only if one is looked for."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.db.models import F

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.queries import units_in

#: Endings that a document puts after a unit's name and that are no part of it.
_ENDINGS = ("部门", "单位", "等")


class UnitNames:
    """Finds a unit by any of its names: the official one, the short one, an alias."""

    def __init__(self, office: Office, on: date) -> None:
        self._office, self._on = office, on
        self._found: dict[str, Unit | None] = {}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        """By each of their names; read when the first one is looked for."""
        rows = [(one, one.alias or "") for one in units_in(self._office, self._on).annotate(alias=F("aliases__name"))]
        units = {unit.pk: unit for unit, _alias in rows}
        found: dict[str, Unit] = {}
        for name, unit in (
            *((unit.name, unit) for unit in units.values()),
            *((unit.short_name, unit) for unit in units.values()),
            *((alias, units[unit.pk]) for unit, alias in rows),
        ):
            if name:
                found.setdefault(name, unit)
                found.setdefault(_bare(name), unit)
        return found

    def find(self, name: str) -> Unit | None:
        """The unit that goes by *name*, or none: a name that only resembles one stays unknown."""
        if name not in self._found:
            self._found[name] = self._look_up(name.strip())
        return self._found[name]

    def _look_up(self, name: str) -> Unit | None:
        if not name:
            return None
        return self._units.get(name) or self._units.get(_bare(name)) or self._units.get(self._in_full(name))

    def first_of(self, *names: str | None) -> Unit | None:
        """The unit that goes by the first of *names* that is known."""
        return next((unit for name in names if name and (unit := self.find(name)) is not None), None)

    def _in_full(self, name: str) -> str:
        """县水利局, said in 青禾县, is 青禾县水利局."""
        region = self._office.region
        return f"{region}{name.removeprefix(region[-1:])}"


def _bare(name: str) -> str:
    """The name without 部门, 单位 or 等 at its end."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
