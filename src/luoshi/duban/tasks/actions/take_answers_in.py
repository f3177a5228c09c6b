"""Take the answers of looked-through files in, on behalf of the units (代录)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.tasks.actions.answer import answer, by_office
from luoshi.duban.tasks.circulation.wording import Proposal
from luoshi.duban.tasks.models import Circulation, ReturnedFile, Through


@transaction.atomic
def take_answers_in(circulation: Circulation, files: Collection[int], *, actor: User) -> list[ReturnedFile]:
    """Take in *files* (keys), all or none, in the order in which they were dropped; the later file of a unit counts.

    What was refused, set aside or taken in already is passed over, so that two people who press the button at once
    change nothing twice.
    """
    require(actor, Right.CIRCULATE)
    waiting = circulation.returned.select_for_update(of=("self",)).filter(
        pk__in=files, taken_at__isnull=True, set_aside_at__isnull=True, invitation__isnull=False
    )
    taken = [one for one in waiting.select_related("invitation__unit").order_by("id") if not one.problems]
    for one in taken:
        _take(one, circulation, actor)
    return taken


def _take(file: ReturnedFile, circulation: Circulation, actor: User) -> None:
    invitation = file.invitation
    if invitation is None:
        return
    invitation.refresh_from_db(fields=("version",))
    invitation.circulation = circulation
    proposals = [Proposal(one["row"], one["field"], one["proposed"], one["remark"]) for one in file.found]
    by = by_office(invitation, actor, invitation.unit.name, through=Through.FILE, source_name=file.name)
    answer(invitation, proposals, by=by)
    file.taken_by, file.taken_at = actor, clock.now()
    file.save(update_fields=("taken_by", "taken_at"))


@transaction.atomic
def set_aside(circulation: Circulation, file: ReturnedFile, *, actor: User) -> None:
    """Put a file away that is not wanted; dropped again, it is looked at anew.  One that was taken in stays."""
    require(actor, Right.CIRCULATE)
    moment = clock.now()
    if circulation.returned.filter(pk=file.pk, taken_at__isnull=True, set_aside_at__isnull=True).update(
        set_aside_at=moment
    ):
        record(
            "circulation.file-set-aside",
            file,
            office=actor.office_key,
            actor=actor.actor,
            after={"round": str(circulation), "sha256": file.sha256},
        )
