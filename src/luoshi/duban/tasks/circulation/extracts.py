"""Who is asked about what: each unit with the tasks that name it, and what could not be sent to anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from luoshi.duban.organisations.models import Membership, Unit, UnitKind
from luoshi.duban.organisations.queries import current
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Plan, Task

#: Where a unit is named twice for a task, the weightier role counts.
_WEIGHT = {role: weight for weight, role in enumerate(AssignmentRole)}


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit is for a task; ``through`` is the group that stands for it, else empty."""

    role: str
    through: str = ""


@dataclass(slots=True)
class Addressee:
    """A unit and its part in each task, by the task's key."""

    unit: Unit
    parts: dict[int, Part] = field(default_factory=dict)

    def add(self, task: int, part: Part) -> None:
        """Keep the weightier role; the unit's own name before a group's at the same weight."""
        known = self.parts.get(task)
        if known is None or _rank(part) < _rank(known):
            self.parts[task] = part


def _rank(part: Part) -> tuple[int, bool]:
    return _WEIGHT[AssignmentRole(part.role)], bool(part.through)


@dataclass(frozen=True, slots=True)
class Unaddressed:
    """A name that stands for nobody who could be asked: unknown to the register of units, or an empty group."""

    name: str
    tasks: tuple[Task, ...]
    empty_group: bool = False


@dataclass(frozen=True, slots=True)
class Addressees:
    """Everybody who is asked, in the order of the units, and the names that stand for nobody."""

    units: tuple[Addressee, ...]
    gaps: tuple[Unaddressed, ...]


def tasks_with_units(plan: Plan) -> QuerySet[Task]:
    """The plan's tasks in their order with their units: two queries."""
    units = Prefetch("assignments", Assignment.objects.select_related("unit").order_by("position", "id"))
    return plan.tasks.order_by("position", "id").prefetch_related(units)


def circulated_tasks(plan: Plan) -> list[Task]:
    """The plan's tasks in their order, with all that an extract shows of them: four queries."""
    return list(tasks_with_units(plan).prefetch_related("steps", "targets"))


def addressees(tasks: Sequence[Task], on: date) -> Addressees:
    """The units that *tasks* (with their assignments prefetched) name on a day; groups stand for their members."""
    rows = [(task, one) for task in tasks for one in task.assignments.all()]
    members = _members({one.unit for _, one in rows if one.unit and one.unit.kind == UnitKind.GROUP}, on)
    found: dict[int, Addressee] = {}
    lost: dict[tuple[str, bool], list[Task]] = defaultdict(list)
    for task, one in rows:
        meant = list(_meant(one, members))
        for unit, through in meant:
            found.setdefault(unit.pk, Addressee(unit)).add(task.pk, Part(one.role, through))
        if not meant:
            lost[one.name, one.unit is not None].append(task)
    units = sorted(found.values(), key=lambda one: (one.unit.position, one.unit.pk))
    gaps = (Unaddressed(name, tuple(dict.fromkeys(named)), empty) for (name, empty), named in lost.items())
    return Addressees(tuple(units), tuple(gaps))


def _meant(one: Assignment, members: dict[int, list[Unit]]) -> Iterable[tuple[Unit, str]]:
    if one.unit is None:
        return ()
    if one.unit.kind == UnitKind.GROUP:
        return ((member, one.unit.name) for member in members.get(one.unit.pk, ()))
    return ((one.unit, ""),)


def _members(groups: Iterable[Unit], on: date) -> dict[int, list[Unit]]:
    keys = [group.pk for group in groups]
    found: dict[int, list[Unit]] = defaultdict(list)
    if keys:
        rows = Membership.objects.filter(current(on), group__in=keys).select_related("member")
        for one in rows.order_by("member__position", "member_id"):
            found[one.group_id].append(one.member)
    return found
