"""How many tasks came into a register from the year before, and how many went on to the next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import CarryOver


@dataclass(frozen=True, slots=True)
class Way:
    """A carry-over as a register's page names it, with what went and what was dropped."""

    carried: CarryOver
    other: Register
    went: int
    dropped: int


def came(register: Register) -> list[Way]:
    """What came into *register*, the newest carry-over first."""
    return [_way(one, one.register) for one in _counted(CarryOver.objects.filter(into=register))]


def went(register: Register) -> list[Way]:
    """What went from *register* into others, the newest carry-over first."""
    return [_way(one, one.into) for one in _counted(CarryOver.objects.filter(register=register))]


def _counted(rows: QuerySet[CarryOver]) -> QuerySet[CarryOver]:
    """*rows* with how many tasks went on and how many were dropped."""
    going, dropped = (Count("rows", filter=Q(rows__dropped=which)) for which in (False, True))
    return rows.select_related("register", "into").annotate(going=going, left=dropped)


def _way(one: CarryOver, other: Register) -> Way:
    return Way(one, other, one.going, one.left)  # type: ignore[attr-defined]  # annotated
