"""印发: under its number and date, with the files as they go out; from then on nothing of it changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.bulletins.criticism import current
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState
from luoshi.duban.oversight.bulletins.moving import move
from luoshi.duban.oversight.bulletins.news import tell_issued
from luoshi.duban.oversight.bulletins.paper import copies_of, keep
from luoshi.duban.problems import Refused


def next_serial(office: Office, kind: str, year: int) -> int:
    """The number that comes next in *office* and *year*."""
    issued = Bulletin.objects.filter(office=office, kind=kind, serial_year=year)
    return (issued.aggregate(last=Max("serial"))["last"] or 0) + 1


def check_issuable(bulletin: Bulletin) -> None:
    """Raise :class:`Refused` where it may not go out yet: unapproved, or naming units without the principal."""
    if bulletin.state != BulletinState.APPROVED:
        raise Refused("state", "批准以后才能印发。", "It is issued once it is approved.")
    if bulletin.criticism_approved_at is None and current(bulletin):
        raise Refused(
            "criticism",
            "本件点名批评了单位，须经主要领导批准点名后才能印发。",
            "Units are named for problems; the principal has to approve that before it goes out.",
        )


@transaction.atomic
def issue_bulletin(
    bulletin: Bulletin, *, actor: User, serial: int, issued_on: date, files: Mapping[str, bytes]
) -> Bulletin:
    """Issue *bulletin* as 第 *serial* 期 of the year of *issued_on*; *files* are what goes out, by their ending.

    Refused where the number is taken, and as :func:`check_issuable` says.
    """
    require(actor, Right.ISSUE_BULLETIN)
    check_issuable(bulletin)
    # Two at once: the office's row is locked until the transaction ends, so that both see the same numbers.
    Office.objects.select_for_update().get(pk=bulletin.office_id)
    taken = Bulletin.objects.filter(
        office=bulletin.office_id, kind=bulletin.kind, serial_year=issued_on.year, serial=serial
    )
    if taken.exists():
        raise Refused(
            "number-taken",
            f"{issued_on.year}年第{serial}期已经用过，请改用其他期号。",
            f"Number {serial} of {issued_on.year} is in use already.",
        )
    before = move(
        bulletin,
        BulletinState.ISSUED,
        serial=serial,
        serial_year=issued_on.year,
        issued_on=issued_on,
        issued_by=actor,
        issued_at=clock.now(),
        copies_issued="，".join(copies_of(bulletin)),
    )
    digests = keep(bulletin, files)
    record(
        "bulletin.issued",
        bulletin,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={
            "state": bulletin.state,
            "serial": serial,
            "issued_on": issued_on.isoformat(),
            "copies": bulletin.copies_issued,
            "figures": dict(bulletin.figures.values_list("key", "value")),
            "files": digests,
        },
    )
    tell_issued(bulletin)
    return bulletin
