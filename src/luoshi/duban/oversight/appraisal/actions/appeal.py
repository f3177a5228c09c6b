"""申诉: a unit's head or liaison says that a line of its issued score is wrong, and why."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.queries import acts_for
from luoshi.duban.oversight.appraisal.models import Appeal, ScoreLine, ScoresState
from luoshi.duban.problems import Refused


@transaction.atomic
def appeal(line: ScoreLine, *, actor: User, reasons: str) -> Appeal:
    """Appeal against *line* (read with its score and scores) for the unit that *actor* acts for.

    Refused to other units, before the scores are issued, after the last day, without reasons, and a second time.
    """
    require(actor, Right.APPEAL_SCORE)
    scores = line.score.scores
    if not acts_for(actor, line.score.unit):
        raise Refused("other-unit", "只能对本单位的得分申诉。", "Only the unit itself can appeal against its score.")
    until = scores.appeal_until
    if scores.state != ScoresState.ISSUED or until is None:
        raise Refused("not-issued", "得分还没有发布。", "The scores are not issued.")
    if clock.today() > until:
        raise Refused(
            "too-late",
            f"申诉期限是{until.year}年{until.month}月{until.day}日，已经过了。",
            f"The last day for an appeal was {until.isoformat()}.",
        )
    reasons = reasons.strip()
    if not reasons:
        raise Refused("reasons", "请写明申诉理由。", "Give the reasons of the appeal.")
    try:
        with transaction.atomic():
            made = Appeal.objects.create(line=line, reasons=reasons, made_by=actor)
    except IntegrityError as error:
        raise Refused("twice", "这一项已经申诉过。", "An appeal against this line was made already.") from error
    record(
        "score-appeal.made",
        made,
        office=scores.register.office.key,
        actor=actor.actor,
        after={"unit": line.score.name, "line": line.kind, "points": str(line.points)},
        reason=reasons,
    )
    return made
