"""Add an event to the record, in the transaction of the change that it tells of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction

from luoshi.duban import clock
from luoshi.duban.audit import chain
from luoshi.duban.audit.canonical import Canonical
from luoshi.duban.audit.models import Event, Head, Tip

_BATCH = 500
_origin: ContextVar[str] = ContextVar("origin", default="")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: the key of a person's account and the name at that time."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class About:
    """What one event of several is about; the fields mean what :func:`record` says."""

    subject: models.Model
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    reason: str = ""


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
    """Append an event about *subject*; ``verb`` is ``app.what-happened`` in English, such as ``task.issued``, and
    has its Chinese name in :mod:`.verbs`.

    ``office`` is the office's key, empty for what belongs to the installation.  ``before`` and
    ``after`` hold plain JSON values.  Must run in the transaction of the change itself; raises
    :class:`~django.db.transaction.TransactionManagementError` outside of one.
    """
    (event,) = record_many(
        verb,
        [About(subject, before, after, reason)],
        office=office,
        actor=actor,
    )
    return event


def record_many(verb: str, about: Iterable[About], *, office: str, actor: Actor) -> list[Event]:
    """Append an event of the same *verb* about each subject, in their order; one lock, whatever their number.

    Raises as :func:`record` does.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a record belongs into the transaction of its change")
    about = list(about)
    if not about:  # a day is sealed only together with the first event of the next
        return []
    moment = clock.now()
    key = chain_key()
    tip = _tip(office, moment.date(), key)
    origin = _origin.get()[:200]
    events: list[Event] = []
    for one in about:
        event = Event(
            office=office,
            day=tip.day,
            sequence=tip.sequence + 1,
            at=moment,
            actor=actor.key,
            actor_name=actor.name[:100],
            origin=origin,
            verb=verb,
            subject=one.subject._meta.label_lower,
            subject_id=str(one.subject.pk),
            subject_name=_storable(str(one.subject)[:300]),
            before=_normalised(one.before),
            after=_normalised(one.after),
            reason=_storable(one.reason),
            previous=tip.mac,
        )
        event.mac = chain.event_mac(event, key)
        tip.sequence, tip.mac = event.sequence, event.mac
        events.append(event)
    Event.objects.bulk_create(events, batch_size=_BATCH)
    tip.seal = chain.tip_mac(tip, key)
    tip.save(update_fields=("day", "sequence", "mac", "seal"))
    return events


def chain_key() -> bytes:
    """The key of the chain; a record without one would prove nothing, so there is none without it."""
    if not settings.AUDIT_KEY:
        raise ImproperlyConfigured(
            "未设置记录链密钥：请设置 LUOSHI_AUDIT_KEY 或提供密钥文件。 "
            "The key of the record, LUOSHI_AUDIT_KEY, is not set."
        )
    return str(settings.AUDIT_KEY).encode()


def _tip(office: str, today: date, key: bytes) -> Tip:
    """The office's tip, locked until the transaction ends, on the day that the next event belongs to."""
    tip, _ = Tip.objects.select_for_update().get_or_create(
        office=office, defaults={"day": today, "sequence": 0, "mac": chain.START}
    )
    # A clock set back must not open a sealed day again: the chain goes on where it is.
    if tip.day < today:
        if tip.sequence:
            _seal(tip, key)
        tip.day, tip.sequence, tip.mac = today, 0, chain.START
    return tip


def _normalised(values: Mapping[str, object] | None) -> dict[str, object] | None:
    """*values* in the one form that both databases hand back unchanged: fractions as text, no NUL."""
    if values is None or isinstance(values, Canonical):
        return values
    written = json.dumps(dict(values), ensure_ascii=False)
    plain: dict[str, object] = json.loads(_without_nul(written), parse_float=str, parse_constant=str)
    return plain


def _without_nul(written: str) -> str:
    return written.replace("\\u0000", "") if "\\u0000" in written else written


def _storable(text: str) -> str:
    """*text* without NUL, which PostgreSQL cannot hold."""
    return text.replace("\0", "")


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
