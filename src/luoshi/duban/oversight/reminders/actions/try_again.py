"""Put a message that failed back into the queue."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.jobs.queue import enqueue
from luoshi.duban.oversight.reminders.actions.gather_digests import DELIVER
from luoshi.duban.oversight.reminders.models import Delivery, DeliveryState
from luoshi.duban.problems import Refused


@transaction.atomic
def try_again(delivery: Delivery, *, actor: User) -> None:
    """Try *delivery* (read with its channel) again, from its first try on.

    Refused where it is no longer failed, or its channel is off.
    """
    require(actor, Right.SUPERVISE)
    if actor.office_id != delivery.channel.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))
    if not delivery.channel.is_on:
        raise Refused(
            "channel-off",
            f"渠道“{delivery.channel}”已停用，启用后才能重发。",
            f"The channel {delivery.channel} is off; switch it on first.",
        )
    rows = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED)
    if rows.update(state=DeliveryState.WAITING, tries=0, next_at=clock.now()) != 1:
        raise Refused("not-failed", "这条消息已在重发或已发出。", "This message is on its way already.")
    enqueue(DELIVER, key=f"{DELIVER}:{delivery.pk}", delivery=delivery.pk)
    record("delivery.tried-again", delivery, office=actor.office_key, actor=actor.actor)
