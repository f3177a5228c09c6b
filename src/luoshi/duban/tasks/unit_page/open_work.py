"""The open tasks of a unit, counted by state and limit, and listed with the next limit first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.lateness import overdue_assignments
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, State

#: How many days ahead a limit is near.
NEAR = 30


class When(StrEnum):
    """Where the limit of an open task lies."""

    LATE = "late"
    NEAR = "near"
    LATER = "later"
    NONE = "none"


WHEN: Mapping[When, str | Promise] = {
    When.LATE: _("逾期"),
    When.NEAR: _("30天内到期"),
    When.LATER: _("30天后到期"),
    When.NONE: _("没有期限"),
}


def open_of(unit: Unit) -> QuerySet[Assignment]:
    """The assignments of *unit* in which something is still to be done or known."""
    issued = Assignment.objects.filter(unit=unit, task__issued_at__isnull=False)
    return issued.exclude(state__in=("", *OVER))


def conditions(today: date) -> dict[When, Q]:
    """Where a limit lies, as conditions that exclude one another."""
    late = overdue_assignments(today)
    near = Q(due__lte=today + timedelta(days=NEAR)) & ~late
    return {
        When.LATE: late,
        When.NEAR: near,
        When.LATER: Q(due__gt=today + timedelta(days=NEAR)),
        When.NONE: Q(due__isnull=True),
    }


@dataclass(slots=True)
class Counts:
    """How many open tasks the unit answers for, by state and limit; ``roles`` are those it only takes part in."""

    cells: dict[tuple[State, When], int] = field(default_factory=dict)
    roles: dict[AssignmentRole, int] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[State, list[tuple[When, int]], int]]:
        """A row for each state that occurs, with its cells and its sum."""
        found = []
        for state in State:
            row = [(when, self.cells.get((state, when), 0)) for when in When]
            if total := sum(number for _when, number in row):
                found.append((state, row, total))
        return found

    @property
    def sums(self) -> list[tuple[When, int]]:
        """The sum of each column."""
        return [(when, sum(n for (_state, at), n in self.cells.items() if at is when)) for when in When]

    @property
    def total(self) -> int:
        """How many open tasks the unit answers for."""
        return sum(self.cells.values())

    @property
    def late(self) -> int:
        """How many of them are past their limit."""
        return dict(self.sums)[When.LATE]


def count_open(unit: Unit, today: date) -> Counts:
    """Count the open tasks of *unit*: one question, whatever their number."""
    meant = {when.value: Count("pk", filter=condition) for when, condition in conditions(today).items()}
    counts = Counts()
    rows: Iterable[Mapping[str, Any]] = (
        open_of(unit).order_by().values("state", "role", "answers").annotate(**meant, all=Count("pk"))
    )
    for row in rows:
        if not row["answers"]:
            role = AssignmentRole(row["role"])
            counts.roles[role] = counts.roles.get(role, 0) + row["all"]
            continue
        for when in When:
            key = (State(row["state"]), when)
            counts.cells[key] = counts.cells.get(key, 0) + row[when.value]
    return counts


def listed(unit: Unit, today: date, *, state: str = "", when: str = "", others: bool = False) -> QuerySet[Assignment]:
    """The open tasks that *unit* answers for, the next limit first, narrowed by what was chosen; with *others* those
    that it only takes part in."""
    rows = open_of(unit).filter(answers=not others)
    if state in State.values:
        rows = rows.filter(state=state)
    if when in list(When):
        rows = rows.filter(conditions(today)[When(when)])
    return rows.select_related("task", "latest").order_by(F("due").asc(nulls_last=True), "pk")


def roles_in_words(counts: Counts) -> Iterable[tuple[str, int]]:
    """The roles in which the unit only takes part, by their names."""
    return [(str(role.label), number) for role, number in sorted(counts.roles.items())]
