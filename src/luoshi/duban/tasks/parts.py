"""分办: the parts that a unit has given on, and how far they are together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit, UnitKind
from luoshi.duban.organisations.queries import current, with_units_below
from luoshi.duban.tasks.acting import assignments_of
from luoshi.duban.tasks.models import Assignment, State

_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the parts are together: so many of so many closed; ``mean`` is the mean of the ``told`` figures.

    Nothing is guessed: a part that gave no figure yet does not enter the mean.
    """

    done: int
    total: int
    mean: Decimal | None
    told: int


def progress_of(parts: Iterable[Assignment]) -> Progress:
    """*parts* rolled up; those that were taken back count for nothing, one that is closed counts a hundred."""
    rows = [one for one in parts if one.state != State.WITHDRAWN]
    closed = [one for one in rows if one.state == State.CLOSED_OUT]
    figures = [_ALL if one.state == State.CLOSED_OUT else one.percent for one in rows]
    known = [one for one in figures if one is not None]
    mean = sum(known, Decimal(0)) / len(known) if known else None
    return Progress(len(closed), len(rows), mean, len(known))


def parts_of(assignment: Assignment) -> QuerySet[Assignment]:
    """What *assignment* was broken down to, those taken back last."""
    found = assignment.parts.select_related("unit", "latest", "task__office", "parent")
    return found.annotate(gone=Exists(Assignment.objects.filter(pk=OuterRef("pk"), state=State.WITHDRAWN))).order_by(
        "gone", "position", "pk"
    )


def part_for(user: User, pk: int) -> Assignment | None:
    """A part that a unit of *user* has given on."""
    own = assignments_of(user).values("pk")
    rows = Assignment.objects.select_related("unit", "task__office", "task__register", "parent")
    return rows.filter(pk=pk, parent__in=own).first()


def units_to_choose(assignment: Assignment) -> QuerySet[Unit]:
    """The units below that of *assignment* that do not have the task yet."""
    below = with_units_below(assignment.task.office_id, {assignment.unit_id or 0}) - {assignment.unit_id or 0}
    taken = Assignment.objects.filter(task=assignment.task_id, unit__isnull=False).exclude(state=State.WITHDRAWN)
    there = Unit.objects.filter(current(clock.today()), pk__in=below).exclude(kind=UnitKind.GROUP)
    return there.exclude(pk__in=taken.values("unit")).order_by("position", "pk")
