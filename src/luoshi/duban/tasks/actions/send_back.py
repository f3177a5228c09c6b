"""退办: what the unit says is done is not good enough; it goes on, and its clock with it."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_in_office
from luoshi.duban.tasks.actions.verify_report import keep_verification
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import Assignment, NoticeKind, State, Verification, VerificationOutcome
from luoshi.duban.tasks.moving import move_assignment, require_seen
from luoshi.duban.tasks.submissions import findings_to_keep, require_another, require_no_part, submission_of
from luoshi.duban.tasks.suspending import limit_once_undone
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def send_back(assignment: Assignment, *, actor: User, version: int, reason: str) -> Verification:
    """Send *assignment* (read with its task) back to its unit: the day it was done is forgotten, and the clock has
    run on as if it had never stopped.

    *version* is the assignment's that the person saw.  Refused without a reason, and to whoever typed or made the
    report (four eyes).
    """
    require_in_office(actor, Right.VERIFY, assignment)
    words = reason.strip()
    if not words:
        raise Refused("no-reason", "请写明退办理由。", "Say why it is sent back.")
    require_no_part(assignment)
    require_seen(assignment, version)
    report = submission_of(assignment)
    require_another(actor, assignment, report)
    found = findings_to_keep(assignment, report)
    due, counts_from = limit_once_undone(assignment)
    before = move_assignment(assignment, State.SENT_BACK, done_on=None, due=due, counts_from=counts_from)
    refresh(assignment.task)
    done = keep_verification(
        assignment, report, found, actor=actor, outcome=VerificationOutcome.SENT_BACK, conclusion=words
    )
    tell(assignment.task, [assignment.unit], NoticeKind.SENT_BACK, words, actor=actor)
    record(
        "assignment.sent-back",
        assignment.task,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={"state": assignment.state, "unit": assignment.name, "findings": done.findings},
        reason=words,
    )
    return done
