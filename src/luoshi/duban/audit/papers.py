"""Heads that leave the system, on paper or by mail, and come back as proof.

A paper says for an office: on this day there were so many events, the last with this digest.  It may be the head of
a day that is over, or the state of the day that still runs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date

from luoshi.duban.audit import chain
from luoshi.duban.audit.findings import Finding, Problem
from luoshi.duban.audit.models import Event, Head, Tip
from luoshi.duban.audit.recording import chain_key
from luoshi.errors import LuoshiError

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Paper:
    """The state of an office's chain: ``events`` of ``day``, the last with the digest ``last``.

    ``previous`` is the digest of the head before; ``closed`` says that the day is over.  ``mac`` is the keyed
    digest over the rest, the same as the head's in the database where the day is closed.
    """

    office: str
    day: date
    events: int
    last: str
    previous: str
    closed: bool
    mac: str

    @property
    def digest(self) -> str:
        """What identifies it on paper: the day's seal, or the digest of the last event of a day that still runs."""
        return self.mac if self.closed else self.last


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody kept: a whole paper, or only a digest copied from one (``office`` unknown)."""

    digest: str
    paper: Paper | None = None


def papers(office: str | None = None, *, day: date | None = None) -> list[Paper]:
    """The newest paper of each office, or of one; of a *day*, where one is named and its head exists."""
    if day is not None:
        heads = Head.objects.filter(day=day, **({} if office is None else {"office": office})).order_by("office")
        return [Paper(head.office, head.day, head.events, head.last, head.previous, True, head.mac) for head in heads]
    tips = Tip.objects.order_by("office")
    return [_of_tip(tip) for tip in (tips if office is None else tips.filter(office=office)) if tip.sequence]


def _of_tip(tip: Tip) -> Paper:
    last = Head.objects.filter(office=tip.office).order_by("-day").first()
    head = Head(
        office=tip.office, day=tip.day, events=tip.sequence, last=tip.mac, previous=last.mac if last else chain.START
    )
    return Paper(head.office, head.day, head.events, head.last, head.previous, False, chain.head_mac(head, chain_key()))


def as_json(some: Iterable[Paper]) -> str:
    """The papers as JSON, to be kept outside and handed back to ``luoshi audit verify --head``."""
    rows = [asdict(paper) | {"day": paper.day.isoformat()} for paper in some]
    return json.dumps({"luoshi-record-heads": rows}, ensure_ascii=False, indent=1)


def grouped(digest: str) -> str:
    """A digest in groups of eight, so that it can be read from paper."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def read_papers(text: str) -> tuple[Kept, ...]:
    """What was kept: the JSON of :func:`as_json`, or one digest as it stands on paper, spaces or not."""
    digest = re.sub(r"\s+", "", text).lower()
    if _DIGEST.fullmatch(digest):
        return (Kept(digest),)
    try:
        rows = json.loads(text)["luoshi-record-heads"]
        found = tuple(Paper(**(row | {"day": date.fromisoformat(row["day"])})) for row in rows)
    except (ValueError, KeyError, TypeError) as error:
        raise LuoshiError(
            "not-a-head",
            "不是“luoshi audit head”输出的封条：应为其 JSON 文件，或 64 位十六进制摘要。",
            "This is no head as `luoshi audit head` prints it: its JSON, or a digest of 64 hexadecimal characters.",
        ) from error
    return tuple(Kept(paper.mac, paper) for paper in found)


def compare(kept: Iterable[Kept], office: str | None = None) -> Iterator[Finding]:
    """What was kept and the record does not say: of one office, or of all."""
    for one in kept:
        if one.paper is None:
            if not (Head.objects.filter(mac=one.digest).exists() or Event.objects.filter(mac=one.digest).exists()):
                yield Finding(Problem.PAPER_DIFFERS, office or "", detail=one.digest)
        elif office in (None, one.paper.office):
            yield from _compare(one.paper)


def _compare(paper: Paper) -> Iterator[Finding]:
    head = Head(office=paper.office, day=paper.day, events=paper.events, last=paper.last, previous=paper.previous)
    if chain.head_mac(head, chain_key()) != paper.mac:
        yield Finding(Problem.PAPER_FORGED, paper.office, paper.day)
        return
    place = {"office": paper.office, "day": paper.day}
    stands = Event.objects.filter(**place, sequence=paper.events, mac=paper.last).exists()
    if not stands or (paper.closed and not Head.objects.filter(**place, mac=paper.mac).exists()):
        yield Finding(Problem.PAPER_DIFFERS, paper.office, paper.day, paper.events)
