"""签收: sign for what was handed out, one or all at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import About, record_many
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_acting
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import Assignment, State
from luoshi.duban.tasks.moving import move_assignments


@transaction.atomic
def acknowledge(assignments: Sequence[Assignment], *, actor: User) -> int:
    """Sign for *assignments* (read with their tasks), all of units that *actor* acts for; gives how many there are.

    Those that were signed for already are passed over, so that two colleagues may press the button at once.
    """
    require_acting(actor, Right.REPORT, assignments)
    new = [one for one in assignments if one.state == State.ISSUED]
    if not new:
        if assignments:
            return 0
        raise Refused("nothing-chosen", "没有待签收的任务。", "There is nothing to sign for.")
    move_assignments(new, State.ACKNOWLEDGED)
    for task in {one.task_id: one.task for one in new}.values():
        refresh(task)
    record_many(
        "assignment.acknowledged",
        [About(one.task, before={"state": State.ISSUED}, after={"state": one.state, "unit": one.name}) for one in new],
        office=actor.office_key,
        actor=actor.actor,
    )
    return len(new)
