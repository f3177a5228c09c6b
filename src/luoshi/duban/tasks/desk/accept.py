"""Drafts become tasks: rows of all their tables, in a handful of statements however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from luoshi.duban.accounts.models import User
from luoshi.duban.tasks.desk.changing import DeskEdit
from luoshi.duban.tasks.desk.drafts import Draft, DraftUnit, each_once
from luoshi.duban.tasks.models import (
    Assignment,
    Limit,
    Outcome,
    Plan,
    SourceKind,
    StatementDecision,
    Target,
    Task,
    TaskSource,
)
from luoshi.duban.tasks.proposed import limit_columns, limit_row, target_rows

#: Tasks stand this far apart, so that one can be put between two without moving the others.
STRIDE = 1000


def make_tasks(edit: DeskEdit, drafts: Sequence[Draft]) -> list[Task]:
    """A task for each draft, with its statements decided."""
    plan = edit.plan
    if not drafts:
        return []
    edit.touch(statements=[source.statement.pk for draft in drafts for source in draft.sources])
    tasks = Task.objects.bulk_create([_task(plan, edit.actor, draft) for draft in drafts])
    edit.made(tasks)
    pairs = list(zip(tasks, drafts, strict=True))
    TaskSource.objects.bulk_create(row for task, draft in pairs for row in _sources(plan, task, draft))
    Assignment.objects.bulk_create(row for task, draft in pairs for row in assignments(task, draft.units))
    Target.objects.bulk_create(row for task, draft in pairs for row in target_rows(task, draft.targets))
    Limit.objects.bulk_create(
        limit_row(task, draft.limit, basis="原文", set_by=edit.actor) for task, draft in pairs if draft.limit
    )
    StatementDecision.objects.bulk_create(
        StatementDecision(plan=plan, statement=source.statement, outcome=Outcome.TASK, task=task, decided_by=edit.actor)
        for task, draft in pairs
        for source in draft.sources
    )
    return tasks


def _task(plan: Plan, actor: User, draft: Draft) -> Task:
    return Task(
        office_id=plan.office_id,
        register_id=plan.register_id,
        plan=plan,
        position=(draft.sources[0].statement.index + 1) * STRIDE,
        title=draft.title,
        text=draft.text,
        section=draft.section,
        campaign=draft.campaign,
        aim_only=draft.aim_only,
        conditions=draft.conditions,
        deliverables=draft.deliverables,
        leader=draft.leader,
        completion=plan.register.completion,
        made_by=actor,
        **limit_columns(draft.limit),
    )


def _sources(plan: Plan, task: Task, draft: Draft) -> Iterable[TaskSource]:
    for position, source in enumerate(draft.sources):
        yield TaskSource(
            task=task,
            kind=SourceKind.STATEMENT,
            document_id=plan.document_id,
            statement=source.statement,
            quote=source.quote,
            section=draft.section,
            limit_text=source.limit_text,
            limit_due=source.limit_due,
            position=position,
        )


def assignments(task: Task, units: Iterable[DraftUnit]) -> Iterable[Assignment]:
    """Rows for the units of a task, in their order."""
    for position, unit in enumerate(each_once(units)):
        yield Assignment(task=task, unit=unit.unit, name=unit.name, role=unit.role, position=position, why=unit.why)
