"""What a register still has to do at the end of its year, and the registers in which it can go on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet, Sum

from luoshi.duban.registers.models import Register
from luoshi.duban.registers.schema import Schema
from luoshi.duban.registers.settings import Settings
from luoshi.duban.tasks.column_use import count_uses
from luoshi.duban.tasks.models import OVER, Task


def unfinished(register: Register) -> QuerySet[Task]:
    """The issued tasks of *register* that are neither closed out nor withdrawn, in the order of their numbers."""
    issued = Task.objects.filter(office=register.office_id, register=register, issued_at__isnull=False)
    return issued.exclude(state__in=OVER).order_by("number", "id")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a register stands before a carry-over.

    ``fingerprint`` says which tasks are unfinished, and in which version: whoever confirms a carry-over confirms what
    they saw.  ``count`` is how many those are.  ``drafts`` are the tasks of plans that are not issued yet; these stay
    with their plan.
    """

    fingerprint: str
    count: int
    drafts: int


def standing(register: Register) -> Standing:
    """How *register* stands now, in one question to the database."""
    waiting = Q(issued_at__isnull=False)
    seen = (
        Task.objects.filter(office=register.office_id, register=register)
        .exclude(state__in=OVER)
        .aggregate(
            count=Count("pk", filter=waiting),
            keys=Sum("pk", filter=waiting),
            versions=Sum("version", filter=waiting),
            drafts=Count("pk", filter=Q(issued_at__isnull=True, taken_off_at__isnull=True)),
        )
    )
    fingerprint = f"{seen['count']}-{seen['keys'] or 0}-{seen['versions'] or 0}"
    return Standing(fingerprint, seen["count"], seen["drafts"])


def next_settings(register: Register) -> Settings:
    """The settings of next year's register, as they would be taken over."""
    return replace(Settings.of(register), year=register.year + 1)


def following(register: Register) -> tuple[list[Register], bool]:
    """The open registers of later years, the one of the same name first, then by year; and whether next year has one
    of that name, open or closed."""
    later = Register.objects.filter(office=register.office_id, year__gt=register.year)
    found = sorted(later, key=lambda one: (one.name != register.name, one.year, one.pk))
    is_next = any(one.name == register.name and one.year == register.year + 1 for one in found)
    return [one for one in found if one.is_open], is_next


def missing_columns(register: Register, into: Register) -> list[str]:
    """The names of the columns in use that *into* lacks: what stands in them is kept and would not be shown."""
    there = {column.key for column in Schema.of(into).columns}
    lacking = [column for column in Schema.of(register).columns if column.key not in there]
    return [column.name for column in lacking if count_uses(register, column.key)]
