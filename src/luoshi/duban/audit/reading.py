"""Find events, newest first, page by page: the cost follows the page, not the million events behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from luoshi.duban.audit.models import Event, Tip

PAGE = 50
#: Words stand in no index: so many events are read for them at a time, and the reader may go on from there.
SCAN = 100_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: days (both included), actors by key, verbs, a kind of subject and its key, words.

    ``offices`` are the offices that the reader may see; ``None``: all.
    """

    offices: Collection[str] | None = None
    since: date | None = None
    until: date | None = None
    actors: Collection[str] | None = None
    actor_name: str = ""
    verb: str = ""
    subject: str = ""
    subject_id: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, and the key with which the page of earlier ones begins (``None``: there are none).

    A page can be short, or empty, and yet have earlier ones: words were not found in what was read so far.
    """

    events: list[Event]
    earlier: int | None


def page_of(wanted: Wanted, before: int | None = None, size: int = PAGE) -> Page:
    """The newest events, or those before the key that the page before gave."""
    events = find(wanted)
    if before is not None:
        events = events.filter(id__lt=before)
    lowest = _lowest_read(wanted, before)
    if lowest:
        events = events.filter(id__gte=lowest)
    found = list(events[: size + 1])
    if len(found) > size:
        return Page(found[:size], found[size - 1].id)
    return Page(found, lowest or None)


def _lowest_read(wanted: Wanted, before: int | None) -> int:
    """The key down to which a search by words reads; 0 where an index leads, or the rest is short."""
    if not (wanted.words or wanted.actor_name):
        return 0
    newest = before or _key(Event.objects.all(), "-id") or 0
    return max(0, newest - SCAN)


def stream(wanted: Wanted) -> Iterator[Event]:
    """Every event that is looked for, newest first, some at a time."""
    return find(wanted).iterator(chunk_size=2_000)


def find(wanted: Wanted) -> QuerySet[Event]:
    """The events that are looked for, newest first."""
    events = Event.objects.order_by("-id")
    exact = {"verb": wanted.verb, "subject": wanted.subject, "subject_id": wanted.subject_id}
    events = events.filter(**{field: value for field, value in exact.items() if value})
    if wanted.offices is not None:
        events = events.filter(office__in=wanted.offices)
    if wanted.actors is not None:
        events = events.filter(actor__in=wanted.actors)
    if wanted.actor_name:
        events = events.filter(actor_name__contains=wanted.actor_name)
    for word in wanted.words.split():
        events = events.filter(Q(subject_name__icontains=word) | Q(reason__icontains=word))
    return _within(events, wanted)


def _within(events: QuerySet[Event], wanted: Wanted) -> QuerySet[Event]:
    """The days, and beside them the keys that they span: in an office both grow together."""
    if wanted.since is None and wanted.until is None:
        return events
    offices = wanted.offices if wanted.offices is not None else Tip.objects.values_list("office", flat=True)
    if wanted.since is not None:
        events = events.filter(day__gte=wanted.since)
        firsts = [_key(Event.objects.filter(office=one, day__gte=wanted.since), "day", "sequence") for one in offices]
        events = events.filter(id__gte=min((key for key in firsts if key is not None), default=0))
    if wanted.until is not None:
        events = events.filter(day__lte=wanted.until)
        lasts = [_key(Event.objects.filter(office=one, day__lte=wanted.until), "-day", "-sequence") for one in offices]
        events = events.filter(id__lte=max((key for key in lasts if key is not None), default=0))
    return events


def _key(events: QuerySet[Event], *order: str) -> int | None:
    return events.order_by(*order).values_list("id", flat=True).first()
