"""送审: put a bulletin before its approver, and tell each unit that it names for problems what it says."""

from __future__ import annotations

import hashlib

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import About, record, record_many
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.bulletins.actions.edit_bulletin import require_draft
from luoshi.duban.oversight.bulletins.criticism import said_of_units, unmarked
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState, Naming
from luoshi.duban.oversight.bulletins.moving import move
from luoshi.duban.oversight.bulletins.news import tell_named
from luoshi.duban.oversight.bulletins.reading import Reading
from luoshi.duban.oversight.lights.workdays import working_day
from luoshi.duban.problems import Refused


@transaction.atomic
def propose_bulletin(bulletin: Bulletin, *, actor: User, not_criticism: bool = False) -> Bulletin:
    """Propose *bulletin*.

    A unit that it names is told, and may answer for so many working days as the bulletin says; one that was told the
    same words before is not told again, and its answer stands.  Refused where a paragraph on problems speaks of a unit
    without being marked as naming it, unless the person says that it is no criticism (*not_criticism*).
    """
    require(actor, Right.DRAFT_BULLETIN)
    require_draft(bulletin)
    reading = Reading.of(bulletin)
    if not reading.blocks:
        raise Refused("no-text", "请先填写正文。", "Write the text first.")
    _check_marked(bulletin, reading, not_criticism=not_criticism)
    said = said_of_units(reading)
    before = move(
        bulletin,
        BulletinState.PROPOSED,
        proposed_by=actor,
        proposed_at=clock.now(),
        approved_by=None,
        approved_at=None,
        criticism_approved_by=None,
        criticism_approved_at=None,
    )
    told = _tell(bulletin, said)
    record(
        "bulletin.proposed",
        bulletin,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={
            "state": bulletin.state,
            "title": bulletin.title,
            "body": bulletin.body,
            "sha256": hashlib.sha256(bulletin.body.encode()).hexdigest(),
            "not_criticism": not_criticism,
        },
    )
    record_many(
        "naming.told",
        [About(one, after={"words": one.words, "answer_by": one.answer_by.isoformat()}) for one in told],
        office=actor.office_key,
        actor=actor.actor,
    )
    tell_named(bulletin, told)
    return bulletin


def _check_marked(bulletin: Bulletin, reading: Reading, *, not_criticism: bool) -> None:
    if not_criticism or not bulletin.takes_answers:
        return
    units = list(Unit.objects.filter(office=bulletin.office_id))
    found = unmarked(reading, units)
    if found:
        words = "；".join(f"第{place}段提到“{name}”" for place, name in found)
        raise Refused(
            "unmarked",
            f"存在问题部分有未标明的点名：{words}。请标为点名，或确认不属于点名批评。",
            f"Units are named for problems without a mark: {', '.join(name for _place, name in found)}. "
            "Mark them, or confirm that it is no criticism.",
        )


def _tell(bulletin: Bulletin, said: dict[int, str]) -> list[Naming]:
    """Tell whom the text names now; what is said no more is not current any longer."""
    there = {one.unit_id: one for one in bulletin.namings.filter(is_current=True)}
    gone = [one.pk for unit, one in there.items() if said.get(unit) != one.words]
    Naming.objects.filter(pk__in=gone).update(is_current=False)
    moment, today = clock.now(), clock.today()
    new = [
        Naming(
            bulletin=bulletin,
            unit_id=unit,
            words=words,
            told_at=moment,
            answer_by=working_day(today, bulletin.answer_days),
        )
        for unit, words in said.items()
        if unit not in there or there[unit].words != words
    ]
    Naming.objects.bulk_create(new)
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=said)}
    for one in new:
        one.unit = units[one.unit_id]
    return new
