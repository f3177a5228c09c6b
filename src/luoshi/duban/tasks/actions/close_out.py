"""销号: the end of a task for its unit, with reasons, by another person than who typed the report."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_in_office
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.giving import lapse
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import OVER, Assignment, CloseOut, NoticeKind, State, VerificationOutcome
from luoshi.duban.tasks.moving import move_assignment, move_assignments, require_seen, with_one_task
from luoshi.duban.tasks.submissions import require_another, submission_of
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def close_out(assignment: Assignment, *, actor: User, version: int, reasons: str) -> CloseOut:
    """Close out what was verified on *assignment* (read with its task and unit).

    How late it was is written down and stays for ever.  Where the task is over with it (the leading unit's, under
    牵头汇总), every other unit's is closed with it.  *version* is the assignment's that the person saw.  Refused before
    it was verified, while the task is suspended, without reasons, and to whoever typed or made the report.
    """
    require_in_office(actor, Right.CLOSE_OUT, assignment)
    words = reasons.strip()
    if not words:
        raise Refused("no-reason", "请写明销号理由。", "Say why it is closed out.")
    require_seen(assignment, version)
    task = assignment.task
    _check(assignment)
    require_another(actor, assignment, submission_of(assignment))
    today = clock.today()
    before = move_assignment(assignment, State.CLOSED_OUT, ended_on=today)
    closed = CloseOut.objects.create(
        assignment=assignment,
        verification=assignment.verifications.filter(outcome=VerificationOutcome.PASSED).first(),
        reasons=words,
        late_days=late_days(assignment, task, today),
        closed_by=actor,
    )
    with_it = _close_others(assignment)
    lapse([assignment, *with_it])
    units = [assignment.unit, *(row.unit for row in with_it)]
    tell(task, units, NoticeKind.CLOSED_OUT, words, actor=actor)
    record(
        "assignment.closed-out",
        task,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={
            "state": assignment.state,
            "unit": assignment.name,
            "late_days": closed.late_days,
            "with": [row.name for row in with_it],
            "task": task.state,
        },
        reason=words,
    )
    return closed


@transaction.atomic
def close_out_several(seen: Sequence[tuple[Assignment, int]], *, actor: User, reasons: str) -> list[CloseOut]:
    """Close out several, each with the version that the person saw, for one reason: all or none."""
    if not seen:
        raise Refused("nothing-chosen", "请先勾选任务。", "Choose some tasks first.")
    with_one_task(one for one, _version in seen)
    return [close_out(one, actor=actor, version=version, reasons=reasons) for one, version in seen]


def _check(assignment: Assignment) -> None:
    state = State(assignment.state)
    if state != State.VERIFIED:
        raise Refused(
            "not-verified",
            f"{assignment.name}的这项任务处于“{state.label}”，核查通过后才能销号。",
            f"The task of {assignment.name} is {state.value}; it has to be verified first.",
        )
    if assignment.task.suspended_since is not None:
        raise Refused("suspended", "任务已中止，恢复办理后才能销号。", "The task is suspended; resume it first.")


def _close_others(closed: Assignment) -> list[Assignment]:
    """What ends with *closed*: its parts, and where the task is over every unit that still had it.

    They were done on the day on which the unit was that answers for them.
    """
    task = closed.task
    parts = list(_open(Assignment.objects.filter(parent=closed)))
    _close(parts, closed)
    refresh(task)
    if task.state != State.CLOSED_OUT:
        return parts
    others = list(_open(Assignment.objects.filter(task=task)))
    _close(others, closed)
    return [*parts, *others]


def _open(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return rows.exclude(state__in=OVER).select_related("unit").order_by("position", "id")


def _close(rows: Sequence[Assignment], closed: Assignment) -> None:
    today = clock.today()
    done = [row for row in rows if row.done_on is not None]
    undone = [row for row in rows if row.done_on is None]
    move_assignments(done, State.CLOSED_OUT, ended_on=today)
    move_assignments(undone, State.CLOSED_OUT, ended_on=today, done_on=closed.done_on or today)
