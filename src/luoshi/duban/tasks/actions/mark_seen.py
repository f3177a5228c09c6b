"""知道了: notices that somebody of the unit has seen."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.queries import acting_units
from luoshi.duban.tasks.models import Notice


@transaction.atomic
def mark_seen(keys: list[int], *, actor: User) -> int:
    """Mark the notices with these keys as seen, as far as they are those of the person's units and new."""
    require(actor, Right.REPORT)
    new = Notice.objects.filter(pk__in=keys, unit__in=acting_units(actor), seen_at__isnull=True)
    seen = list(new.values_list("pk", flat=True))
    if not seen:
        return 0
    count = Notice.objects.filter(pk__in=seen, seen_at__isnull=True).update(seen_at=clock.now(), seen_by=actor)
    record("notice.seen", actor, office=actor.office_key, actor=actor.actor, after={"notices": seen})
    return count
