"""Split a task: each line of wording becomes a task of its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.documents.extraction import short_title
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.changing import DeskEdit, begin
from luoshi.duban.tasks.desk.items import Reference, tasks_of
from luoshi.duban.tasks.models import (
    Assignment,
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
from luoshi.duban.tasks.proposed import limit_of, limit_row


@transaction.atomic
def split(plan: Plan, wanted: Reference, lines: Sequence[str], *, actor: User) -> DeskChange | None:
    """Make a task of each line: the first rewords the task, the rest are new and stand behind it.

    A line that is one of the task's steps takes that step with the statements it came from; any other new task has
    the sources of the first.  All have the units and the limit of the first; a target goes to the task whose wording
    holds its words.  Raises :class:`Refused` for fewer than two lines.
    """
    words = [line.strip() for line in lines if line.strip()]
    if len(words) < 2:
        raise Refused("split-two", "请至少分成两行，每行一项任务。", "Write at least two lines, one for each task.")
    edit = begin(plan, actor=actor)
    (head,) = tasks_of(edit, [wanted])
    steps = {step.text: step for step in Step.objects.filter(task=head)}
    made = _new_tasks(edit, head, words[1:])
    for task in made:
        _give_sources(edit, head, task, steps.pop(task.text, None))
        _copy_units(head, task)
        _copy_limit(edit, head, task)
    _share_targets(head, words[0], made)
    head.text, head.version = words[0], head.version + 1
    if head.title not in words[0]:
        head.title = _title(words[0])
    head.save(update_fields=("text", "title", "version"))
    return edit.finish("split", f"“{head.title[:30]}”拆分为{len(words)}项")


def _title(line: str) -> str:
    return short_title(line) or line[:60]


def _new_tasks(edit: DeskEdit, head: Task, lines: Sequence[str]) -> list[Task]:
    following = (
        Task.objects.filter(plan=edit.plan, position__gt=head.position)
        .order_by("position")
        .values_list("position", flat=True)
        .first()
    )
    room = (following or head.position + 1000) - head.position
    made = Task.objects.bulk_create(
        Task(
            office_id=head.office_id,
            register_id=head.register_id,
            plan_id=head.plan_id,
            position=head.position + room * number // (len(lines) + 1),
            title=_title(line),
            text=line,
            section=head.section,
            campaign=head.campaign,
            aim_only=head.aim_only,
            leader=head.leader,
            completion=head.completion,
            limit_kind=head.limit_kind,
            limit_text=head.limit_text,
            due=head.due,
            made_by=edit.actor,
        )
        for number, line in enumerate(lines, 1)
    )
    edit.made([task.pk for task in made])
    return made


def _give_sources(edit: DeskEdit, head: Task, task: Task, step: Step | None) -> None:
    """Move the statements of *step*, or copy those of the task's own wording."""
    moving = list(StatementDecision.objects.filter(plan=edit.plan, step=step)) if step else []
    edit.touch(statements=[one.statement_id for one in moving])
    if moving:
        keys = [one.statement_id for one in moving]
        TaskSource.objects.filter(task=head, statement__in=keys).update(task=task)
        StatementDecision.objects.filter(pk__in=[one.pk for one in moving]).update(
            task=task, step=None, outcome=Outcome.TASK, decided_by=edit.actor
        )
    else:
        as_steps = StatementDecision.objects.filter(plan=edit.plan, task=head, outcome=Outcome.STEP)
        own = TaskSource.objects.filter(task=head).exclude(statement__in=as_steps.values("statement"))
        for source in own:
            source.pk = None
            source.task = task
            source.save(force_insert=True)
    if step:
        step.delete()


def _copy_units(head: Task, task: Task) -> None:
    for one in Assignment.objects.filter(task=head):
        one.pk = None
        one.task = task
        one.save(force_insert=True)


def _copy_limit(edit: DeskEdit, head: Task, task: Task) -> None:
    limit = Limit.objects.filter(task=head, is_current=True).first()
    if limit is not None:
        limit_row(task, limit_of(limit), basis=limit.basis, set_by=edit.actor).save()


def _share_targets(head: Task, first: str, made: Sequence[Task]) -> None:
    for target in Target.objects.filter(task=head):
        if target.words not in first:
            home = next((task for task in made if target.words in task.text), None)
            if home is not None:
                target.task = home
                target.save(update_fields=("task",))
