"""Decide what becomes of statements: by statement, by selection, by section."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.documents.kept import directives_of
from luoshi.duban.documents.models import Directive, Statement, StatementKind
from luoshi.duban.language import chinese
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.accept import make_tasks
from luoshi.duban.tasks.desk.changing import DeskEdit, begin
from luoshi.duban.tasks.desk.detach import detach
from luoshi.duban.tasks.desk.items import Items, Reference, drafts, look_up
from luoshi.duban.tasks.desk.snapshot import Snapshot, written
from luoshi.duban.tasks.inserting import Inserted, insert_values
from luoshi.duban.tasks.models import DeskChange, Outcome, Plan, StatementDecision
from luoshi.duban.tasks.sending import check_now, sent_ahead

#: What a statement that is no task is decided as when a person accepts what the machine found.
_AS_FOUND = {
    StatementKind.HEADING: Outcome.HEADING,
    StatementKind.ACHIEVEMENT: Outcome.ACHIEVEMENT,
    StatementKind.CONTEXT: Outcome.CONTEXT,
}


@transaction.atomic
def accept(plan: Plan, wanted: Sequence[Reference], *, actor: User) -> DeskChange | None:
    """Take the proposals for these statements as they stand: directives become tasks, the rest keeps its kind.

    What is decided already stays; a proposal is accepted with all its statements.
    """
    edit = begin(plan, actor=actor)
    items = _with_their_directives(edit, look_up(edit.plan, wanted))
    left = [one for one in items.statements if one.pk not in items.decisions]
    in_directives = {index for one in items.directives for index in one.statements}
    tasks: list[Statement] = []
    others: list[Statement] = []
    for one in left:
        is_task = one.kind == StatementKind.DIRECTIVE or one.index in in_directives
        (tasks if is_task else others).append(one)
    decided = _decide_as(edit, others, {one.pk: _AS_FOUND[StatementKind(one.kind)] for one in others})
    with sent_ahead():
        made = make_tasks(edit, drafts(edit, items.directives, tasks))
        check_now()
        changed = edit.compare({**made, "decisions": {**made["decisions"], **decided["decisions"]}})
    return edit.finish("accepted", f"确认{len(left)}句，列出任务{len(made['tasks'])}项", changed)


@transaction.atomic
def decide(plan: Plan, wanted: Sequence[Reference], outcome: Outcome, *, actor: User) -> DeskChange | None:
    """Give statements a kind of the person's own choice; what was decided of them before is taken back first.

    Raises :class:`Refused` for ``STEP``: a step belongs to a task, so it is made by combining.
    """
    if outcome is Outcome.STEP:
        raise Refused("step-of-what", "请选中所属任务后合并为举措。", "A step belongs to a task; combine it with one.")
    edit = begin(plan, actor=actor)
    items = look_up(edit.plan, wanted)
    changing = [one for one in items.statements if _outcome_of(items, one) != outcome]
    detach(edit, [items.decisions[one.pk] for one in changing if one.pk in items.decisions])
    if outcome is Outcome.TASK:
        directives = _directives_of(edit, changing)
        made = make_tasks(edit, drafts(edit, directives, changing))
    else:
        made = _decide_as(edit, changing, {one.pk: outcome for one in changing})
    return edit.finish("decided", f"{len(changing)}句改为“{chinese(outcome.label)}”", edit.compare(made))


@transaction.atomic
def reopen(plan: Plan, wanted: Sequence[Reference], *, actor: User) -> DeskChange | None:
    """Take decisions back, so that the statements wait for one again; tasks that stand on nothing else go."""
    edit = begin(plan, actor=actor)
    items = look_up(edit.plan, wanted)
    detach(edit, items.decisions.values())
    return edit.finish("reopened", f"撤回{len(items.decisions)}句的处理")


def _outcome_of(items: Items, statement: Statement) -> str:
    decision = items.decisions.get(statement.pk)
    return decision.outcome if decision else ""


def _decide_as(edit: DeskEdit, statements: Sequence[Statement], outcomes: dict[int, Outcome]) -> Snapshot:
    edit.touch(statements=[one.pk for one in statements])
    by = {"plan_id": edit.plan.pk, "decided_by_id": edit.actor.pk}
    rows = ({"statement_id": one.pk, "outcome": outcomes[one.pk].value, **by} for one in statements)
    return written(Inserted(), {}, insert_values(StatementDecision, rows))


def _with_their_directives(edit: DeskEdit, items: Items) -> Items:
    """Add the directives of the statements, and the statements of these directives."""
    found = _directives_of(edit, items.statements)
    missing = {index for one in found for index in one.statements} - {one.index for one in items.statements}
    there = {one.index for one in items.directives}
    directives = [*items.directives, *(one for one in found if one.index not in there)]
    if not missing:
        return Items(items.tasks, directives, items.statements, items.decisions)
    added = list(Statement.objects.filter(reading=edit.plan.reading_id, index__in=missing))
    decided = {one.statement_id: one for one in StatementDecision.objects.filter(plan=edit.plan, statement__in=added)}
    return Items(items.tasks, directives, [*items.statements, *added], {**items.decisions, **decided})


def _directives_of(edit: DeskEdit, statements: Sequence[Statement]) -> list[Directive]:
    """The directives that were read from any of these statements."""
    wanted = {one.index for one in statements}
    reading = edit.plan.reading
    return [one for one in directives_of(reading) if not wanted.isdisjoint(one.statements)] if reading else []
