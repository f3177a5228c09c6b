"""批准立项: approve that the matters of a plan be opened; by somebody else than who proposed it."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.propose_plan import check_complete
from luoshi.duban.tasks.models import Plan, PlanState
from luoshi.duban.tasks.moving import move_plan


@transaction.atomic
def approve_plan(plan: Plan, *, actor: User, opinion: str = "") -> Plan:
    """Approve *plan*.

    Refused for the one who proposed it (four eyes), and, where the register asks for the principal, for everybody
    else.
    """
    check_approver(plan, actor)
    check_complete(plan)
    before = move_plan(plan, PlanState.APPROVED)
    plan.approved_by, plan.approved_at = actor, clock.now()
    plan.save(update_fields=("approved_by", "approved_at"))
    record(
        "plan.approved",
        plan,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={"state": plan.state, "basis": plan.basis, "tasks": plan.tasks.count()},
        reason=opinion.strip(),
    )
    return plan


def check_approver(plan: Plan, actor: User) -> None:
    """Raise where *actor* may not decide on this plan."""
    require(actor, Right.APPROVE_PLAN)
    if plan.proposed_by_id == actor.pk:
        raise Refused(
            "four-eyes",
            "送审人不能审批自己送审的方案，请由他人审批。",
            "Who proposed a plan cannot approve it; somebody else has to.",
        )
    if plan.register.principal_approves and Role.PRINCIPAL not in roles_of(actor):
        raise Refused(
            "principal-approves",
            f"台账“{plan.register}”规定立项须主要领导审批。",
            f"The register {plan.register} asks for the principal's approval.",
        )
