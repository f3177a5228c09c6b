"""督查员把握: what a supervisor believes, beside what the unit reports and what the calendar says."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.models import Confidence
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_office
from luoshi.duban.tasks.models import OVER, Task

#: No note is longer.
LONGEST = 300


@transaction.atomic
def give_confidence(task: Task, *, actor: User, percent: int, note: str = "") -> Confidence:
    """Keep how sure *actor* is, in per cent, that *task* will be done in time; the newest counts, none is overwritten.

    Refused where the task is not under way, outside 0 to 100, and for a note that is too long.
    """
    require_office(actor, Right.SUPERVISE, task)
    if task.issued_at is None or task.state in OVER:
        raise Refused("not-open", "任务不在办理中，不用填把握。", "The task is not under way; no confidence is asked.")
    if not 0 <= percent <= 100:
        raise Refused("percent", "把握应在0到100之间。", "The confidence lies between 0 and 100.")
    note = note.strip()
    if len(note) > LONGEST:
        raise Refused(
            "too-long",
            f"说明最多{LONGEST}字，现有{len(note)}字。",
            f"The note has {len(note)} characters of {LONGEST}.",
        )
    last = Confidence.objects.filter(task=task).first()
    given = Confidence.objects.create(task=task, percent=percent, note=note, given_by=actor)
    record(
        "task.confidence-given",
        task,
        office=task.office.key,
        actor=actor.actor,
        before={"percent": last.percent if last else None},
        after={"percent": percent, "note": note},
    )
    return given
