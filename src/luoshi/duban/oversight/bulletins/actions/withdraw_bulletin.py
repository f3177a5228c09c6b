"""撤回: with the reason; it stays on record, with its figures, its lists and its files."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState
from luoshi.duban.oversight.bulletins.moving import move
from luoshi.duban.oversight.bulletins.paper import keep
from luoshi.duban.problems import Refused

#: What is noted on the files of one that had gone out.
NOTE = "本件已撤回"


@transaction.atomic
def withdraw_bulletin(
    bulletin: Bulletin, *, actor: User, reason: str, files: Mapping[str, bytes] | None = None, note: str = ""
) -> Bulletin:
    """Withdraw *bulletin*: a draft by who drafts, one that was issued by who issues.

    *files* are those of an issued one with the *note* that it was withdrawn; those that went out stay beside them.
    """
    was_issued = bulletin.state == BulletinState.ISSUED
    require(actor, Right.ISSUE_BULLETIN if was_issued else Right.DRAFT_BULLETIN)
    reason = reason.strip()
    if not reason:
        raise Refused("no-reason", "请填写撤回理由。", "Say why it is withdrawn.")
    values = {"withdrawn_by": actor, "withdrawn_at": clock.now(), "withdrawal_reason": reason}
    before = move(bulletin, BulletinState.WITHDRAWN, **values)
    if not was_issued:
        bulletin.namings.filter(is_current=True).update(is_current=False)
    digests = keep(bulletin, files or {}, note)
    record(
        "bulletin.withdrawn",
        bulletin,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={"state": bulletin.state, "files": digests},
        reason=reason,
    )
    return bulletin
