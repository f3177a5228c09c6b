"""Rows that belong to draft tasks go in a few statements, however many they are.

Django would read every row first and ask for each what hangs on it, one by one.  What hangs on the rows of a draft is
known: a decision may lead to a step.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import models

from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.models import Assignment, Limit, StatementDecision, Step, Target, TaskSource

#: The tables whose rows belong to a draft task, by the name under which a snapshot keeps them.
PARTS: dict[str, type[models.Model]] = {
    "sources": TaskSource,
    "assignments": Assignment,
    "steps": Step,
    "limits": Limit,
    "targets": Target,
}


def discard_parts(model: type[models.Model], keys: Collection[int]) -> None:
    """Remove rows of draft tasks by their keys; a decision that led to a step leads to the task alone."""
    if not keys:
        return
    if model is Step:
        StatementDecision.objects.filter(among("step_id", keys)).update(step=None)
    rows = model._default_manager.filter(among("pk", keys))
    rows._raw_delete(rows.db)
