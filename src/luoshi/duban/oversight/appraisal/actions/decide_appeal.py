"""处理申诉: by somebody who took no part in the scores; what is corrected stands beside what was frozen."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.appraisal.access import require_own
from luoshi.duban.oversight.appraisal.formula import TENTH
from luoshi.duban.oversight.appraisal.models import Appeal, Outcome
from luoshi.duban.oversight.appraisal.news import tell_decided
from luoshi.duban.problems import Refused


@transaction.atomic
def decide_appeal(appeal: Appeal, *, actor: User, version: int, points: Decimal | None, answer: str) -> Appeal:
    """Uphold *appeal* with the *points* that the line should have had, or refuse it (``None``), with reasons.

    Refused to who proposed or approved the scores, or made the appeal; for points outside of the line's weight, with
    more than one decimal or equal to the frozen ones; without reasons; and a second time.
    """
    require(actor, Right.DECIDE_SCORE_APPEAL)
    line = appeal.line
    scores = line.score.scores
    require_own(actor, scores.register)
    if actor.pk in (scores.proposed_by_id, scores.decided_by_id, appeal.made_by_id):
        raise Refused(
            "took-part",
            "送审或审批过得分的人、提出申诉的人，不能处理申诉。",
            "Who proposed or approved the scores, or made the appeal, cannot decide it.",
        )
    if appeal.outcome:
        raise Refused("decided", "这件申诉已经处理过。", "This appeal was decided already.")
    answer = answer.strip()
    if not answer:
        raise Refused("reasons", "请写明处理理由。", "Give the reasons of the decision.")
    if points is not None:
        _check(points, line.weight, line.points)
    outcome = Outcome.REFUSED if points is None else Outcome.UPHELD
    values = {"outcome": outcome, "points": points, "answer": answer, "decided_by": actor, "decided_at": clock.now()}
    change_seen(appeal, version, **values)
    record(
        "score-appeal.decided",
        appeal,
        office=scores.register.office.key,
        actor=actor.actor,
        before={"points": str(line.points)},
        after={"unit": line.score.name, "outcome": str(outcome), "points": "" if points is None else str(points)},
        reason=answer,
    )
    tell_decided(appeal)
    return appeal


def _check(points: Decimal, weight: Decimal, frozen: Decimal) -> None:
    if not 0 <= points <= weight or points != points.quantize(TENTH):
        raise Refused(
            "points",
            f"更正后得分应为0到{weight}分，最多一位小数。",
            f"The corrected points lie between 0 and {weight}, with one decimal at most.",
        )
    if points == frozen:
        raise Refused(
            "same-points",
            "更正后得分与原得分相同：申诉成立的请改正得分，否则写明不成立。",
            "The corrected points are those that stand; correct them, or refuse the appeal.",
        )
