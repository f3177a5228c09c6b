"""Combine several items into one task: the first gives the wording, the rest become its steps (举措)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from luoshi.duban.accounts.models import User
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.changing import DeskEdit, begin
from luoshi.duban.tasks.desk.drafts import CONTRADICTORY
from luoshi.duban.tasks.desk.items import Reference, tasks_of
from luoshi.duban.tasks.desk.taking_off import take_off
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Comment,
    DeskChange,
    Limit,
    Outcome,
    Plan,
    StatementDecision,
    Step,
    Target,
    Task,
    TaskSource,
)
from luoshi.duban.tasks.proposed import limit_of, replace_limit


@transaction.atomic
def combine(plan: Plan, wanted: Sequence[Reference], *, actor: User) -> DeskChange | None:
    """Make one task of these items and give the change.

    Every source stays a source of the task, with the limit that it sets.  The units of the rest are added behind its
    own: who led a part answers for a part.  Different limits give the latest one, marked as contradictory until a
    person sets it.  Comments of units move along.  Raises :class:`Refused` for fewer than two items.
    """
    edit = begin(plan, actor=actor)
    tasks = tasks_of(edit, wanted)
    if len(tasks) < 2:
        raise Refused("combine-two", "请至少选两项再合并。", "Choose at least two items to combine.")
    head, *rest = tasks
    steps = _steps(head, rest)
    _move_decisions(edit, head, rest, steps)
    _move_sources(head, rest)
    _add_units(head, rest)
    _add_targets(head, rest)
    _settle_limit(edit, head, rest)
    _add_words(head, rest)
    Comment.objects.filter(task__in=rest).update(task=head)
    take_off([task.pk for task in rest])
    return edit.finish("combined", f"{len(tasks)}项合并为“{head.title[:30]}”")


def _steps(head: Task, rest: Sequence[Task]) -> dict[int, Step]:
    """A step for each task that goes, followed by the steps it had; by the key of the task."""
    kept = Step.objects.filter(task__in=rest).order_by("position", "id")
    position = (Step.objects.filter(task=head).aggregate(last=Max("position"))["last"] or 0) + 1
    made: dict[int, Step] = {}
    for task in rest:
        made[task.pk] = Step(task=head, position=position, text=task.text)
        position += 1
        for step in kept:
            if step.task_id == task.pk:
                step.task, step.position = head, position
                position += 1
    Step.objects.bulk_create(made.values())
    Step.objects.bulk_update(kept, ("task", "position"))
    return made


def _move_decisions(edit: DeskEdit, head: Task, rest: Sequence[Task], steps: dict[int, Step]) -> None:
    moving = list(StatementDecision.objects.filter(plan=edit.plan, task__in=rest))
    edit.touch(statements=[one.statement_id for one in moving])
    for decision in moving:
        if decision.step_id is None:
            decision.step = steps[decision.task_id or 0]
        decision.task, decision.outcome = head, Outcome.STEP
        decision.decided_by = edit.actor
    StatementDecision.objects.bulk_update(moving, ("task", "step", "outcome", "decided_by"))


def _move_sources(head: Task, rest: Sequence[Task]) -> None:
    there = set(TaskSource.objects.filter(task=head, statement__isnull=False).values_list("statement", flat=True))
    position = TaskSource.objects.filter(task=head).count()
    order = {task.pk: at for at, task in enumerate(rest)}
    moving = list(TaskSource.objects.filter(task__in=rest))
    moving.sort(key=lambda source: (order[source.task_id], source.position))
    for source in moving:
        if source.statement_id is None or source.statement_id not in there:
            there.add(source.statement_id or 0)
            source.task, source.position = head, position
            position += 1
    TaskSource.objects.bulk_update(moving, ("task", "position"))


def _add_units(head: Task, rest: Sequence[Task]) -> None:
    own = list(Assignment.objects.filter(task=head))
    known = {one.unit_id or one.name for one in own}
    led = any(one.role == AssignmentRole.LEAD for one in own)
    answered = led or any(one.role == AssignmentRole.RESPONSIBLE for one in own)
    order = {task.pk: at for at, task in enumerate(rest)}
    adding = list(Assignment.objects.filter(task__in=rest))
    adding.sort(key=lambda one: (order[one.task_id], one.position))
    moved: list[Assignment] = []
    for one in adding:
        if (one.unit_id or one.name) not in known:
            known.add(one.unit_id or one.name)
            role = AssignmentRole.RESPONSIBLE if one.role == AssignmentRole.LEAD and answered else one.role
            one.task, one.role, one.position = head, role, len(own) + len(moved)
            moved.append(one)
    Assignment.objects.bulk_update(moved, ("task", "role", "position"))


def _add_targets(head: Task, rest: Sequence[Task]) -> None:
    own = list(Target.objects.filter(task=head))
    known = {(one.words, one.measured) for one in own}
    moved = [one for one in Target.objects.filter(task__in=rest) if (one.words, one.measured) not in known]
    for position, one in enumerate(moved, len(own)):
        one.task, one.position = head, position
    Target.objects.bulk_update(moved, ("task", "position"))


def _settle_limit(edit: DeskEdit, head: Task, rest: Sequence[Task]) -> None:
    """The head keeps its limit where nobody else has another; else the latest counts until a person sets it."""
    current = {one.task_id: one for one in Limit.objects.filter(task__in=[head, *rest], is_current=True)}
    limits = [current[task.pk] for task in (head, *rest) if task.pk in current]
    if not limits or (len(limits) == 1 and head.pk in current):
        return
    dated = [one for one in limits if one.due]
    last = max(dated, key=lambda one: one.due) if dated else limits[0]  # type: ignore[arg-type,return-value]  # dated
    differ = len({(one.due, "" if one.due else one.text) for one in limits}) > 1
    if last.task_id == head.pk and not differ:
        return
    limit = limit_of(last)
    if differ:
        limit = replace(limit, problem=CONTRADICTORY)
    replace_limit([head], limit, basis="合并", set_by=edit.actor)


def _add_words(head: Task, rest: Sequence[Task]) -> None:
    for name in ("conditions", "deliverables"):
        lines = [line for task in (head, *rest) for line in getattr(task, name).split("\n") if line]
        setattr(head, name, "\n".join(dict.fromkeys(lines)))
    if not head.leader:
        head.leader = next((task.leader for task in rest if task.leader), "")
    head.version += 1
    head.save(
        update_fields=("conditions", "deliverables", "leader", "limit_kind", "limit_text", "due", "version"),
    )
