"""Statements that were merged into open tasks become sources of these when the plan is issued."""

from __future__ import annotations

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.documents.models import Directive
from luoshi.duban.tasks.desk.drafts import Drafting, DraftSource, quote_of
from luoshi.duban.tasks.desk.names import UnitNames
from luoshi.duban.tasks.models import BasisKind, Change, Plan, SourceKind, StatementDecision, Task, TaskSource


def merged(plan: Plan) -> dict[int, list[StatementDecision]]:
    """The decisions of the plan that lead to a task outside of it, by the key of that task."""
    found: dict[int, list[StatementDecision]] = {}
    decisions = StatementDecision.objects.filter(plan=plan, task__isnull=False).exclude(task__plan=plan)
    for decision in decisions.select_related("statement").order_by("statement__index"):
        found.setdefault(decision.task_id or 0, []).append(decision)
    return found


def add_merged_sources(plan: Plan, *, actor: User) -> int:
    """Write the sources, with the issued plan as the basis of the change; gives how many there are.

    Runs in the transaction that issues the plan.  A statement that is a source of the task already is passed over.
    """
    reading, waiting = plan.reading, merged(plan)
    if reading is None or not waiting:
        return 0
    drafting = Drafting(reading, UnitNames(plan.office, clock.today()), first_leads=False)
    by_statement: dict[int, DraftSource] = {}
    for directive in Directive.objects.filter(reading=reading):
        parts = [
            one.statement for group in waiting.values() for one in group if one.statement.index in directive.statements
        ]
        if parts:
            draft = drafting.of(directive, parts)
            by_statement.update({source.statement.pk: source for source in draft.sources})
    count = 0
    for task in Task.objects.filter(pk__in=waiting):
        there = set(TaskSource.objects.filter(task=task).values_list("statement", flat=True))
        new = [one.statement for one in waiting[task.pk] if one.statement_id not in there]
        sources = [by_statement.get(one.pk) or DraftSource(one, quote_of(reading, one)) for one in new]
        _add(plan, task, sources, len(there), actor)
        count += len(sources)
    return count


def _add(plan: Plan, task: Task, sources: list[DraftSource], position: int, actor: User) -> None:
    rows = [
        TaskSource(
            task=task,
            kind=SourceKind.STATEMENT,
            document_id=plan.document_id,
            statement=source.statement,
            quote=source.quote,
            limit_text=source.limit_text,
            limit_due=source.limit_due,
            position=at,
        )
        for at, source in enumerate(sources, position)
    ]
    TaskSource.objects.bulk_create(rows)
    after = {"sources": [{"quote": row.quote, "limit": row.limit_text} for row in rows]}
    basis = f"{plan.title} {plan.number}".strip()
    Change.objects.create(task=task, basis_kind=BasisKind.DOCUMENT, basis=basis, after=after, made_by=actor)
    record("task.source-added", task, office=plan.office.key, actor=actor.actor, after=after, reason=basis)
