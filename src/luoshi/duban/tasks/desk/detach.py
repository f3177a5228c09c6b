"""Take decisions back: the statements are undecided again, and tasks that stand on nothing else go."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from luoshi.duban.tasks.desk.changing import DeskEdit
from luoshi.duban.tasks.desk.discard import discard_parts
from luoshi.duban.tasks.desk.taking_off import take_off
from luoshi.duban.tasks.models import StatementDecision, Step, Task, TaskSource


def detach(edit: DeskEdit, decisions: Iterable[StatementDecision]) -> None:
    """Remove *decisions* with what rests on them: the source, the step, and the task where no source is left.

    A statement that was split into several tasks is a source of each of them no longer.
    Raises :class:`Refused` where a task that would go has comments of units.
    """
    gone = list(decisions)
    if not gone:
        return
    statements = [one.statement_id for one in gone]
    tasks = list(Task.objects.filter(plan=edit.plan, sources__statement__in=statements).distinct())
    edit.touch(tasks=tasks, statements=statements)
    sources = TaskSource.objects.filter(task__in=tasks, statement__in=statements)
    discard_parts(TaskSource, list(sources.values_list("pk", flat=True)))
    steps = {one.step_id for one in gone if one.step_id}
    StatementDecision.objects.filter(pk__in=[one.pk for one in gone]).delete()
    if steps:
        kept = StatementDecision.objects.filter(step__in=steps).values("step")
        discard_parts(Step, set(Step.objects.filter(pk__in=steps).exclude(pk__in=kept).values_list("pk", flat=True)))
    _drop_groundless(tasks)


def _drop_groundless(tasks: list[Task]) -> None:
    """Remove the tasks that have no source left; the others count a change."""
    grounded = set(TaskSource.objects.filter(task__in=tasks).values_list("task", flat=True))
    take_off([task.pk for task in tasks if task.pk not in grounded])
    Task.objects.filter(pk__in=grounded).update(version=F("version") + 1)
