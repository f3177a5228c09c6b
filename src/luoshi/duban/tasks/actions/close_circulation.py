"""End a round: no more answers, and the plan is at the desk again, ready for approval."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import ChangedMeanwhile
from luoshi.duban.tasks.circulation.queries import open_comments
from luoshi.duban.tasks.models import Circulation, PlanState
from luoshi.duban.tasks.moving import move_plan


@transaction.atomic
def close_circulation(circulation: Circulation, *, actor: User) -> None:
    """Close the round and move its plan back to drafting; comments can still be decided.

    Raises :class:`ChangedMeanwhile` where somebody has closed it before.
    """
    require(actor, Right.CIRCULATE)
    plan, moment = circulation.plan, clock.now()
    rounds = Circulation.objects.filter(pk=circulation.pk, closed_at__isnull=True)
    if not rounds.update(closed_at=moment, closed_by=actor):
        raise ChangedMeanwhile(str(circulation))
    circulation.closed_at, circulation.closed_by = moment, actor
    before = plan.state
    if before == PlanState.CIRCULATING:
        move_plan(plan, PlanState.DRAFTING)
    invitations = circulation.invitations
    record(
        "circulation.closed",
        plan,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={
            "state": plan.state,
            "round": circulation.number,
            "asked": invitations.count(),
            "answered": invitations.filter(answered_at__isnull=False).count(),
            "undecided": open_comments(plan),
        },
    )
