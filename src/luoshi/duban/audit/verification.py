"""Walk through the record and name every row that is not as it was written.

Events are read in the order of their chains, some at a time, so that a million take no more memory than a
thousand.  An office's heads (one a day) are held while its events are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby

from django.db import DEFAULT_DB_ALIAS, transaction

from luoshi.duban.audit import chain, triggers
from luoshi.duban.audit.findings import Finding, Problem
from luoshi.duban.audit.models import Event, Head, Tip
from luoshi.duban.audit.papers import Kept, compare
from luoshi.duban.audit.recording import chain_key

CHUNK = 2_000
Progress = Callable[[int], None]


def verify(
    office: str | None = None,
    *,
    kept: tuple[Kept, ...] = (),
    expected: Iterable[str] = (),
    progress: Progress | None = None,
) -> Iterator[Finding]:
    """The findings of one office's record, or of all; none where the record is whole.

    *expected* names the offices that must have a chain: one that was removed with heads and tip leaves no trace here.
    *kept* are heads that were printed or mailed out (:func:`.papers.read_papers`); *progress* is told the number
    of events read so far.  Everything is read in one transaction, so that people may go on working meanwhile.
    """
    key = chain_key()
    for name in triggers.missing(DEFAULT_DB_ALIAS):
        yield Finding(Problem.UNPROTECTED, office or "", detail=name)
    with transaction.atomic():
        read = 0
        wanted = {one for one in expected if office in (None, one)}
        lost = wanted.difference(offices()) if wanted else set()
        yield from (Finding(Problem.CHAIN_REMOVED, one) for one in sorted(lost))
        for one in offices() if office is None else {office} - lost:
            walk = _Walk(one, key, read, progress)
            yield from walk.findings()
            read = walk.read
        yield from compare(kept, office)


def offices() -> list[str]:
    """The keys of every office that has a record, or a trace of one."""
    found: set[str] = set()
    for model in (Event, Head, Tip):
        found.update(model.objects.order_by().values_list("office", flat=True).distinct())
    return sorted(found)


class _Walk:
    """One office's chain, from its first event to its tip."""

    def __init__(self, office: str, key: bytes, read: int, progress: Progress | None) -> None:
        self.office, self.key, self.read, self.progress = office, key, read, progress
        self.heads = {head.day: head for head in Head.objects.filter(office=office).order_by("day")}
        self.tip = Tip.objects.filter(office=office).first()

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong with it."""
        yield from self._check_heads()
        yield from self._check_tip()
        events = Event.objects.filter(office=self.office).order_by("day", "sequence").iterator(chunk_size=CHUNK)
        met: set[date] = set()
        for day, of_day in groupby(events, key=lambda event: event.day):
            met.add(day)
            yield from self._check_day(day, of_day)
        for day in sorted(set(self.heads) - met):
            yield self._finding(Problem.DAY_REMOVED, day, 1, self.heads[day].events)
        if self.tip and self.tip.sequence and self.tip.day not in met and self.tip.day not in self.heads:
            yield self._finding(Problem.CUT_OFF, self.tip.day, 1, self.tip.sequence)

    def _check_heads(self) -> Iterator[Finding]:
        previous = chain.START
        for day, head in self.heads.items():
            if head.mac != chain.head_mac(head, self.key):
                yield self._finding(Problem.HEAD_ALTERED, day)
            elif head.previous != previous:
                yield self._finding(Problem.HEAD_REMOVED, day, detail="前一日封条 the head before this day's")
            previous = head.mac

    def _check_tip(self) -> Iterator[Finding]:
        if self.tip is None:
            yield self._finding(Problem.TIP_REMOVED)
        elif self.tip.seal != chain.tip_mac(self.tip, self.key):
            yield self._finding(Problem.TIP_ALTERED, self.tip.day, self.tip.sequence)

    def _end_of(self, day: date) -> tuple[int, str] | None:
        """How many events a day must have and the digest of its last, as its head or the tip says."""
        if day in self.heads:
            return self.heads[day].events, self.heads[day].last
        if self.tip is not None and self.tip.day == day:
            return self.tip.sequence, self.tip.mac
        return None

    def _check_day(self, day: date, events: Iterator[Event]) -> Iterator[Finding]:
        end = self._end_of(day)
        last, mac, sound = 0, chain.START, True
        for event in events:
            self._count()
            if event.sequence > last + 1:
                yield self._finding(Problem.REMOVED, day, last + 1, event.sequence - 1)
                sound = False
            genuine = event.mac == chain.event_mac(event, self.key)
            if end is not None and event.sequence > end[0]:
                yield self._finding(Problem.INSERTED, day, event.sequence)
            elif not genuine or (sound and event.previous != mac):
                yield self._finding(Problem.ALTERED, day, event.sequence)
            sound = genuine
            last, mac = event.sequence, event.mac
        yield from self._check_end(day, end, last, mac, sound=sound)

    def _check_end(
        self, day: date, end: tuple[int, str] | None, last: int, mac: str, *, sound: bool
    ) -> Iterator[Finding]:
        if end is None:
            if self.tip is not None:
                kind = Problem.HEAD_REMOVED if day < self.tip.day else Problem.INSERTED
                yield self._finding(kind, day)
        elif last < end[0]:
            yield self._finding(Problem.CUT_OFF, day, last + 1, end[0])
        elif last == end[0] and sound and mac != end[1]:
            yield self._finding(Problem.ALTERED, day, last)

    def _count(self) -> None:
        self.read += 1
        if self.progress is not None and self.read % CHUNK == 0:
            self.progress(self.read)

    def _finding(
        self,
        problem: Problem,
        day: date | None = None,
        first: int | None = None,
        until: int | None = None,
        detail: str = "",
    ) -> Finding:
        return Finding(problem, self.office, day, first, until, detail)
