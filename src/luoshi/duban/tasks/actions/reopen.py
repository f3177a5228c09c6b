"""重新办理: what was closed out, or withdrawn, goes on after all, on a basis.  Its lateness until then stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_in_office, require_office
from luoshi.duban.tasks.actions.move_open_work import move_to_survivors
from luoshi.duban.tasks.basis import Basis, keep_change
from luoshi.duban.tasks.derivation import answers_alone, refresh
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.limiting import (
    SetBy,
    later,
    own_limit,
    require_reasonable,
    set_own_limit,
    set_task_limit,
    to_the_day,
)
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Change, CloseOut, NoticeKind, State, Suspension, Task
from luoshi.duban.tasks.moving import change_facts, move_assignment, require_seen
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def reopen_assignment(
    assignment: Assignment, *, actor: User, version: int, basis: Basis, due: date | None = None
) -> Change:
    """Let *assignment* (read with its task and unit), closed out, go on; *due* is its new last day, if it gets one.

    The units that were closed with it go on as well.  Days count against them from today on, in addition to those
    that counted when it was closed.  Refused without a basis, where it is not closed out, and where the task as a whole
    was withdrawn.
    """
    task = assignment.task
    require_in_office(actor, Right.CLOSE_OUT, assignment)
    basis = basis.given("重新办理", "is reopened")
    require_seen(assignment, version)
    if assignment.state != State.CLOSED_OUT:
        raise Refused(
            "not-closed",
            f"{assignment.name}的这项任务处于“{assignment.get_state_display()}”，没有销号。",
            f"The task of {assignment.name} is {assignment.state}; it was not closed out.",
        )
    if task.withdrawn_on is not None:
        raise Refused(
            "withdrawn", "任务已经撤销或并案，不能单独重新办理。", "The task as a whole is withdrawn or merged away."
        )
    before = {"state": str(task.state), "due": _iso(task.due)}
    again = [assignment, *(_closed_with(assignment) if task.state == State.CLOSED_OUT else ())]
    for row in again:
        _go_on(row, task, State.IN_PROGRESS)
    move_to_survivors(again, actor)
    refresh(task)
    if due is not None:
        _give_limit(assignment, again, due, SetBy(actor, f"重新办理，{basis.words}"))
        refresh(task)
    tell(task, [row.unit for row in again], NoticeKind.REOPENED, basis.words, actor=actor)
    after = {"state": str(task.state), "due": _iso(task.due), "units": [row.name for row in again]}
    return keep_change("assignment.reopened", task, actor=actor, basis=basis, before=before, after=after)


@transaction.atomic
def reopen_task(task: Task, *, actor: User, version: int, basis: Basis, due: date | None = None) -> Change:
    """Let a withdrawn *task* go on with the units that still had it then; *due* is its new last day, if it gets one.

    Refused without a basis, where it is not withdrawn, and where another task goes on for it.
    """
    require_office(actor, Right.CHANGE_ISSUED, task)
    basis = basis.given("恢复", "is reopened")
    if task.state != State.WITHDRAWN:
        raise Refused("not-withdrawn", "任务没有撤销。", "The task is not withdrawn.")
    if task.merged_into is not None:
        raise Refused(
            "merged",
            f"任务已并入{task.merged_into.number}，请在那里办理。",
            f"The task goes on in {task.merged_into.number}; go on there.",
        )
    before = {"state": str(task.state), "due": _iso(task.due)}
    again = list(_withdrawn_with(task))
    for row in again:
        _go_on(row, task, State.ISSUED)
    change_facts(task, version, suspended_since=None, withdrawn_on=None)
    Suspension.objects.filter(task=task, ends__isnull=True).update(
        ends=clock.today(), resumed_by=actor, resumed_basis=basis.words
    )
    move_to_survivors(again, actor)
    if due is not None:
        by = SetBy(actor, f"恢复，{basis.words}")
        _give_task_limit(task, again, due, by)
    refresh(task)
    tell(task, [row.unit for row in again], NoticeKind.REOPENED, basis.words, actor=actor)
    after = {"state": str(task.state), "due": _iso(task.due), "units": [row.name for row in again]}
    return keep_change("assignment.reopened", task, actor=actor, basis=basis, before=before, after=after)


def _closed_with(assignment: Assignment) -> list[Assignment]:
    """The units whose own close-out nobody wrote: they were closed with *assignment*; parts and notes stay closed."""
    rows = Assignment.objects.filter(task=assignment.task_id, state=State.CLOSED_OUT).exclude(pk=assignment.pk)
    rows = rows.exclude(role__in=(AssignmentRole.PART, AssignmentRole.INFORMED))
    closed = CloseOut.objects.filter(assignment__task=assignment.task_id).values("assignment")
    return list(rows.exclude(pk__in=closed).select_related("unit").order_by("position", "id"))


def _withdrawn_with(task: Task) -> Iterable[Assignment]:
    """The units that were withdrawn last: with the task, not when they were taken off it earlier."""
    rows = Assignment.objects.filter(task=task, state=State.WITHDRAWN)
    last = rows.aggregate(last=Max("state_since"))["last"]
    return rows.filter(state_since=last).select_related("unit").order_by("position", "id")


def _go_on(row: Assignment, task: Task, state: State) -> None:
    today = clock.today()
    late = late_days(row, task, today)
    move_assignment(row, state, done_on=None, ended_on=None, late_before=late, counts_from=today)


def _give_limit(assignment: Assignment, again: list[Assignment], due: date, by: SetBy) -> None:
    """The task's own limit where this unit answers alone, else the unit's."""
    if answers_alone(assignment):
        _give_task_limit(assignment.task, again, due, by)
        return
    require_reasonable(due)
    set_own_limit(assignment, to_the_day(due), by)
    Assignment.objects.filter(pk=assignment.pk).update(due=due)


def _give_task_limit(task: Task, again: list[Assignment], due: date, by: SetBy) -> None:
    require_reasonable(due)
    set_task_limit(task, later(own_limit(task), due), by)
    task.save(update_fields=("limit_kind", "limit_text", "due"))
    Assignment.objects.filter(pk__in=[row.pk for row in again]).update(due=due)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
