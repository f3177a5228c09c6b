"""答复退回: take a task off a unit that says it is not its own and give it to the right one, or leave it there."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.models import Unit, UnitKind
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_in_office
from luoshi.duban.tasks.actions.change_task import Wanted, change_task
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.deciding import decide
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    BasisKind,
    Decision,
    NoticeKind,
    Return,
    State,
    Task,
)
from luoshi.duban.tasks.moving import move_assignment
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def refuse_return(returned: Return, *, actor: User, version: int, answer: str) -> Return:
    """Leave the task with its unit; it is issued again, with the *answer*."""
    assignment = returned.assignment
    require_in_office(actor, Right.CHANGE_ISSUED, assignment)
    decide(returned, Decision.REFUSED, actor=actor, version=version, answer=answer)
    before = State(assignment.state)
    if before == State.RETURNED:
        move_assignment(assignment, State.ISSUED)
        refresh(assignment.task)
    tell(assignment.task, [assignment.unit], NoticeKind.RETURN, f"不同意退回。{returned.answer}", actor=actor)
    _record(returned, actor, before, "")
    return returned


@transaction.atomic
def grant_return(  # noqa: PLR0913 -- a decision is made of these
    returned: Return, *, actor: User, version: int, unit: Unit | None, answer: str = "", basis: Basis | None = None
) -> Return:
    """Take the task off the unit that returned it and give it to *unit* in its role, in one act.

    Without *unit* the others go on with it; refused where nobody would be left to answer.  *basis* is what the change
    rests on, the request and its answer where it is left out.  The unit's clock stops on the day it asked.
    """
    assignment = returned.assignment
    task = assignment.task
    require_in_office(actor, Right.CHANGE_ISSUED, assignment)
    _check(assignment, unit)
    decide(returned, Decision.GRANTED, actor=actor, version=version, answer=answer)
    before = State(assignment.state)
    if basis is None or not basis.text.strip():
        basis = Basis(BasisKind.ORAL, f"{assignment.name}申请退回：{returned.reason}")
    task.refresh_from_db()
    wanted = Wanted(task.title, task.text, _units(assignment, unit), None, task.leader, task.note)
    change_task(task, actor=actor, version=task.version, wanted=wanted, basis=basis)
    _stop_on(assignment, returned, task)
    _record(returned, actor, before, unit.name if unit is not None else "")
    return returned


def _check(assignment: Assignment, unit: Unit | None) -> None:
    if assignment.state != State.RETURNED:
        raise Refused(
            "not-returned",
            f"{assignment.name}的这项任务处于“{assignment.get_state_display()}”，不在退回待处理之列。",
            f"The task of {assignment.name} is {assignment.state}, not returned.",
        )
    if unit is None:
        return
    if unit.pk == assignment.unit_id:
        raise Refused(
            "same-unit", "改交的单位就是退回的单位，请另选。", "That is the unit which returned it; choose another."
        )
    if unit.kind == UnitKind.GROUP:
        raise Refused("group", f"“{unit.name}”是单位组，请选具体单位。", f"{unit.name} is a group; choose one unit.")


def _units(returned: Assignment, unit: Unit | None) -> tuple[tuple[Unit, AssignmentRole], ...]:
    """Who has the task afterwards: the right unit in the place of the one that returned it, in its role."""
    rows = Assignment.objects.filter(task=returned.task_id).exclude(state=State.WITHDRAWN)
    found: list[tuple[Unit, AssignmentRole]] = []
    for row in rows.exclude(role=AssignmentRole.PART).select_related("unit").order_by("position", "id"):
        if row.pk == returned.pk and unit is not None:
            found.append((unit, AssignmentRole(returned.role)))
        elif row.pk != returned.pk and row.unit is not None and row.unit != unit:
            found.append((row.unit, AssignmentRole(row.role)))
    return tuple(found)


def _stop_on(assignment: Assignment, returned: Return, task: Task) -> None:
    """The unit answers for nothing after the day on which it said whose matter it is."""
    Assignment.objects.filter(pk=assignment.pk).update(ended_on=returned.asked_on)
    assignment.refresh_from_db(fields=("state", "ended_on", "version"))
    refresh(task)


def _record(returned: Return, actor: User, before: State, given: str) -> None:
    assignment = returned.assignment
    record(
        "return.decided",
        assignment.task,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={
            "unit": assignment.name,
            "decision": returned.decision,
            "state": assignment.state,
            **({"given": given} if given else {}),
        },
        reason=returned.answer,
    )
