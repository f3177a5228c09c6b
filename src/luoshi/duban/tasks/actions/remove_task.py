"""Take a task off the plan."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.tasks.desk.changing import DeskEdit, begin, named
from luoshi.duban.tasks.desk.detach import detach
from luoshi.duban.tasks.desk.items import Reference, look_up
from luoshi.duban.tasks.desk.taking_off import take_off
from luoshi.duban.tasks.models import DeskChange, Outcome, Plan, StatementDecision, Task, TaskSource


@transaction.atomic
def remove_tasks(plan: Plan, wanted: Sequence[Reference], *, actor: User) -> DeskChange | None:
    """Remove these tasks of the plan.

    The statements they came from wait for a decision again, except those that another task comes from as well.
    """
    edit = begin(plan, actor=actor)
    tasks = look_up(edit.plan, wanted).tasks
    edit.touch(tasks=tasks)
    label = f"撤掉{named(tasks)}" if tasks else ""
    _hand_over(edit, tasks)
    detach(edit, StatementDecision.objects.filter(plan=edit.plan, task__in=tasks))
    left = Task.objects.filter(plan=edit.plan, pk__in=[task.pk for task in tasks])
    take_off(list(left.values_list("pk", flat=True)))
    return edit.finish("task-removed", label)


def _hand_over(edit: DeskEdit, tasks: Sequence[Task]) -> None:
    """Let the decisions on statements that were split lead to the task that stays."""
    decisions = list(StatementDecision.objects.filter(plan=edit.plan, task__in=tasks))
    others = (
        TaskSource.objects.filter(task__plan=edit.plan, statement__in=[one.statement_id for one in decisions])
        .exclude(task__in=tasks)
        .order_by("-task__position")
    )
    heirs = dict(others.values_list("statement", "task"))
    moving = [decision for decision in decisions if decision.statement_id in heirs]
    edit.touch(statements=[decision.statement_id for decision in moving])
    for decision in moving:
        decision.task_id, decision.step, decision.outcome = heirs[decision.statement_id], None, Outcome.TASK
    StatementDecision.objects.bulk_update(moving, ("task", "step", "outcome"))
