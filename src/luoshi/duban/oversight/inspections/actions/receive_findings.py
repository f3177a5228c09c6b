"""Look at 督查单 that came back, take them in, or put them away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents import storage
from luoshi.duban.oversight.inspections.actions.moving import APPROVED, require_office, require_state
from luoshi.duban.oversight.inspections.actions.record_finding import record_finding
from luoshi.duban.oversight.inspections.models import Inspection, Item, ReturnedFindings
from luoshi.duban.oversight.inspections.queries import with_tasks
from luoshi.duban.oversight.inspections.sheets.matching import Match, from_kept, match
from luoshi.duban.problems import Refused
from luoshi.duban.spreadsheets.reading import read_book
from luoshi.duban.tasks.returning.flaws import Flaw
from luoshi.duban.tasks.returning.keeping import kept, source_of
from luoshi.duban.tasks.returning.received import Received, receive


def items_by_number(inspection: Inspection) -> dict[int, Item]:
    """The matters of *inspection* by their numbers: one query."""
    return {item.number: item for item in with_tasks(inspection.items.all())}


def receive_findings(
    inspection: Inspection, files: Iterable[tuple[str, bytes]], *, actor: User
) -> Received[ReturnedFindings]:
    """Look at *files* (name and bytes); nothing counts before :func:`take_findings_in`.

    Each is its own transaction: one that is refused, with every flaw named, keeps none of the others back.
    """
    require_office(actor, Right.INSPECT, inspection)
    require_state(inspection, APPROVED)
    return receive(
        files,
        inspection.returned.all(),
        keep=lambda name, content: _keep(inspection, name, content, _read(name, content, inspection), actor),
        refuse=lambda sha256, size: _record_secret(inspection, sha256, size, actor),
    )


def _read(name: str, content: bytes, inspection: Inspection) -> Match:
    try:
        book = read_book(content, name)
    except Refused as error:
        return Match(flaws=[Flaw(error.chinese, error.english)])
    return match(name, book, inspection, items_by_number(inspection))


@transaction.atomic
def _record_secret(inspection: Inspection, sha256: str, size: int, actor: User) -> None:
    told = {"reason": "secret", "sha256": sha256, "size": size}
    record("inspection.sheet-refused", inspection, office=actor.office_key, actor=actor.actor, after=told)


def _keep(inspection: Inspection, name: str, content: bytes, found: Match, actor: User) -> ReturnedFindings:
    def enter(place: str) -> ReturnedFindings:
        return _enter(inspection, name, content, found, actor, place=place)

    return kept(content, found.flaws, actor=actor, enter=enter)


@transaction.atomic
def _enter(  # noqa: PLR0913 -- a row is made of these
    inspection: Inspection, name: str, content: bytes, found: Match, actor: User, *, place: str = ""
) -> ReturnedFindings:
    file = ReturnedFindings.objects.create(
        inspection=inspection,
        source=source_of(name, content, place, actor=actor),
        name=name,
        sha256=storage.digest(content),
        found=[one.kept for one in found.rows],
        problems=[one.kept for one in found.flaws],
        seen_by=found.seen_by,
        dropped_by=actor,
    )
    after = {
        "file": name, "sha256": file.sha256, "by": found.seen_by, "findings": len(found.rows),
        "problems": [one.chinese for one in found.flaws],
    }  # fmt: skip
    record("inspection.sheet-received", inspection, office=actor.office_key, actor=actor.actor, after=after)
    return file


@dataclass(slots=True)
class TakenFindings:
    """Which files count from now on, with how many findings; which no longer fitted; which say nowhere who looked."""

    taken: list[ReturnedFindings] = field(default_factory=list)
    findings: int = 0
    spoilt: list[ReturnedFindings] = field(default_factory=list)
    nameless: list[ReturnedFindings] = field(default_factory=list)


class _Spoilt(Exception):
    """A row of a file does not fit any more."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.english)
        self.flaw = flaw


def take_findings_in(
    inspection: Inspection, files: Collection[int], *, actor: User, seen_by: Mapping[int, str] | None = None
) -> TakenFindings:
    """Take in *files* (keys), in the order in which they were dropped; each wholly or not at all.

    *seen_by* gives who looked, by the file's key, where the file itself does not say.  What was refused, set aside or
    taken in already is passed over.  A file that no longer fits (somebody typed the finding meanwhile) is refused from
    then on, with its place; the others count.
    """
    require_office(actor, Right.INSPECT, inspection)
    done = TakenFindings()
    for key in sorted(set(files)):
        try:
            with transaction.atomic():
                _take(inspection, key, (seen_by or {}).get(key, ""), actor, done)
        except _Spoilt as spoilt:
            file = ReturnedFindings.objects.get(pk=key)
            file.problems = [spoilt.flaw.kept]
            file.save(update_fields=("problems",))
            done.spoilt.append(file)
    return done


def _take(inspection: Inspection, key: int, by: str, actor: User, done: TakenFindings) -> None:
    waiting = ReturnedFindings.objects.select_for_update().filter(
        pk=key, inspection=inspection, taken_at__isnull=True, set_aside_at__isnull=True
    )
    file = waiting.first()
    if file is None or file.problems:
        return
    name = file.seen_by or by.strip()[:100]
    if not name:
        done.nameless.append(file)
        return
    items = items_by_number(inspection)
    for found in file.found:
        row = from_kept(found)
        item = items.get(row.number)
        try:
            if item is None or item.version != row.seen:
                raise Refused(
                    "changed-meanwhile",
                    "这一项在核对以后已经有人记录，整份未录入。",
                    "somebody wrote down this finding meanwhile; nothing of the file was taken in.",
                )
            record_finding(item, row.found(name), actor=actor, version=row.seen, by_file=file.name)
        except Refused as refused:
            where = f"“{file.name}”{row.place}："
            raise _Spoilt(Flaw(where + refused.chinese, f"“{file.name}”: {refused.english}")) from refused
    file.seen_by, file.taken_by, file.taken_at = name, actor, clock.now()
    file.save(update_fields=("seen_by", "taken_by", "taken_at"))
    told = {"file": file.name, "sha256": file.sha256, "by": name, "findings": len(file.found)}
    record("inspection.sheet-taken-in", inspection, office=actor.office_key, actor=actor.actor, after=told)
    done.taken.append(file)
    done.findings += len(file.found)


@transaction.atomic
def set_findings_aside(file: ReturnedFindings, *, actor: User) -> None:
    """Put a file away that is not wanted; dropped again, it is looked at anew.  One that was taken in stays."""
    require_office(actor, Right.INSPECT, file.inspection)
    waiting = ReturnedFindings.objects.filter(pk=file.pk, taken_at__isnull=True, set_aside_at__isnull=True)
    if waiting.update(set_aside_at=clock.now()):
        told = {"file": file.name, "sha256": file.sha256}
        record("inspection.sheet-set-aside", file.inspection, office=actor.office_key, actor=actor.actor, after=told)
