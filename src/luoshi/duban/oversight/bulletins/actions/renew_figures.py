"""更新数字: count a draft anew, today."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.bulletins.actions.edit_bulletin import require_draft
from luoshi.duban.oversight.bulletins.models import Bulletin
from luoshi.duban.oversight.bulletins.snapshot import Change, changes, store, take, tasks_of


def differences(bulletin: Bulletin, *, actor: User) -> list[Change]:
    """What counting anew would change; nothing is written."""
    require(actor, Right.DRAFT_BULLETIN)
    require_draft(bulletin)
    return changes(bulletin, take(tasks_of(bulletin, actor), bulletin.starts, bulletin.ends))


@transaction.atomic
def renew_figures(bulletin: Bulletin, *, actor: User, version: int) -> list[Change]:
    """Count anew over the *version* that was seen; gives the figures that changed.

    Refused unless it is a draft, and where nothing is left to tell of: then the figures stay as they were.
    """
    require(actor, Right.DRAFT_BULLETIN)
    require_draft(bulletin)
    snapshot = take(tasks_of(bulletin, actor), bulletin.starts, bulletin.ends)
    found = changes(bulletin, snapshot)
    change_seen(bulletin, version, counted_at=clock.now(), counted_to=snapshot.span.until)
    bulletin.edited_by.add(actor)
    store(bulletin, snapshot)
    record(
        "bulletin.figures-renewed",
        bulletin,
        office=actor.office_key,
        actor=actor.actor,
        before={one.key: one.was for one in found},
        after={one.key: one.now for one in found},
    )
    return found
