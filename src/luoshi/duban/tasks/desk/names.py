"""The names that an office's units go by, read once for a whole plan."""

from __future__ import annotations

from datetime import date

from django.db.models import F

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.queries import units_in

#: Endings that a document puts after a unit's name and that are no part of it.
_ENDINGS = ("部门", "单位", "等")


class UnitNames:
    """Finds a unit by any of its names: the official one, the short one, an alias."""

    def __init__(self, office: Office, on: date) -> None:
        self._units: dict[str, Unit] = {}
        self._region = office.region
        rows: list[tuple[Unit, str]] = [
            (one, one.alias or "") for one in units_in(office, on).annotate(alias=F("aliases__name"))
        ]
        units = {unit.pk: unit for unit, _alias in rows}
        for name, unit in (
            *((unit.name, unit) for unit in units.values()),
            *((unit.short_name, unit) for unit in units.values()),
            *((alias, units[unit.pk]) for unit, alias in rows),
        ):
            self._keep(name, unit)

    def _keep(self, name: str, unit: Unit) -> None:
        if name:
            self._units.setdefault(name, unit)
            self._units.setdefault(_bare(name), unit)

    def find(self, name: str) -> Unit | None:
        """The unit that goes by *name*, or none: a name that only resembles one stays unknown."""
        name = name.strip()
        if not name:
            return None
        return self._units.get(name) or self._units.get(_bare(name)) or self._units.get(self._in_full(name))

    def _in_full(self, name: str) -> str:
        """县水利局, said in 青禾县, is 青禾县水利局."""
        return f"{self._region}{name.removeprefix(self._region[-1:])}"


def _bare(name: str) -> str:
    """The name without 部门, 单位 or 等 at its end."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
