"""The arithmetic of the chain: one keyed digest an event, over everything that the event says."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, date, datetime

from luoshi.duban.audit.canonical import text_of
from luoshi.duban.audit.models import Event, Head, Tip

#: What the first event of a chain points back to.
START = ""
_EVENT_FIELDS = (
    "office",
    "day",
    "sequence",
    "at",
    "actor",
    "actor_name",
    "origin",
    "verb",
    "subject",
    "subject_id",
    "subject_name",
    "before",
    "after",
    "reason",
    "previous",
)
_HEAD_FIELDS = ("office", "day", "events", "last", "previous")
_TIP_FIELDS = ("office", "day", "sequence", "mac")


def event_mac(event: Event, key: bytes) -> str:
    """The keyed digest (HMAC-SHA256, hexadecimal) over every field of *event* but the digest itself."""
    return _mac({field: getattr(event, field) for field in _EVENT_FIELDS}, key)


def head_mac(head: Head, key: bytes) -> str:
    """The keyed digest over a day's head."""
    return _mac({field: getattr(head, field) for field in _HEAD_FIELDS}, key)


def tip_mac(tip: Tip, key: bytes) -> str:
    """The keyed digest over a tip, so that nobody without the key can put it back after cutting off events."""
    return _mac({"tip": {field: getattr(tip, field) for field in _TIP_FIELDS}}, key)


def _mac(values: Mapping[str, object], key: bytes) -> str:
    written = ",".join(f"{text_of(name)}:{text_of(values[name], _plain)}" for name in sorted(values))
    return hmac.new(key, f"{{{written}}}".encode(), hashlib.sha256).hexdigest()


def _plain(value: object) -> str:
    """Dates and times in one form, whatever zone the database hands them back in."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be part of the record")
