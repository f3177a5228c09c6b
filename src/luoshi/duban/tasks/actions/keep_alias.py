"""Keep a name that the office did not know as another name of a unit; the next document uses it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.actions.add_alias import add_alias
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.changing import begin
from luoshi.duban.tasks.desk.discard import discard_parts
from luoshi.duban.tasks.models import Assignment, DeskChange, Plan, Task


@transaction.atomic
def keep_alias(plan: Plan, name: str, unit: Unit, *, actor: User) -> DeskChange | None:
    """Note that *name* means *unit*, and give the plan's tasks that stand under that name to the unit.

    The name is kept for the office; undo takes back what it changed in the plan, the name stays (units are managed
    on their own page).  Raises :class:`Refused` where the name already means another unit.
    """
    name = name.strip()[:100]
    edit = begin(plan, actor=actor)
    if unit.office_id != edit.plan.office_id:
        raise Refused("other-office", "这是其他地区的单位。", "The unit belongs to another office.")
    other = edit.names.find(name)
    if not name or (other is not None and other.pk != unit.pk):
        owner = other.name if other else ""
        raise Refused("alias-taken", f"“{name}”已是“{owner}”的名称。", f"“{name}” already names {owner}.")
    if other is None:
        add_alias(unit, name, actor=actor)
    waiting = list(Assignment.objects.filter(task__plan=edit.plan, unit__isnull=True, name=name).select_related("task"))
    edit.touch(tasks=[one.task for one in waiting])
    has_it = set(Assignment.objects.filter(task__plan=edit.plan, unit=unit).values_list("task", flat=True))
    twice: list[int] = []
    for one in waiting:
        if one.task_id in has_it:
            twice.append(one.pk)
        has_it.add(one.task_id)
    discard_parts(Assignment, twice)
    Assignment.objects.filter(pk__in=[one.pk for one in waiting if one.pk not in twice]).update(unit=unit)
    Task.objects.filter(pk__in=[one.task_id for one in waiting]).update(version=F("version") + 1)
    return edit.finish("alias-kept", f"“{name}”对应“{unit.name}”")
