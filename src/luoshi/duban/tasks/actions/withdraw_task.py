"""撤销: withdraw an issued task, on a basis.  It stays on record and leaves the alarms; it is never deleted."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_office
from luoshi.duban.tasks.basis import Basis, keep_change
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.giving import withdraw_all
from luoshi.duban.tasks.models import OVER, Change, NoticeKind, State, Task
from luoshi.duban.tasks.moving import change_facts
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def withdraw_task(task: Task, *, actor: User, version: int, basis: Basis) -> Change:
    """Withdraw *task* from every unit that still has it; the record says from whom.

    Refused without a basis, and where it is over already.
    """
    require_office(actor, Right.CHANGE_ISSUED, task)
    if task.issued_at is None:
        raise Refused(
            "not-issued", "任务尚未印发，请在审核台删除。", "The task is not issued yet; remove it at the desk."
        )
    if task.state in OVER:
        raise Refused(
            "over", f"任务已是“{task.get_state_display()}”，不能撤销。", "The task is over and cannot be withdrawn."
        )
    basis = basis.given("撤销", "is withdrawn")
    before = task.state
    change_facts(task, version, state=State.WITHDRAWN, withdrawn_on=clock.today())
    units = withdraw_all(task)
    refresh(task)
    tell(task, units, NoticeKind.WITHDRAWN, basis.words, actor=actor)
    return keep_change(
        "task.withdrawn",
        task,
        actor=actor,
        basis=basis,
        before={"state": str(before)},
        after={"state": str(State.WITHDRAWN), "units": [unit.name for unit in units]},
    )
