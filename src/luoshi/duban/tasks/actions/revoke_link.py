"""Make a unit's personal link dead."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.tasks.models import Invitation


@transaction.atomic
def revoke_link(invitation: Invitation, *, actor: User) -> None:
    """The link opens nothing from now on; what was answered through it stays.  A second time changes nothing."""
    require(actor, Right.CIRCULATE)
    moment = clock.now()
    if not Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=True).update(revoked_at=moment):
        return
    invitation.revoked_at = moment
    record(
        "invitation.link-revoked",
        invitation,
        office=actor.office_key,
        actor=actor.actor,
        after={"round": str(invitation.circulation)},
    )
