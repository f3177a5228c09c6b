"""发布: another than who proposed them issues the scores of a period, or sends them back."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.appraisal.access import require_own
from luoshi.duban.oversight.appraisal.current import current
from luoshi.duban.oversight.appraisal.models import Scores, ScoresState
from luoshi.duban.oversight.appraisal.news import tell_issued
from luoshi.duban.oversight.lights.workdays import working_day
from luoshi.duban.problems import Refused


@transaction.atomic
def decide_scores(scores: Scores, *, issue: bool, actor: User, version: int, words: str = "") -> Scores:
    """Issue *scores*, or drop them with a reason in *words*; then they can be computed and proposed anew.

    Refused to who proposed them, for what was decided already, while the register does not score, and for a refusal
    without words.
    """
    require(actor, Right.ISSUE_SCORES)
    require_own(actor, scores.register)
    if scores.proposed_by_id == actor.pk:
        raise Refused("same-person", "送审的人不能审批自己送审的得分。", "Who proposed the scores cannot approve them.")
    if scores.state != ScoresState.PROPOSED:
        raise Refused("decided", "这个周期的得分已经审批过。", "These scores were decided already.")
    if not current(scores.register).is_on:
        raise Refused("off", "这本台账没有启用考评。", "This register does not score.")
    words = words.strip()
    if not issue and not words:
        raise Refused("reason", "请写明不通过的理由。", "Say why they are not approved.")
    now = clock.now()
    state = ScoresState.ISSUED if issue else ScoresState.DROPPED
    until = working_day(now.date(), scores.formula.read.appeal_days) if issue else None
    values = {"state": state, "decided_by": actor, "decided_at": now, "words": words, "appeal_until": until}
    change_seen(scores, version, **values)
    record(
        "scores.issued" if issue else "scores.dropped",
        scores,
        office=scores.register.office.key,
        actor=actor.actor,
        after={"period": scores.period, "appeal_until": until.isoformat() if until else ""},
        reason=words,
    )
    if issue:
        tell_issued(scores)
    return scores
