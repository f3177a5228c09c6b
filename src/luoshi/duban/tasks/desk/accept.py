"""Drafts become tasks: rows of all their tables, in a handful of statements however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Model

from luoshi.duban.accounts.models import User
from luoshi.duban.tasks.desk.changing import DeskEdit
from luoshi.duban.tasks.desk.drafts import Draft, DraftUnit, each_once
from luoshi.duban.tasks.desk.snapshot import Snapshot, written
from luoshi.duban.tasks.inserting import insert_with_keys, reserve_keys
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
from luoshi.duban.tasks.proposed import limit_columns, limit_values, target_values

#: Tasks stand this far apart, so that one can be put between two without moving the others.
STRIDE = 1000


def make_tasks(edit: DeskEdit, drafts: Sequence[Draft]) -> Snapshot:
    """A task for each draft, with its statements decided; gives them in the order of the drafts, as they were
    written."""
    plan, by = edit.plan, edit.actor
    if not drafts:
        return {"tasks": {}, "decisions": {}}
    edit.touch(statements=[source.statement.pk for draft in drafts for source in draft.sources])
    keys = reserve_keys({Task: len(drafts)})[Task]
    edit.made(keys)
    pairs = list(zip(keys, drafts, strict=True))
    rows = {model: list(values) for model, values in _parts(edit, pairs).items()}
    # All keys are here before the first row is sent: a question would wait until the rows before it are written.
    others = reserve_keys({model: len(values) for model, values in rows.items()})
    tasks = insert_with_keys(Task, keys, (_task(plan, by, draft) for draft in drafts))
    made = {model: insert_with_keys(model, others[model], values) for model, values in rows.items()}
    decisions = made.pop(StatementDecision)
    return written(tasks, made, decisions)


def _parts(edit: DeskEdit, pairs: Sequence[tuple[int, Draft]]) -> dict[type[Model], Iterable[dict[str, object]]]:
    """The rows of all tables but one for tasks with these keys."""
    plan, by = edit.plan, edit.actor
    limits = (limit_values(task, draft.limit, basis="原文", set_by=by) for task, draft in pairs if draft.limit)
    decided = {"plan_id": plan.pk, "outcome": Outcome.TASK.value, "decided_by_id": by.pk}
    said = ((task, source.statement.pk) for task, draft in pairs for source in draft.sources)
    return {
        TaskSource: (row for task, draft in pairs for row in _sources(plan, task, draft)),
        Assignment: (row for task, draft in pairs for row in assignments(task, draft.units)),
        Target: (row for task, draft in pairs for row in target_values(task, draft.targets)),
        Limit: limits,
        StatementDecision: ({"statement_id": one, "task_id": task, **decided} for task, one in said),
    }


def _task(plan: Plan, actor: User, draft: Draft) -> dict[str, object]:
    return {
        "office_id": plan.office_id,
        "register_id": plan.register_id,
        "plan_id": plan.pk,
        "position": (draft.sources[0].statement.index + 1) * STRIDE,
        "title": draft.title,
        "text": draft.text,
        "section": draft.section,
        "campaign": draft.campaign,
        "aim_only": draft.aim_only,
        "conditions": draft.conditions,
        "deliverables": draft.deliverables,
        "leader": draft.leader,
        "completion": plan.register.completion,
        "made_by_id": actor.pk,
        **limit_columns(draft.limit),
    }


def _sources(plan: Plan, task: int, draft: Draft) -> Iterable[dict[str, object]]:
    for position, source in enumerate(draft.sources):
        yield {
            "task_id": task,
            "kind": SourceKind.STATEMENT.value,
            "document_id": plan.document_id,
            "statement_id": source.statement.pk,
            "quote": source.quote,
            "section": draft.section,
            "limit_text": source.limit_text,
            "limit_due": source.limit_due,
            "position": position,
        }


def assignments(task: int, units: Iterable[DraftUnit]) -> Iterable[dict[str, object]]:
    """The values of the rows for the units of a task, in their order."""
    for position, unit in enumerate(each_once(units)):
        yield {
            "task_id": task,
            "unit_id": unit.unit.pk if unit.unit else None,
            "name": unit.name,
            "role": unit.role.value,
            "position": position,
            "why": unit.why,
        }
