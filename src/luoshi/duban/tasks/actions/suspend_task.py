"""中止: stop the clock of a task, on a basis, until it is resumed."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_office
from luoshi.duban.tasks.basis import Basis, keep_change
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import OVER, Assignment, NoticeKind, Suspension, Task
from luoshi.duban.tasks.moving import change_facts
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def suspend_task(task: Task, *, actor: User, version: int, basis: Basis) -> Suspension:
    """Suspend *task* from today on: nothing is owed and nobody becomes later until it is resumed.

    Refused without a basis, where it is over, and where its clock stands already.
    """
    require_office(actor, Right.CHANGE_ISSUED, task)
    basis = basis.given("中止", "is suspended")
    if task.issued_at is None or task.state in OVER:
        raise Refused("not-open", "任务不在办理中，不能中止。", "The task is not under way and cannot be suspended.")
    if task.suspended_since is not None:
        raise Refused("suspended", "任务已经中止。", "The task is suspended already.")
    today = clock.today()
    change_facts(task, version, suspended_since=today)
    suspension = Suspension.objects.create(
        task=task, starts=today, basis_kind=basis.kind, basis=basis.text, suspended_by=actor
    )
    refresh(task)
    rows = Assignment.objects.filter(task=task).exclude(state__in=OVER).select_related("unit")
    tell(task, [row.unit for row in rows], NoticeKind.SUSPENDED, basis.words, actor=actor)
    before, after = {"suspended": None}, {"suspended": today.isoformat()}
    keep_change("task.suspended", task, actor=actor, basis=basis, before=before, after=after)
    return suspension
