"""采纳与否: decide a comment, with the reason."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.circulation.applying import TaskChange, apply
from luoshi.duban.tasks.models import Comment, PlanState, Verdict

#: Comments are decided while the plan can still change.
_OPEN_STATES = (PlanState.DRAFTING, PlanState.CIRCULATING)
DECISIONS = (Verdict.TAKEN, Verdict.PARTLY, Verdict.NOT_TAKEN)


@transaction.atomic
def decide_comment(  # noqa: PLR0913 -- a decision is made of these
    comment: Comment,
    *,
    verdict: Verdict,
    reason: str,
    version: int,
    actor: User,
    change: TaskChange | None = None,
) -> Comment:
    """Take *comment*, in part or not at all; a reason is required unless it is taken as it stands.

    With *change* the task is changed in the same action; a comment that is not taken changes none.

    ``Verdict.OPEN`` takes a decision back.  Raises :class:`ChangedMeanwhile` where the unit or a colleague changed it
    since *version*, :class:`Refused` where the plan has gone on.
    """
    require(actor, Right.CIRCULATE)
    _check(comment, verdict, reason.strip())
    applied = change is not None and verdict in (Verdict.TAKEN, Verdict.PARTLY)
    if change is not None and applied:
        apply(comment, change, actor=actor)
    moment = clock.now() if verdict else None
    person = actor if verdict else None
    before = {"verdict": comment.verdict, "reason": comment.reason}
    rows = Comment.objects.filter(pk=comment.pk, version=version).exclude(verdict=Verdict.WITHDRAWN)
    changed = rows.update(
        verdict=verdict,
        reason=reason.strip(),
        applied=applied or comment.applied,
        decided_by=person,
        decided_at=moment,
        version=version + 1,
    )
    if changed != 1:
        raise ChangedMeanwhile(str(comment) or comment.invitation.unit.name)
    comment.verdict, comment.reason, comment.version = verdict, reason.strip(), version + 1
    comment.decided_by, comment.decided_at, comment.applied = person, moment, applied or comment.applied
    record(
        "comment.decided",
        comment,
        office=actor.office_key,
        actor=actor.actor,
        before=before,
        after={
            "verdict": verdict,
            "unit": comment.invitation.unit.name,
            "row": comment.row.number if comment.row else None,
            "field": comment.field,
            "proposed": comment.proposed,
            "remark": comment.remark,
            "task_becomes": change.words if change is not None and applied else None,
        },
        reason=comment.reason,
    )
    return comment


def _check(comment: Comment, verdict: Verdict, reason: str) -> None:
    if verdict not in (*DECISIONS, Verdict.OPEN):
        raise Refused("no-verdict", "请选择采纳、部分采纳或未采纳。", "Choose taken, partly taken or not taken.")
    if verdict in (Verdict.PARTLY, Verdict.NOT_TAKEN) and not reason:
        raise Refused(
            "no-reason",
            f"“{verdict.label}”须写明理由。",
            "Say why the comment is not taken, or only in part.",
        )
    plan = comment.invitation.circulation.plan
    if plan.state not in _OPEN_STATES:
        state = PlanState(plan.state)
        raise Refused(
            "plan-closed",
            f"“{plan.title}”处于“{state.label}”，不能再处理意见；如需修改请先退回分解。",
            f"{plan.title} is {state.value}; take it back to drafting to decide comments.",
        )
