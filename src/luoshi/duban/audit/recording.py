"""Add an event to the record, in the transaction of the change that it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction

from luoshi.duban import clock
from luoshi.duban.audit import chain
from luoshi.duban.audit.models import Event, Head, Tip

_origin: ContextVar[str] = ContextVar("origin", default="")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: the key of a person's account and the name at that time."""

    key: str
    name: str


#: What the application does by itself: reading a document, a daily job.
SYSTEM = Actor("", "系统")


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    """Say where the changes within the block come from: an address, ``job``, ``command``."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def record(  # noqa: PLR0913 -- an event has that many sides
    verb: str,
    subject: models.Model,
    *,
    office: str,
    actor: Actor,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> Event:
    """Append an event about *subject*; ``verb`` is ``app.what-happened`` in English, such as ``task.issued``.

    ``office`` is the office's key, empty for what belongs to the installation.  ``before`` and
    ``after`` hold plain JSON values.  Must run in the transaction of the change itself; raises
    :class:`~django.db.transaction.TransactionManagementError` outside of one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a record belongs into the transaction of its change")
    moment = clock.now()
    key = settings.AUDIT_KEY.encode()
    tip, _ = Tip.objects.select_for_update().get_or_create(
        office=office, defaults={"day": moment.date(), "sequence": 0, "mac": chain.START}
    )
    if tip.day != moment.date():
        # A clock set back must not open a sealed day again: the chain goes on where it is.
        moment_day = max(tip.day, moment.date())
        if moment_day != tip.day:
            _seal(tip, key)
            tip.day, tip.sequence, tip.mac = moment_day, 0, chain.START
    event = Event(
        office=office,
        day=tip.day,
        sequence=tip.sequence + 1,
        at=moment,
        actor=actor.key,
        actor_name=actor.name[:100],
        origin=_origin.get()[:200],
        verb=verb,
        subject=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_name=str(subject)[:300],
        before=None if before is None else dict(before),
        after=None if after is None else dict(after),
        reason=reason,
        previous=tip.mac,
    )
    event.mac = chain.event_mac(event, key)
    event.save(force_insert=True)
    tip.sequence, tip.mac = event.sequence, event.mac
    tip.save(update_fields=("day", "sequence", "mac"))
    return event


def _seal(tip: Tip, key: bytes) -> None:
    """Write the head of the day that is over."""
    last = Head.objects.filter(office=tip.office).order_by("-day").first()
    head = Head(
        office=tip.office,
        day=tip.day,
        events=tip.sequence,
        last=tip.mac,
        previous=chain.START if last is None else last.mac,
    )
    head.mac = chain.head_mac(head, key)
    head.save(force_insert=True)
