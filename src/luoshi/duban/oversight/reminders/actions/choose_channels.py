"""Choose by which of the office's channels one wants to be told; the inbox is always there."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.reminders.choosing import chosen
from luoshi.duban.oversight.reminders.models import Channel, ChannelWish, Reach


@transaction.atomic
def choose_channels(wanted: Collection[int], *, actor: User) -> bool:
    """Let *actor* be told by the channels with the keys *wanted*, and by no others that may be declined.

    What is as the office set it is not kept, so that it follows the office from then on.  False where nothing changed.
    """
    require(actor, Right.SEE_OWN_ACCOUNT)
    channels = list(Channel.objects.filter(office=actor.office_id, is_on=True).exclude(reach=Reach.ALWAYS))
    rows = ChannelWish.objects.select_for_update(of=("self",)).filter(person=actor, channel__in=channels)
    kept = {one.channel_id: one.wanted for one in rows}
    before = {one.name: chosen(one, kept.get(one.pk)) is not None for one in channels}
    after = {one.name: one.pk in wanted for one in channels}
    if before == after:
        return False
    rows.delete()
    ChannelWish.objects.bulk_create(
        ChannelWish(person=actor, channel=one, wanted=one.pk in wanted)
        for one in channels
        if (one.pk in wanted) != (one.reach == Reach.USUAL)
    )
    record("channels.chosen", actor, office=actor.office_key, actor=actor.actor, before=before, after=after)
    return True
