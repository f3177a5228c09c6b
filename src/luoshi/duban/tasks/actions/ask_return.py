"""申请退回: not this unit's matter; it says whose it is where it knows."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_asking
from luoshi.duban.tasks.actions.file_report import Came
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Return, State
from luoshi.duban.tasks.moving import move_assignment


@transaction.atomic
def ask_return(
    assignment: Assignment, *, actor: User, reason: str, came: Came, right_unit: Unit | None = None
) -> Return:
    """Return *assignment* (read with its task and unit) to the office, which decides.

    Only what was not begun can be returned.  Refused without a reason, and for a part, which the unit that gave it
    takes back itself.
    """
    require_asking(actor, assignment, came.channel)
    words = reason.strip()
    if assignment.role == AssignmentRole.PART:
        raise Refused(
            "part", "分办的工作请与上级单位联系收回。", "This part was given by your own unit; ask it to take it back."
        )
    if not words:
        raise Refused("no-reason", "请写明退回理由。", "Say why the task is returned.")
    if not came.reported_by.strip():
        raise Refused("no-asker", "请填写申请人。", "Say who asks.")
    if came.reported_on > clock.today():
        raise Refused(
            "day-to-come", f"申请日期{came.reported_on}还没有到。", f"The day {came.reported_on} is yet to come."
        )
    if right_unit is not None and right_unit.pk == assignment.unit_id:
        raise Refused("same-unit", "应由谁承办不能填本单位。", "The right unit cannot be your own.")
    before = move_assignment(assignment, State.RETURNED)
    asked = Return.objects.create(
        assignment=assignment,
        asked_by=came.reported_by.strip(),
        asked_on=came.reported_on,
        channel=came.channel,
        typed_by=actor,
        reason=words,
        right_unit=right_unit,
    )
    refresh(assignment.task)
    record(
        "return.asked",
        assignment.task,
        office=assignment.task.office.key,
        actor=actor.actor,
        before={"state": before},
        after={
            "state": assignment.state,
            "unit": assignment.name,
            "right_unit": right_unit.name if right_unit is not None else "",
            "by": asked.asked_by,
            "channel": str(came.channel),
        },
        reason=words,
    )
    return asked
