"""退回修改: a plan goes back to the desk, by its approver with a reason, or taken back by who proposed it."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.access import may, require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Plan, PlanState
from luoshi.duban.tasks.moving import move_plan


@transaction.atomic
def send_plan_back(plan: Plan, *, actor: User, reason: str) -> Plan:
    """Move a proposed or approved *plan* back to drafting.

    Whoever may propose can take a plan back before it is approved; later only an approver can.
    """
    if plan.state == PlanState.PROPOSED and may(actor, Right.PROPOSE_PLAN):
        require(actor, Right.PROPOSE_PLAN)
    else:
        require(actor, Right.APPROVE_PLAN)
    if plan.state not in (PlanState.PROPOSED, PlanState.APPROVED):
        raise Refused("not-proposed", "方案没有在审批中。", "The plan is not before its approver.")
    reason = reason.strip()
    if not reason:
        raise Refused("no-reason", "请写明退回修改的理由。", "Say why the plan goes back.")
    before = move_plan(plan, PlanState.DRAFTING)
    plan.approved_by = plan.approved_at = None
    plan.save(update_fields=("approved_by", "approved_at"))
    record(
        "plan.sent-back",
        plan,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={"state": plan.state},
        reason=reason,
    )
    return plan
