"""Merge proposals into a task that is already open: one task, several sources, each with its limit."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.changing import begin
from luoshi.duban.tasks.desk.items import Reference, tasks_of
from luoshi.duban.tasks.desk.taking_off import take_off
from luoshi.duban.tasks.models import DeskChange, Outcome, Plan, State, StatementDecision, Task

#: An assignment in one of these states no longer takes a source.
CLOSED = frozenset({State.CLOSED_OUT, State.WITHDRAWN})


@transaction.atomic
def merge_into_existing(plan: Plan, wanted: Sequence[Reference], existing: Task, *, actor: User) -> DeskChange | None:
    """Let the statements of these items lead to *existing*, an open task of the office that was issued before.

    They become its sources, each with the limit that it sets, when the plan is issued
    (:mod:`luoshi.duban.tasks.desk.merging`): until then nothing of the issued task changes.  Its wording, units and
    limit stay then, too.  Raises :class:`Refused` for a task of another office, one that is not issued or closed.
    """
    edit = begin(plan, actor=actor)
    if existing.office_id != edit.plan.office_id or existing.plan_id == edit.plan.pk:
        raise Refused("cannot-merge", "只能并入本单位已交办的任务。", "Merge into an issued task of your office.")
    if existing.issued_at is None or existing.state in CLOSED:
        raise Refused(
            "not-open",
            f"“{existing.title}”不在办理中，不能并入。",
            f"{existing.title} is not open.",
        )
    tasks = tasks_of(edit, wanted)
    decisions = StatementDecision.objects.filter(plan=edit.plan, task__in=tasks)
    edit.touch(statements=list(decisions.values_list("statement", flat=True)))
    decisions.update(task=existing, step=None, outcome=Outcome.TASK, decided_by=actor)
    take_off([task.pk for task in tasks])
    return edit.finish("merged", f"并入{existing.number}“{existing.title[:30]}”")
