"""Set a ledger aside that shall not be taken over; the file stays, and can be dropped again."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Takeover


@transaction.atomic
def set_ledger_aside(takeover: Takeover, *, actor: User, reason: str = "") -> Takeover:
    """Nothing of it was taken over, and nothing will be, unless the file is dropped again."""
    require(actor, Right.IMPORT_LEDGER)
    if takeover.office_id != actor.office_id or not takeover.is_open:
        raise Refused("not-open", "这份台账已经导入或搁置。", "This ledger was taken over or set aside already.")
    change_seen(takeover, takeover.version, set_aside_at=clock.now())
    record("ledger.set-aside", takeover, office=actor.office_key, actor=actor.actor, reason=reason)
    return takeover
