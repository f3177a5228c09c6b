"""留言 and 批示: what people write on a task."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.queries import acting_units
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_office
from luoshi.duban.tasks.models import OVER, Assignment, NoticeKind, Remark, RemarkKind, Task
from luoshi.duban.tasks.queries import tasks_visible_to
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def add_remark(task: Task, *, actor: User, text: str) -> Remark:
    """Write a remark on *task*, seen by whoever sees it; of somebody of a unit that has it, for that unit.

    Refused where it says nothing.
    """
    require_office(actor, Right.REMARK, task)
    words = _given(task, actor, text)
    remark = Remark.objects.create(
        task=task, kind=RemarkKind.REMARK, text=words, unit_id=_unit_of(task, actor), made_by=actor
    )
    after = {"text": words, "unit": remark.unit.name if remark.unit is not None else ""}
    record("task.remarked", task, office=actor.office_key, actor=actor.actor, after=after)
    return remark


@transaction.atomic
def write_instruction(task: Task, *, actor: User, text: str) -> Remark:
    """批示: write a leader's instruction on *task*; every unit that still has it is told.

    Refused where it says nothing.
    """
    require_office(actor, Right.INSTRUCT, task)
    words = _given(task, actor, text)
    instruction = Remark.objects.create(task=task, kind=RemarkKind.INSTRUCTION, text=words, made_by=actor)
    rows = Assignment.objects.filter(task=task).exclude(state__in=OVER).select_related("unit")
    tell(task, [row.unit for row in rows], NoticeKind.INSTRUCTION, words, actor=actor)
    record("task.instructed", task, office=actor.office_key, actor=actor.actor, after={"text": words})
    return instruction


def _given(task: Task, actor: User, text: str) -> str:
    if not tasks_visible_to(actor).filter(pk=task.pk).exists():
        raise PermissionDenied(_("您看不到这项任务。"))
    words = text.strip()
    if task.issued_at is None:
        raise Refused("not-issued", "任务尚未印发。", "The task is not issued yet.")
    if not words:
        raise Refused("no-text", "请填写内容。", "Write something.")
    return words


def _unit_of(task: Task, actor: User) -> int | None:
    units = acting_units(actor)
    rows = Assignment.objects.filter(task=task, unit__in=units) if units else Assignment.objects.none()
    return rows.order_by("position", "id").values_list("unit", flat=True).first()
