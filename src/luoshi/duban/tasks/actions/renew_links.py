"""Give units a new personal link; the old one is dead from then on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.circulate import LINK_DAYS_AFTER, link_expiry
from luoshi.duban.tasks.circulation.queries import takes_answers
from luoshi.duban.tasks.links.tokens import digest, new_token
from luoshi.duban.tasks.models import Circulation


@transaction.atomic
def renew_links(circulation: Circulation, invitations: Collection[int], *, actor: User) -> dict[int, str]:
    """New tokens by the key of the invitation; they are shown once and kept nowhere.

    Late in a round they live as long from today as links usually outlive the last day.
    """
    require(actor, Right.CIRCULATE)
    if not takes_answers(circulation):
        raise closed()
    expires = link_expiry(max(circulation.answer_by, clock.today() - timedelta(days=1)))
    tokens: dict[int, str] = {}
    for invitation in circulation.invitations.select_for_update(of=("self",)).filter(pk__in=invitations):
        token = new_token()
        invitation.token_sha256, invitation.expires_at, invitation.revoked_at = digest(token), expires, None
        invitation.save(update_fields=("token_sha256", "expires_at", "revoked_at"))
        tokens[invitation.pk] = token
        record(
            "invitation.link-renewed",
            invitation,
            office=actor.office_key,
            actor=actor.actor,
            after={"round": str(circulation), "expires": expires.isoformat(), "days_after": LINK_DAYS_AFTER},
        )
    return tokens


def closed() -> Refused:
    """What is said where a round takes no answers any more."""
    return Refused(
        "round-closed",
        "本轮征求意见已结束，不再接收意见；如有新意见，请与督查室联系。",
        "This round is closed and takes no more answers; please call the supervision office.",
    )
