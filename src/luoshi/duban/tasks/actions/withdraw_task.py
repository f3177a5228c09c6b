"""撤销: withdraw an issued task, on a basis.  It stays on record and leaves the alarms; it is never deleted."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.language import chinese
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.change_task import Basis
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import OVER, Assignment, Change, NoticeKind, State, Task
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def withdraw_task(task: Task, *, actor: User, version: int, basis: Basis) -> Change:
    """Withdraw *task* from every unit that still has it.  Refused without a basis, and where it is over already."""
    require(actor, Right.CHANGE_ISSUED)
    text = basis.text.strip()
    if task.issued_at is None:
        raise Refused(
            "not-issued", "任务尚未印发，请在审核台删除。", "The task is not issued yet; remove it at the desk."
        )
    if task.state in OVER:
        raise Refused(
            "over", f"任务已是“{task.get_state_display()}”，不能撤销。", "The task is over and cannot be withdrawn."
        )
    if not text:
        raise Refused("no-basis", "请填写撤销依据。", "Say on which basis the task is withdrawn.")
    before = task.state
    changed = Task.objects.filter(pk=task.pk, version=version, state=before).update(
        version=version + 1, state=State.WITHDRAWN
    )
    if changed != 1:
        raise ChangedMeanwhile(str(task))
    task.version, task.state = version + 1, State.WITHDRAWN
    open_ones = list(Assignment.objects.filter(task=task).exclude(state__in=OVER).select_related("unit"))
    Assignment.objects.filter(pk__in=[row.pk for row in open_ones]).update(
        state=State.WITHDRAWN, state_since=clock.now(), ended_on=clock.today(), version=F("version") + 1
    )
    refresh(task)
    tell(task, [row.unit for row in open_ones], NoticeKind.WITHDRAWN, text, actor=actor)
    was, now = {"state": str(before)}, {"state": str(State.WITHDRAWN)}
    change = Change.objects.create(task=task, basis_kind=basis.kind, basis=text, before=was, after=now, made_by=actor)
    record(
        "task.withdrawn",
        task,
        office=actor.office_key,
        actor=actor.actor,
        before=was,
        after=now,
        reason=f"{chinese(basis.kind.label)}：{text}",
    )
    return change
