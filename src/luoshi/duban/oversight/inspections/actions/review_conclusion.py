"""复核: asked for within 30 days by the unit, decided within 30 days by who took no part (条例, art. 17)."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.inspections import papers
from luoshi.duban.oversight.inspections.actions.moving import require_office
from luoshi.duban.oversight.inspections.models import (
    Conclusion,
    ConclusionReview,
    ConclusionState,
    ReviewOutcome,
)
from luoshi.duban.oversight.inspections.news import tell_review
from luoshi.duban.oversight.inspections.queries import acts_for, took_part
from luoshi.duban.problems import ChangedMeanwhile, Refused

#: Calendar days in which a unit may ask, and in which it is decided.
DAYS = 30


def ask_by(conclusion: Conclusion) -> date | None:
    """The last day on which the unit may ask, counted from the day on which it received the conclusion; none before
    it went out."""
    if conclusion.issued_on is None:
        return None
    signed = conclusion.signed_at
    received = signed.astimezone(clock.ZONE).date() if signed is not None else conclusion.issued_on
    return received + timedelta(days=DAYS)


@transaction.atomic
def ask_conclusion_review(conclusion: Conclusion, *, actor: User, request: str) -> ConclusionReview:
    """Ask for a review, once.  Refused before the conclusion went out, and after 30 days."""
    stop = conclusion.stop
    require_office(actor, Right.REPORT, stop.inspection)
    if not acts_for(actor, stop):
        raise PermissionDenied(_("这不是发给您所在单位的督查结论。"))
    words = request.strip()
    if not words:
        raise Refused("no-reason", "请填写复核理由。", "Say why it should be looked at again.")
    last = ask_by(conclusion)
    if last is None or conclusion.state != ConclusionState.ISSUED:
        raise Refused(
            "not-issued", "督查结论送达后才能申请复核。", "A review is asked for once the conclusion went out."
        )
    if clock.today() > last:
        raise Refused(
            "too-late", f"申请复核的期限（收到后{DAYS}日）已过。", f"The {DAYS} days to ask for a review are over."
        )
    if ConclusionReview.objects.filter(conclusion=conclusion).exists():
        raise Refused("asked", "已经申请过复核。", "A review was asked for already.")
    decide_by = clock.today() + timedelta(days=DAYS)
    review = ConclusionReview.objects.create(
        conclusion=conclusion, request=words[:2000], asked_by=actor, decide_by=decide_by
    )
    after = {"unit": stop.unit.name, "request": words, "decide_by": decide_by.isoformat()}
    record("conclusion.review-asked", conclusion, office=actor.office_key, actor=actor.actor, after=after)
    return review


def require_no_part(review: ConclusionReview, actor: User) -> None:
    """Raise where *actor* may not decide: no right, another office, or took part in the inspection."""
    inspection = review.conclusion.stop.inspection
    require_office(actor, Right.DECIDE_CONCLUSION_REVIEW, inspection)
    if actor.pk in took_part(inspection):
        raise Refused(
            "took-part",
            "参加过这次督查或起草、审定结论的人不能复核，请由他人复核。",
            "Who took part in the inspection or its conclusions takes no part in a review; somebody else decides.",
        )


@transaction.atomic
def decide_conclusion_review(
    review: ConclusionReview, *, actor: User, outcome: ReviewOutcome, reasons: str, correction: str = ""
) -> ConclusionReview:
    """Decide *review* once: upheld or corrected, with *reasons*; a *correction* makes a new edition of the paper."""
    require_no_part(review, actor)
    words, put_right = reasons.strip()[:2000], correction.strip()[:2000]
    if outcome is ReviewOutcome.OPEN:
        raise Refused("no-outcome", "请选择复核结果。", "Choose what became of the review.")
    if not words:
        raise Refused("no-reason", "请填写复核意见。", "Give the reasons of the decision.")
    if outcome is ReviewOutcome.CORRECTED and not put_right:
        raise Refused("no-correction", "请写明更正的内容。", "Say what is corrected.")
    put_right = put_right if outcome is ReviewOutcome.CORRECTED else ""
    values = {
        "outcome": outcome, "reasons": words, "correction": put_right, "decided_by": actor, "decided_at": clock.now()
    }  # fmt: skip
    open_ones = ConclusionReview.objects.filter(pk=review.pk, outcome=ReviewOutcome.OPEN)
    if not open_ones.update(**values):
        raise ChangedMeanwhile(str(review))
    for name, value in values.items():
        setattr(review, name, value)
    conclusion = review.conclusion
    stop = conclusion.stop
    digests: dict[str, str] = {}
    if put_right:
        document = papers.conclusion_document(conclusion, correction=put_right)
        digests = papers.keep(stop.inspection, "conclusion", document, stop=stop)
    after = {"unit": stop.unit.name, "outcome": outcome.value, "correction": put_right, "papers": digests}
    record(
        "conclusion.review-decided", conclusion, office=actor.office_key, actor=actor.actor, after=after, reason=words
    )
    tell_review(conclusion)
    return review
