"""撤回销号申请: a unit takes back that the work is done, before anybody has verified it."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_acting
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import Assignment, AssignmentRole, State
from luoshi.duban.tasks.moving import move_assignment
from luoshi.duban.tasks.suspending import limit_once_undone


@transaction.atomic
def take_back_submission(assignment: Assignment, *, actor: User, reason: str) -> Assignment:
    """Go on with *assignment*; the clock runs on as if it had never stopped.  Refused without a reason."""
    require_acting(actor, Right.REPORT, [assignment])
    words = reason.strip()
    if not words:
        raise Refused("no-reason", "请写明撤回理由。", "Say why it is taken back.")
    if assignment.state != State.SUBMITTED:
        raise Refused("not-submitted", "这项任务没有待核查的销号申请。", "Nothing of this task waits for verification.")
    due, counts_from = limit_once_undone(assignment)
    before = move_assignment(assignment, State.IN_PROGRESS, done_on=None, due=due, counts_from=counts_from)
    if assignment.role != AssignmentRole.PART:
        refresh(assignment.task)
    record(
        "assignment.submission-taken-back",
        assignment.task,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={"state": assignment.state, "unit": assignment.name},
        reason=words,
    )
    return assignment
