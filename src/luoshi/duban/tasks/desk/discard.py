"""Draft tasks and their rows go in a few statements, however many they are.

Django would read every row first and ask for each what hangs on it, one by one.  What hangs on a draft is known: its
parts and the decisions that lead to it.  Everything else exists only once a task is issued, and the database refuses
to delete an issued one (:mod:`luoshi.duban.tasks.keeping`), or one that something still points at.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import models

from luoshi.duban.tasks.desk.comments import refuse_to_drop_comments
from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.models import Assignment, Limit, StatementDecision, Step, Target, Task, TaskSource

#: The tables whose rows belong to a draft task, by the name under which a snapshot keeps them.
PARTS: dict[str, type[models.Model]] = {
    "sources": TaskSource,
    "assignments": Assignment,
    "steps": Step,
    "limits": Limit,
    "targets": Target,
}


def discard_tasks(keys: Collection[int]) -> None:
    """Remove draft tasks, by their keys, with all that belongs to them.

    Raises :class:`Refused` where units have commented on one.
    """
    if not keys:
        return
    refuse_to_drop_comments(keys)
    StatementDecision.objects.filter(among("task_id", keys)).update(task=None, step=None)
    for model in PARTS.values():
        _delete(model._default_manager.filter(among("task_id", keys)))
    _delete(Task.objects.filter(among("pk", keys)))


def discard_parts(model: type[models.Model], keys: Collection[int]) -> None:
    """Remove rows of draft tasks by their keys; a decision that led to a step leads to the task alone."""
    if not keys:
        return
    if model is Step:
        StatementDecision.objects.filter(among("step_id", keys)).update(step=None)
    _delete(model._default_manager.filter(among("pk", keys)))


def _delete(rows: models.QuerySet[models.Model]) -> None:
    rows._raw_delete(rows.db)
