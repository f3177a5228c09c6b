"""答复: what a unit named for problems says, before the bulletin goes out."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.queries import acts_for
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState, Naming
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.models import Channel

_OPEN = (BulletinState.PROPOSED, BulletinState.APPROVED, BulletinState.DRAFT)


@transaction.atomic
def answer_naming(
    naming: Naming, *, actor: User, answer: str, answered_by: str = "", channel: Channel = Channel.PAGE
) -> Naming:
    """The unit's *answer*, once; the office may type what it said by telephone or on paper.

    Refused after the last day, once the bulletin was issued or withdrawn, and where it answered already.
    """
    if channel in (Channel.TELEPHONE, Channel.PAPER):
        require(actor, Right.ENTER_REPORT)
        if actor.office_id != naming.bulletin.office_id:
            raise PermissionDenied(_("这不属于您所在的机构。"))
        if not answered_by.strip():
            raise Refused("no-person", "请填写答复人。", "Say who answered.")
    else:
        require_acting_for(actor, naming)
    answer = answer.strip()
    if not answer:
        raise Refused("no-answer", "请填写答复。", "Write the answer.")
    state = Bulletin.objects.select_for_update().get(pk=naming.bulletin_id).state
    if not naming.is_current or state not in _OPEN:
        raise Refused("over", "通报已印发、撤回或改写，不再接收这一答复。", "It was issued, withdrawn or rewritten.")
    if clock.today() > naming.answer_by:
        raise Refused("too-late", "答复期限已过；印发后可以申请复核。", "The time to answer is over; ask for a review.")
    values = {
        "answer": answer,
        "answered_by": answered_by.strip() or actor.name,
        "answered_at": clock.now(),
        "channel": channel,
        "typed_by": actor,
    }
    if not Naming.objects.filter(pk=naming.pk, answered_at__isnull=True).update(**values):
        raise ChangedMeanwhile(str(naming))
    for name, value in values.items():
        setattr(naming, name, value)
    record(
        "naming.answered",
        naming,
        office=actor.office_key,
        actor=actor.actor,
        after={"answer": answer, "answered_by": naming.answered_by, "channel": str(channel)},
    )
    return naming


def require_acting_for(actor: User, naming: Naming) -> None:
    """Raise :class:`PermissionDenied` where *actor* does not act for the unit, or the one it merged into, today."""
    require(actor, Right.ANSWER_CRITICISM)
    if not acts_for(actor, naming.unit):
        raise PermissionDenied(_("点名的不是您所在的单位。"))
