"""What a sheet would change, before it counts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.duban.organisations.sheets.reading import PersonRow, UnitRow
from luoshi.duban.spreadsheets.problems import CellProblem


class Status(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that changes: its name in the language of the page, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What a row does to a unit; names are official ones, resolved."""

    row: UnitRow
    status: Status
    details: tuple[Detail, ...] = ()
    unit: int | None = None
    parent: str = ""
    new_aliases: tuple[str, ...] = ()
    new_groups: tuple[str, ...] = ()
    new_members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What a row does to a post: ``post`` is empty where one is opened, ``person`` where an account is made.

    ``key`` tells new people of the sheet apart; ``unit`` is the official name; ``after`` who is followed; ``tenure``
    is the one whose first day the row corrects.
    """

    row: PersonRow
    status: Status
    details: tuple[Detail, ...] = ()
    post: int | None = None
    person: int | None = None
    key: str = ""
    unit: str = ""
    after: str = ""
    tenure: int | None = None


@dataclass(slots=True)
class Differences:
    """All that a file would do, and all that is wrong with it."""

    units: list[UnitChange] = field(default_factory=list)
    people: list[PersonChange] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Of units and of people, by status."""
        return {status.value: (_count(self.units, status), _count(self.people, status)) for status in Status}

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return all(change.status is Status.SAME for change in self.all)

    @property
    def all(self) -> list[UnitChange | PersonChange]:
        """Every row, units first."""
        return [*self.units, *self.people]

    @property
    def newcomers(self) -> int:
        """How many accounts would be made."""
        return len({change.key for change in self.people if change.status is Status.NEW and change.person is None})

    @property
    def digest(self) -> str:
        """The same as long as the file would do the same: what was looked at is what is done."""
        lines = [
            repr((change.row.place.sheet, change.row.place.row, change.status, change.details)) for change in self.all
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _count(changes: Sequence[UnitChange] | Sequence[PersonChange], status: Status) -> int:
    return sum(change.status is status for change in changes)
