"""Look at 报送表 that came back: each is matched with its unit and tasks, and waits to be taken in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents import storage
from luoshi.duban.problems import Refused
from luoshi.duban.spreadsheets.reading import read_book
from luoshi.duban.tasks.models import ReturnedSheet
from luoshi.duban.tasks.reporting.returned.matching import Match, match
from luoshi.duban.tasks.reporting.returned.sent import Lookup, elsewhere, sheets_of
from luoshi.duban.tasks.returning.flaws import Flaw
from luoshi.duban.tasks.returning.keeping import kept, source_of
from luoshi.duban.tasks.returning.received import Received, receive


def receive_sheets(files: Iterable[tuple[str, bytes]], *, actor: User) -> Received[ReturnedSheet]:
    """Look at *files* (name and bytes).

    Each is its own transaction: one that is refused, with every flaw named, keeps none of the others back.  The bytes
    of one that is not refused are stored unchanged.  Nothing counts before
    :func:`~.take_sheets_in.take_sheets_in`.
    """
    require(actor, Right.ENTER_REPORT)
    office = actor.office
    if office is None:
        raise Refused("no-office", "您不属于任何督查机构。", "You belong to no office.")
    lookup = sheets_of(office)
    return receive(
        files,
        ReturnedSheet.objects.filter(office=office),
        keep=lambda name, content: _keep(office, name, content, read_sheet(name, content, office, lookup), actor),
        refuse=lambda sha256, size: _record_secret(office, sha256, size, actor),
    )


def read_sheet(name: str, content: bytes, office: Office, lookup: Lookup) -> Match:
    """What the file says, or why nothing of it can be used."""
    try:
        book = read_book(content, name)
    except Refused as error:
        return Match(flaws=[Flaw(error.chinese, error.english)])
    return match(name, book, lookup=lookup, elsewhere=lambda code: elsewhere(office, code), today=clock.today())


@transaction.atomic
def _record_secret(office: Office, sha256: str, size: int, actor: User) -> None:
    told = {"reason": "secret", "sha256": sha256, "size": size}
    record("report-sheet.refused", office, office=office.key, actor=actor.actor, after=told)


def _keep(office: Office, name: str, content: bytes, found: Match, actor: User) -> ReturnedSheet:
    def enter(place: str) -> ReturnedSheet:
        return _enter(office, name, content, found, actor, place=place)

    return kept(content, found.flaws, actor=actor, enter=enter)


@transaction.atomic
def _enter(  # noqa: PLR0913 -- a row is made of these
    office: Office, name: str, content: bytes, found: Match, actor: User, *, place: str = ""
) -> ReturnedSheet:
    file = ReturnedSheet.objects.create(
        office=office,
        sheet=found.sent.sheet if found.sent else None,
        source=source_of(name, content, place, actor=actor),
        name=name,
        sha256=storage.digest(content),
        found=[one.kept for one in found.found],
        problems=[one.kept for one in found.flaws],
        reported_by=found.reported_by,
        reported_on=found.reported_on,
        words=found.words,
        dropped_by=actor,
    )
    record(
        "report-sheet.received",
        file,
        office=office.key,
        actor=actor.actor,
        after={
            "file": name,
            "sha256": file.sha256,
            "unit": found.sent.sheet.unit.name if found.sent else "",
            "by": found.reported_by,
            "reports": len(found.found),
            "problems": [one.chinese for one in found.flaws],
        },
    )
    return file
