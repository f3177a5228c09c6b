"""Add a task that stands in no text: an instruction by word of mouth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.documents.extraction import short_title
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.accept import STRIDE, assignments
from luoshi.duban.tasks.desk.changing import begin, named
from luoshi.duban.tasks.desk.drafts import DraftUnit
from luoshi.duban.tasks.inserting import insert_values
from luoshi.duban.tasks.models import Assignment, AssignmentRole, DeskChange, Plan, SourceKind, Task, TaskSource
from luoshi.duban.tasks.proposed import limit_columns, limit_row


@dataclass(frozen=True, slots=True)
class Instruction:
    """Who said what and when; ``noted_by`` wrote it down; ``paper`` is the basis in writing, which may follow."""

    text: str
    said_by: str
    said_on: date
    noted_by: str = ""
    paper: str = ""
    title: str = ""


@transaction.atomic
def add_oral_task(
    plan: Plan, instruction: Instruction, *, actor: User, lead: str = "", limit: LimitProposal | None = None
) -> tuple[Task, DeskChange | None]:
    """Put the instruction at the end of the plan.  ``lead`` is the name of the unit that answers, if it was said.

    Raises :class:`Refused` without wording or without the person who said it, and for a day to come.
    """
    text, said_by = instruction.text.strip(), instruction.said_by.strip()
    if not text:
        raise Refused("no-text", "请填写工作任务。", "Write what is to be done.")
    if not said_by:
        raise Refused("nobody-said-it", "请填写交办人。", "Write who gave the instruction.")
    if instruction.said_on > clock.today():
        raise Refused("said-in-future", "交办日期不能晚于今天。", "Nobody has given it yet: the day is to come.")
    edit = begin(plan, actor=actor)
    last = Task.objects.filter(plan=edit.plan).aggregate(last=Max("position"))["last"] or 0
    task = Task.objects.create(
        office_id=edit.plan.office_id,
        register_id=edit.plan.register_id,
        plan=edit.plan,
        position=last + STRIDE,
        title=instruction.title.strip()[:300] or short_title(text) or text[:60],
        text=text,
        completion=edit.plan.register.completion,
        made_by=actor,
        **limit_columns(limit),
    )
    edit.made([task.pk])
    TaskSource.objects.create(
        task=task,
        kind=SourceKind.ORAL,
        said_by=said_by[:100],
        said_on=instruction.said_on,
        noted_by=(instruction.noted_by.strip() or actor.name)[:100],
        paper=instruction.paper.strip()[:300],
        limit_text=limit.text[:200] if limit else "",
        limit_due=limit.due if limit else None,
    )
    if lead.strip():
        name = lead.strip()[:100]
        unit = DraftUnit(name, AssignmentRole.RESPONSIBLE, "person", edit.names.find(name))
        insert_values(Assignment, assignments(task.pk, [unit]))
    if limit:
        limit_row(task, limit, basis="口头交办", set_by=actor).save()
    return task, edit.finish("oral-task-added", f"增加口头交办：{named([task])}")
