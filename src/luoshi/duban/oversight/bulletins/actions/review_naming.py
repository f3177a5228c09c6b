"""复核: asked for within 30 days by the unit named, decided within 30 days by who took no part (条例, art. 17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.bulletins.actions.answer_naming import require_acting_for
from luoshi.duban.oversight.bulletins.models import DAYS, Bulletin, BulletinState, Naming, Outcome, Review
from luoshi.duban.oversight.bulletins.news import tell_reviewed
from luoshi.duban.oversight.bulletins.paper import keep
from luoshi.duban.problems import ChangedMeanwhile, Refused


def ask_by(naming: Naming) -> date | None:
    """The last day on which the unit may ask for a review; none before it was issued."""
    issued = naming.bulletin.issued_on
    return None if issued is None else issued + timedelta(days=DAYS)


@transaction.atomic
def ask_review(naming: Naming, *, actor: User, request: str) -> Review:
    """Ask for a review, once.  Refused before it was issued, after 30 days, and where it was withdrawn."""
    require_acting_for(actor, naming)
    request = request.strip()
    if not request:
        raise Refused("no-reason", "请填写复核理由。", "Say why it should be looked at again.")
    last = ask_by(naming)
    if not naming.is_current or last is None or naming.bulletin.state != BulletinState.ISSUED:
        raise Refused("not-issued", "通报印发后才能申请复核。", "A review is asked for once the bulletin is issued.")
    if clock.today() > last:
        raise Refused(
            "too-late", f"申请复核的期限（印发后{DAYS}日）已过。", f"The {DAYS} days to ask for a review are over."
        )
    if Review.objects.filter(naming=naming).exists():
        raise Refused("asked", "已经申请过复核。", "A review was asked for already.")
    decide_by = clock.today() + timedelta(days=DAYS)
    review = Review.objects.create(naming=naming, request=request, asked_by=actor, decide_by=decide_by)
    record(
        "review.asked",
        review,
        office=actor.office_key,
        actor=actor.actor,
        after={"request": request, "decide_by": decide_by.isoformat()},
    )
    return review


def took_part(bulletin: Bulletin) -> set[int]:
    """The keys of everybody who drafted, proposed, approved or issued it."""
    people = {
        bulletin.made_by_id,
        bulletin.proposed_by_id,
        bulletin.approved_by_id,
        bulletin.criticism_approved_by_id,
        bulletin.issued_by_id,
        *bulletin.edited_by.values_list("pk", flat=True),
    }
    return {person for person in people if person is not None}


def check_decider(review: Review, actor: User) -> None:
    """Raise where *actor* may not decide: no right, another office, or took part."""
    require(actor, Right.DECIDE_REVIEW)
    bulletin = review.naming.bulletin
    if actor.office_id != bulletin.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))
    if actor.pk in took_part(bulletin):
        raise Refused(
            "took-part",
            "参与起草、送审、审批或印发本通报的人不能复核，请由他人复核。",
            "Who drafted, proposed, approved or issued it takes no part in its review; somebody else decides.",
        )


@transaction.atomic
def decide_review(  # noqa: PLR0913 -- a decision has that many sides
    review: Review,
    *,
    actor: User,
    outcome: Outcome,
    reasons: str,
    correction: str = "",
    files: Mapping[str, bytes] | None = None,
    note: str = "",
) -> Review:
    """Decide *review* once: upheld, or corrected wholly or in part, with *reasons*.

    A correction says what is put right; *files* are the bulletin's files with the *note* of it, which
    count from now on.
    """
    check_decider(review, actor)
    reasons, correction = reasons.strip(), correction.strip()
    if outcome is Outcome.OPEN:
        raise Refused("no-outcome", "请选择复核结论。", "Choose what became of the review.")
    if not reasons:
        raise Refused("no-reason", "请填写复核意见。", "Give the reasons of the decision.")
    if outcome is not Outcome.UPHELD and not correction:
        raise Refused("no-correction", "请写明更正的内容。", "Say what is corrected.")
    values = {
        "outcome": outcome,
        "reasons": reasons,
        "correction": "" if outcome is Outcome.UPHELD else correction,
        "decided_by": actor,
        "decided_at": clock.now(),
    }
    if not Review.objects.filter(pk=review.pk, outcome=Outcome.OPEN).update(**values):
        raise ChangedMeanwhile(str(review))
    for name, value in values.items():
        setattr(review, name, value)
    digests = keep(review.naming.bulletin, files or {}, note) if outcome is not Outcome.UPHELD else {}
    record(
        "review.decided",
        review,
        office=actor.office_key,
        actor=actor.actor,
        after={"outcome": str(outcome), "correction": review.correction, "files": digests},
        reason=reasons,
    )
    tell_reviewed(review.naming)
    return review
