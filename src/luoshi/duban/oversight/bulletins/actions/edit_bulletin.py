"""修改: the text and the elements of a draft, over the version that was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.bulletins import text
from luoshi.duban.oversight.bulletins.annexes import ANNEXES
from luoshi.duban.oversight.bulletins.models import Bulletin
from luoshi.duban.problems import Refused

#: What one person types within this time is one event of the record: a draft is kept a second after the last key.
_ONE_SITTING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Edited:
    """What a draft is to hold; the names are those of :class:`~..models.Bulletin`."""

    title: str
    body: str
    annexes: Sequence[str]
    ranked: bool
    mark: str
    addressee: str
    presented_to: str
    signature: str
    printed_by: str
    copies: Sequence[Unit]
    copies_text: str
    answer_days: int


@transaction.atomic
def edit_bulletin(bulletin: Bulletin, edited: Edited, *, actor: User, version: int) -> Bulletin:
    """Write *edited* into *bulletin*.

    Refused unless it is a draft, where its text holds what cannot be printed, and where somebody else changed it since
    *version* was read (:class:`~luoshi.duban.problems.ChangedMeanwhile`).
    """
    require(actor, Right.DRAFT_BULLETIN)
    require_draft(bulletin)
    if not edited.title.strip():
        raise Refused("no-title", "请填写标题。", "Give the title.")
    text.check(edited.body, set(Unit.objects.filter(office=bulletin.office_id).values_list("pk", flat=True)))
    before = {"title": bulletin.title, "body": bulletin.body}
    sitting = bulletin.last_editor_id == actor.pk and clock.now() - bulletin.edited_at < _ONE_SITTING
    change_seen(
        bulletin,
        version,
        title=edited.title.strip(),
        body=edited.body.strip(),
        annexes=[key for key in ANNEXES if key in edited.annexes],
        ranked=edited.ranked,
        mark=edited.mark.strip(),
        addressee=edited.addressee.strip(),
        presented_to=edited.presented_to.strip(),
        signature=edited.signature.strip(),
        printed_by=edited.printed_by.strip(),
        copies_text=edited.copies_text.strip(),
        answer_days=edited.answer_days,
        last_editor=actor,
        edited_at=clock.now() if not sitting else bulletin.edited_at,
    )
    bulletin.copies.set(edited.copies)
    bulletin.edited_by.add(actor)
    if not sitting:
        after = {"title": bulletin.title, "body": bulletin.body}
        record("bulletin.edited", bulletin, office=actor.office_key, actor=actor.actor, before=before, after=after)
    return bulletin


def require_draft(bulletin: Bulletin) -> None:
    """Raise :class:`Refused` where *bulletin* is no draft any more."""
    if not bulletin.is_draft:
        raise Refused(
            "no-draft",
            "已送审的通报不能修改；需要修改的，请先退回起草。",
            "A bulletin that was proposed cannot be changed; send it back first.",
        )
