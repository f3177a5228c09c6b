"""申请延期: a unit asks for more time, before its limit has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_asking
from luoshi.duban.tasks.actions.file_report import Came
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Decision, Extension
from luoshi.duban.tasks.owed import REPORTING

#: Nobody asks for more than this many days at once; a day beyond is a slip of the pen.
_FURTHEST = 3 * 366


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: the new last day, why, and how far the work is."""

    due: date
    reason: str
    progress: str


@transaction.atomic
def ask_extension(assignment: Assignment, *, actor: User, wish: Wish, came: Came) -> Extension:
    """Ask for more time on *assignment* (read with its task and unit); *came* says who asks, when and how.

    The office may type it for a unit that telephoned or wrote: then ``came.reported_on`` is the day on which the unit
    asked, and that day must not lie after the limit.  Refused after the limit, without a limit, while another request
    is open, and for a day that is not later.
    """
    require_asking(actor, assignment, came.channel)
    due = _check(assignment, wish, came)
    extension = Extension.objects.create(
        assignment=assignment,
        asked_by=came.reported_by.strip(),
        asked_on=came.reported_on,
        channel=came.channel,
        typed_by=actor,
        reason=wish.reason.strip(),
        progress=wish.progress.strip(),
        due_then=due,
        due_wanted=wish.due,
    )
    record(
        "extension.asked",
        assignment.task,
        office=assignment.task.office.key,
        actor=actor.actor,
        before={"due": due.isoformat()},
        after={
            "unit": assignment.name,
            "due": wish.due.isoformat(),
            "progress": extension.progress,
            "by": extension.asked_by,
            "on": extension.asked_on.isoformat(),
            "channel": str(came.channel),
        },
        reason=extension.reason,
    )
    return extension


def _check(assignment: Assignment, wish: Wish, came: Came) -> date:
    """The present limit, where more time can be asked for at all."""
    if assignment.role == AssignmentRole.PART:
        raise Refused(
            "part",
            "分办的工作请与上级单位商定时限。",
            "Your own unit gave this part; agree on the day with it.",
        )
    if assignment.state not in REPORTING:
        raise Refused(
            "not-open", "这项任务现在不在办理中，不能申请延期。", "The task is not under way; it needs no extension."
        )
    due = assignment.due
    if due is None:
        raise Refused("no-limit", "这项任务没有明确的时限，不用申请延期。", "The task has no last day to extend.")
    if not came.reported_by.strip():
        raise Refused("no-asker", "请填写申请人。", "Say who asks.")
    if not wish.reason.strip() or not wish.progress.strip():
        raise Refused("no-reason", "请写明延期理由和目前进展。", "Give the reason and the progress so far.")
    if came.reported_on > clock.today():
        raise Refused(
            "day-to-come", f"申请日期{came.reported_on}还没有到。", f"The day {came.reported_on} is yet to come."
        )
    if came.reported_on > due:
        raise Refused(
            "too-late",
            f"时限{due}已过，延期须在时限前提出；请如实反馈进展。",
            f"The limit {due} has passed; an extension is asked for before. Report how far it is.",
        )
    if wish.due <= due:
        raise Refused(
            "not-later", f"申请的日期须晚于现行时限{due}。", f"The day wanted must be later than the limit {due}."
        )
    if (wish.due - due).days > _FURTHEST:
        raise Refused(
            "too-far", f"{wish.due}离现行时限超过三年，请核对。", f"{wish.due} is over three years away; check it."
        )
    if assignment.extensions.filter(decision=Decision.OPEN).exists():
        raise Refused(
            "asked-already", "上一份延期申请还没有答复。", "An extension was asked for already and is not decided."
        )
    return due
