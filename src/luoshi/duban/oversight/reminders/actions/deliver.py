"""Send one digest by one channel: at least once, never by two at once, later again where it did not go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.jobs.queue import enqueue
from luoshi.duban.oversight.reminders.actions.gather_digests import DELIVER
from luoshi.duban.oversight.reminders.choosing import is_wanted
from luoshi.duban.oversight.reminders.due import still_open
from luoshi.duban.oversight.reminders.hours import next_opening
from luoshi.duban.oversight.reminders.models import Channel, Delivery, DeliveryState, Reminder, Telling
from luoshi.duban.oversight.reminders.office import rules_of, site_of
from luoshi.duban.oversight.reminders.sending.message import About, Message, message_of
from luoshi.duban.oversight.reminders.sending.problems import NotSent
from luoshi.duban.oversight.reminders.sending.ways import send
from luoshi.duban.oversight.reminders.tellings import still_standing

#: How long to wait after the first, second … try that failed; after the last the message counts as failed.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
#: No other worker touches a message that one has taken for so long; longer than any channel's patience.
CLAIM = timedelta(minutes=2)
#: Nothing is tried by a channel that could not be reached before this has passed.
REST = timedelta(minutes=1)


def deliver(pk: int) -> None:
    """Send a delivery that waits.

    It is called again where a worker died, and changes nothing once the message is out: what was sent, but not yet
    written down as sent, goes out again with the same key, by which a receiver knows it.
    """
    taken = _take(pk)
    if taken is None:
        return
    delivery, message = taken
    try:
        send(delivery.channel, message)
    except NotSent as problem:
        _not_sent(delivery, problem)
    else:
        moment = clock.now()
        with transaction.atomic():
            Delivery.objects.filter(pk=pk).update(
                state=DeliveryState.SENT, sent_at=moment, claimed_until=None, next_at=None, problem=""
            )
            Channel.objects.filter(pk=delivery.channel_id).update(resting_until=None)


@transaction.atomic
def _take(pk: int) -> tuple[Delivery, Message] | None:
    """The delivery with its message, claimed for this worker; ``None`` where there is nothing to send now."""
    rows = Delivery.objects.select_for_update(of=("self",)).select_related(
        "channel", "digest__office", "digest__person", "digest__chase"
    )
    delivery = rows.filter(pk=pk, state=DeliveryState.WAITING).first()
    if delivery is None:
        return None
    channel, digest, now = delivery.channel, delivery.digest, clock.now()
    if not channel.is_on:
        _over(delivery, "渠道已停用。\nThe channel was switched off.")
        return None
    if not is_wanted(channel, digest.person):
        _over(delivery, "本人已停用这一渠道。\nThe person wants nothing by this channel any more.")
        return None
    rules = rules_of(digest.office_id)
    later = [moment for moment in (delivery.claimed_until, channel.resting_until) if moment and moment > now]
    opening = next_opening(rules, max([*later, now]))
    if opening > now:
        _later(delivery, opening)
        return None
    reminders = [one for one in _rows(delivery) if still_open(one.assignment, one.kind, one.due, clock.today())]
    tellings = still_standing(_tellings(delivery), clock.today())
    if not reminders and not tellings:
        _over(delivery, "所提醒的事项都已办理。\nEverything it was about has been done.")
        return None
    delivery.tries, delivery.tried_at, delivery.claimed_until = delivery.tries + 1, now, now + CLAIM
    delivery.save(update_fields=("tries", "tried_at", "claimed_until"))
    site = site_of(digest.office_id)
    about = About(digest, reminders, tellings)
    return delivery, message_of(about, key=delivery.key, site=site, content=rules.content_leaves)


def _rows(delivery: Delivery) -> list[Reminder]:
    rows = Reminder.objects.filter(digest=delivery.digest_id).select_related("assignment__task__register")
    return list(rows.order_by("due", "pk"))


def _tellings(delivery: Delivery) -> list[Telling]:
    return list(Telling.objects.filter(digest=delivery.digest_id).select_related("news").order_by("pk"))


def _over(delivery: Delivery, why: str) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.OVER, problem=why, next_at=None)


def _later(delivery: Delivery, moment: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(next_at=moment)
    enqueue(DELIVER, key=f"{DELIVER}:{delivery.pk}", run_at=moment, delivery=delivery.pk)


@transaction.atomic
def _not_sent(delivery: Delivery, problem: NotSent) -> None:
    """Try again later, or give up and show it; a channel that is away rests, so that nobody waits for it in vain."""
    now = clock.now()
    if problem.unreachable:
        Channel.objects.filter(pk=delivery.channel_id).update(resting_until=now + REST)
    facts: dict[str, object] = {"problem": f"{problem.chinese}\n{problem.english}", "claimed_until": None}
    if problem.lasting or delivery.tries > len(BACK_OFF):
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, next_at=None, **facts)
        return
    Delivery.objects.filter(pk=delivery.pk).update(**facts)
    _later(delivery, now + BACK_OFF[delivery.tries - 1])
