"""Say which units a task is given to, one task at a time or for many."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from luoshi.duban.accounts.models import User
from luoshi.duban.language import chinese
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.accept import assignments
from luoshi.duban.tasks.desk.changing import begin, named
from luoshi.duban.tasks.desk.discard import discard_parts
from luoshi.duban.tasks.desk.drafts import DraftUnit
from luoshi.duban.tasks.desk.items import Reference, tasks_of
from luoshi.duban.tasks.inserting import insert_values
from luoshi.duban.tasks.models import Assignment, AssignmentRole, DeskChange, Plan, Task

#: What ``why`` says of a unit that a person chose.
BY_PERSON = "person"


@transaction.atomic
def reassign(
    plan: Plan, wanted: Reference, units: Sequence[tuple[str, AssignmentRole]], *, actor: User
) -> DeskChange | None:
    """Replace the units of a task by these names with their roles, in this order.

    A name that the office does not know stays as it is and is shown as a gap.  A unit that stays keeps the reason
    for which it was found.  Raises :class:`Refused` where a unit stands twice.
    """
    edit = begin(plan, actor=actor)
    (task,) = tasks_of(edit, [wanted])
    there = list(Assignment.objects.filter(task=task))
    before = {(one.unit_id, one.name): one for one in there}
    chosen: list[DraftUnit] = []
    seen: set[object] = set()
    for name, role in ((name.strip(), role) for name, role in units if name.strip()):
        unit = edit.names.find(name)
        key: object = unit.pk if unit else name
        if key in seen:
            raise Refused("unit-twice", f"“{name}”列了两次。", f"{name} stands there twice.")
        seen.add(key)
        was = before.get((unit.pk if unit else None, name))
        why = was.why if was and was.role == role else BY_PERSON
        chosen.append(DraftUnit(name[:100], role, why, unit))
    discard_parts(Assignment, [one.pk for one in there])
    insert_values(Assignment, assignments(task.pk, chosen))
    _count([task])
    return edit.finish("reassigned", f"修改责任单位：{named([task])}")


@transaction.atomic
def add_unit(
    plan: Plan, wanted: Sequence[Reference], unit: Unit, role: AssignmentRole, *, actor: User
) -> DeskChange | None:
    """Give many tasks a unit more; a task that has it already keeps the role that it has there."""
    edit = begin(plan, actor=actor)
    _same_office(plan, unit)
    tasks = tasks_of(edit, wanted)
    have = set(Assignment.objects.filter(task__in=tasks, unit=unit).values_list("task", flat=True))
    lacking = [task for task in tasks if task.pk not in have]
    counts = dict.fromkeys((task.pk for task in lacking), 0)
    for key in Assignment.objects.filter(task__in=lacking).values_list("task", flat=True):
        counts[key] += 1
    Assignment.objects.bulk_create(
        Assignment(task=task, unit=unit, name=unit.name, role=role, position=counts[task.pk], why=BY_PERSON)
        for task in lacking
    )
    _count(lacking)
    return edit.finish("unit-added", f"{named(tasks) if tasks else ''}增加{chinese(role.label)}单位“{unit.name}”")


def _same_office(plan: Plan, unit: Unit) -> None:
    if unit.office_id != plan.office_id:
        raise Refused("other-office", "这是其他地区的单位。", "The unit belongs to another office.")


def _count(tasks: Sequence[Task]) -> None:
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(version=F("version") + 1)
