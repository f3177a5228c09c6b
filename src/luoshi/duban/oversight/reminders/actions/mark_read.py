"""Mark what stands in one's inbox as read."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.reminders.models import Digest


@transaction.atomic
def mark_read(*, actor: User, key: int | None = None) -> int:
    """Mark one of the person's own digests as read, or all of them; gives how many were new."""
    require(actor, Right.SEE_OWN_ACCOUNT)
    new = Digest.objects.filter(person=actor, read_at__isnull=True)
    if key is not None:
        new = new.filter(pk=key)
    keys = list(new.values_list("pk", flat=True))
    if not keys:
        return 0
    count = Digest.objects.filter(pk__in=keys, read_at__isnull=True).update(read_at=clock.now())
    record("reminder.read", actor, office=actor.office_key, actor=actor.actor, after={"digests": keys})
    return count
