"""审批: approve a bulletin, approve its criticism by name, or send it back; each by somebody else than who proposed."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import may, require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.bulletins.criticism import current, waiting
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState
from luoshi.duban.oversight.bulletins.moving import move
from luoshi.duban.problems import Refused


@transaction.atomic
def approve_bulletin(bulletin: Bulletin, *, actor: User, opinion: str = "") -> Bulletin:
    """Approve *bulletin*; refused for who proposed it (four eyes)."""
    require(actor, Right.APPROVE_BULLETIN)
    check_other_eyes(bulletin, actor)
    before = move(bulletin, BulletinState.APPROVED, approved_by=actor, approved_at=clock.now())
    _record("bulletin.approved", bulletin, actor, before, opinion)
    return bulletin


@transaction.atomic
def approve_criticism(bulletin: Bulletin, *, actor: User, version: int, opinion: str = "") -> Bulletin:
    """Approve that *bulletin* names units for problems: the principal alone (政府督查工作条例, art. 21).

    Refused before every unit named has answered or let its time pass, where it names none, and for who proposed it.
    """
    require(actor, Right.APPROVE_CRITICISM)
    check_other_eyes(bulletin, actor)
    if bulletin.state not in (BulletinState.PROPOSED, BulletinState.APPROVED):
        raise Refused("state", "送审以后才能审批点名。", "Criticism is approved once the bulletin is proposed.")
    namings = current(bulletin)
    if not namings:
        raise Refused("no-criticism", "本件没有点名批评。", "Nobody is named for problems here.")
    still = [one.unit.name for one in waiting(namings, clock.today())]
    if still:
        raise Refused(
            "still-waiting",
            f"被点名单位还在答复期限内：{'、'.join(still)}。答复或期满后再审批。",
            f"These units may still answer: {', '.join(still)}. Approve once they did or their time is over.",
        )
    change_seen(bulletin, version, criticism_approved_by=actor, criticism_approved_at=clock.now())
    _record("bulletin.criticism-approved", bulletin, actor, bulletin.state, opinion)
    return bulletin


@transaction.atomic
def send_bulletin_back(bulletin: Bulletin, *, actor: User, reason: str) -> Bulletin:
    """Back to the draft, with the reason: by who may approve it or its criticism, or by who drafts, to change it."""
    if not may(actor, Right.DRAFT_BULLETIN):
        require(actor, Right.APPROVE_BULLETIN)
    reason = reason.strip()
    if not reason:
        raise Refused("no-reason", "请填写退回理由。", "Say why it is sent back.")
    before = move(
        bulletin,
        BulletinState.DRAFT,
        approved_by=None,
        approved_at=None,
        criticism_approved_by=None,
        criticism_approved_at=None,
    )
    _record("bulletin.sent-back", bulletin, actor, before, reason)
    return bulletin


def check_other_eyes(bulletin: Bulletin, actor: User) -> None:
    """Raise :class:`Refused` where *actor* proposed it."""
    if bulletin.proposed_by_id == actor.pk:
        raise Refused(
            "four-eyes",
            "送审人不能审批自己送审的通报，请由他人审批。",
            "Who proposed a bulletin cannot approve it; somebody else has to.",
        )


def _record(verb: str, bulletin: Bulletin, actor: User, before: str, reason: str) -> None:
    record(
        verb,
        bulletin,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={"state": bulletin.state},
        reason=reason.strip(),
    )
