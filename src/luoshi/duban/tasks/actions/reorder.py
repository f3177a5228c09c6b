"""Move a task before or behind another."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.accept import STRIDE
from luoshi.duban.tasks.desk.changing import begin, named
from luoshi.duban.tasks.desk.items import Reference, look_up
from luoshi.duban.tasks.models import DeskChange, Plan, Task


@transaction.atomic
def reorder(plan: Plan, wanted: Reference, after: Reference | None, *, actor: User) -> DeskChange | None:
    """Put a task behind another, or first where *after* is ``None``.

    Raises :class:`Refused` for what is only proposed: it stands where the text has it.
    """
    if any(one is not None and one.letter != "t" for one in (wanted, after)):
        raise Refused("only-tasks-move", "只有任务可以移动，请先列为任务。", "Only a task can be moved; list it first.")
    edit = begin(plan, actor=actor)
    items = look_up(edit.plan, [wanted, *([after] if after else [])])
    moved = next(task for task in items.tasks if task.pk == wanted.number)
    order = [task for task in Task.objects.filter(plan=edit.plan) if task.pk != moved.pk]
    at = 1 + next((at for at, task in enumerate(order) if after and task.pk == after.number), -1)
    before = order[at - 1].position if at else 0
    behind = order[at].position if at < len(order) else before + 2 * STRIDE
    if behind - before >= 2:
        edit.touch(tasks=[moved])
        moved.position = (before + behind) // 2
        changed = [moved]
    else:
        order.insert(at, moved)
        edit.touch(tasks=order)
        for number, task in enumerate(order, 1):
            task.position = number * STRIDE
        changed = order
    moved.version += 1
    Task.objects.bulk_update(changed, ("position", "version"))
    return edit.finish("reordered", f"调整顺序：{named([moved])}")
