"""Put a message that failed, or all of them, back into the queue."""

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

_AT_ONCE = 500


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


@transaction.atomic
def try_all_again(*, actor: User) -> int:
    """Try every failed message of the actor's office whose channel is on again; gives how many."""
    require(actor, Right.SUPERVISE)
    office = actor.office
    failed = Delivery.objects.filter(state=DeliveryState.FAILED, channel__office=office, channel__is_on=True)
    keys = list(failed.order_by("pk").values_list("pk", flat=True))
    if office is None or not keys:
        raise Refused(
            "nothing-failed",
            "没有可重试的消息：没有失败的，或渠道已停用。",
            "Nothing to try again: nothing failed, or the channel is off.",
        )
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        Delivery.objects.filter(pk__in=some).update(state=DeliveryState.WAITING, tries=0, next_at=clock.now())
    for key in keys:
        enqueue(DELIVER, key=f"{DELIVER}:{key}", delivery=key)
    record("delivery.tried-again", office, office=office.key, actor=actor.actor, after={"messages": len(keys)})
    return len(keys)
