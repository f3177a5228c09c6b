"""撤销方案: give up a plan.  A draft is given up with a reason; an issued one with a basis, and its tasks with it."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.language import chinese
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import OVER, Plan, PlanState
from luoshi.duban.tasks.moving import move_plan


@transaction.atomic
def withdraw_plan(plan: Plan, *, actor: User, basis: Basis) -> Plan:
    """Withdraw *plan*; it stays on record, with everything that was decided in it.

    An issued plan is withdrawn by who may issue one, and each of its tasks that is not over yet on the same basis.
    Its document can be decomposed anew in another plan.
    """
    was_issued = plan.state == PlanState.ISSUED
    require(actor, Right.ISSUE_PLAN if was_issued else Right.PROPOSE_PLAN)
    text = basis.text.strip()
    if not text:
        raise Refused("no-basis", "请写明撤销方案的依据或理由。", "Say why the plan is withdrawn.")
    before = move_plan(plan, PlanState.WITHDRAWN)
    if was_issued:
        for task in plan.tasks.exclude(state__in=OVER).order_by("position", "id"):
            withdraw_task(task, actor=actor, version=task.version, basis=basis)
    record(
        "plan.withdrawn",
        plan,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={"state": plan.state},
        reason=f"{chinese(basis.kind.label)}：{text}",
    )
    return plan
