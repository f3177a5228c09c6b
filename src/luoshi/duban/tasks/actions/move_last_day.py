"""Give the units of a round more time, or less."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.circulate import link_expiry
from luoshi.duban.tasks.actions.renew_links import closed
from luoshi.duban.tasks.circulation.queries import takes_answers
from luoshi.duban.tasks.models import Circulation


@transaction.atomic
def move_last_day(circulation: Circulation, answer_by: date, *, actor: User) -> None:
    """Make *answer_by* the last day, included; links that are not dead live accordingly.

    Refused for a day that is past and for a round that is over.
    """
    require(actor, Right.CIRCULATE)
    if not takes_answers(circulation):
        raise closed()
    if answer_by < clock.today():
        raise Refused("day-past", "反馈期限不能早于今天。", "The last day for answers must not be in the past.")
    before = circulation.answer_by
    if before == answer_by:
        return
    circulation.answer_by = answer_by
    circulation.save(update_fields=("answer_by",))
    circulation.invitations.filter(revoked_at__isnull=True, expires_at__gt=clock.now()).update(
        expires_at=link_expiry(answer_by)
    )
    record(
        "circulation.last-day-moved",
        circulation.plan,
        office=actor.office_key,
        actor=actor.actor,
        before={"answer_by": before.isoformat()},
        after={"answer_by": answer_by.isoformat(), "round": circulation.number},
    )
