"""A task's state follows from its assignments, by the way in which it is completed (DESIGN: the ledger's model)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import DOING, OVER, Assignment, AssignmentRole, State, Task
from luoshi.duban.tasks.watching import tasks_changed

#: From the least to the most advanced; what came back to be done again is under way.
_ORDER = (
    State.RETURNED,
    State.ISSUED,
    State.SENT_BACK,
    State.ACKNOWLEDGED,
    State.IN_PROGRESS,
    State.SUBMITTED,
    State.VERIFIED,
    State.CLOSED_OUT,
)
_RANK = {state: rank for rank, state in enumerate(_ORDER)}


def derive(completion: Completion, assignments: Sequence[tuple[AssignmentRole, State]]) -> State:
    """The state of a task whose *assignments* stand in the order of its units.

    牵头汇总: the lead's state, where none leads that of the first unit that answers.  各自反馈: that of the unit
    that is least far, supporting ones included.  只传达: closed out as soon as every unit has acknowledged.
    Withdrawn assignments do not count; a task that has none left is withdrawn itself.  Parts (分办) never count.
    """
    open_ones = [
        (role, state) for role, state in assignments if state != State.WITHDRAWN and role is not AssignmentRole.PART
    ]
    if not open_ones:
        return State.WITHDRAWN
    doing = [(role, state) for role, state in open_ones if role in DOING] or open_ones
    if completion is Completion.PASS_ON:
        told = all(_RANK[state] >= _RANK[State.ACKNOWLEDGED] for _role, state in open_ones)
        return State.CLOSED_OUT if told else State.ISSUED
    if completion is Completion.LEAD_GATHERS:
        for wanted in (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE):
            leading = [state for role, state in doing if role is wanted]
            if leading:
                return leading[0]
    return min((state for _role, state in doing), key=_RANK.__getitem__)


def answering(completion: Completion, assignments: Sequence[Assignment]) -> list[Assignment]:
    """Those of *assignments* (in the order of the units) that report to the office and are verified by it.

    牵头汇总: the lead, where none leads the first unit that answers.  各自反馈, and where units only support: every
    unit that does something.  只传达: none.
    """
    doing = [row for row in assignments if row.state != State.WITHDRAWN and row.role in DOING]
    if completion is Completion.PASS_ON:
        return []
    if completion is Completion.EACH_REPORTS:
        return doing
    for wanted in (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE):
        leading = [row for row in doing if row.role == wanted]
        if leading:
            return leading[:1]
    return doing


def answers_alone(assignment: Assignment) -> bool:
    """Whether *assignment* is the only one that still answers for its task, so that its limit is the task's."""
    answering_ones = Assignment.objects.filter(task=assignment.task_id, answers=True).exclude(state__in=OVER)
    return list(answering_ones.values_list("pk", flat=True)) == [assignment.pk]


def leading(assignments: Sequence[Assignment]) -> int | None:
    """The unit (its key) by which lists sort a task: the first that leads, else answers, else does something.

    Of a task that every unit was taken off it is still the last such unit.
    """
    doing = [row for row in assignments if row.role in DOING and row.unit_id is not None]
    there = [row for row in doing if row.state != State.WITHDRAWN] or doing
    return min(there, key=lambda row: DOING.index(AssignmentRole(row.role))).unit_id if there else None


def refresh(task: Task) -> State:
    """Write what follows from the assignments into *task* and them, and give its state.

    That is the task's ``state``, its ``lead``, its ``due`` (the next limit of a unit that still answers), ``done_on``
    (the last day on which one of them said it was done, once all have), ``late_before``, and who ``answers``.  Rows in
    which nothing changed are not saved; a unit that was taken off keeps whether it answered.
    """
    rows = list(Assignment.objects.filter(task=task).exclude(role=AssignmentRole.PART).order_by("position", "id"))
    completion = Completion(task.completion)
    asked = {row.pk for row in answering(completion, rows)}
    for wrong in (True, False):
        changed = [
            row.pk
            for row in rows
            if row.state != State.WITHDRAWN and row.answers is wrong and (row.pk in asked) is not wrong
        ]
        if changed:
            Assignment.objects.filter(pk__in=changed).update(answers=not wrong)
    values = facts(task, rows, asked)
    changed_values = {name: value for name, value in values.items() if getattr(task, name) != value}
    if changed_values:
        Task.objects.filter(pk=task.pk).update(**changed_values)
        for name, value in changed_values.items():
            setattr(task, name, value)
    tasks_changed([task.pk])
    return State(task.state)


def facts(task: Task, rows: Sequence[Assignment], asked: Collection[int]) -> dict[str, Any]:
    """The columns of *task* that follow from its assignments, of which *asked* (by key) answer to the office."""
    state = derive(Completion(task.completion), [(AssignmentRole(row.role), State(row.state)) for row in rows])
    if task.withdrawn_on is not None:
        state = State.WITHDRAWN
    carrying = [row for row in rows if row.pk in asked]
    gone = [
        late_days(row, task, row.ended_on)
        for row in rows
        if row.state == State.WITHDRAWN and row.answers and row.ended_on is not None
    ]
    stayed = [row.late_before for row in rows if row.state != State.WITHDRAWN and row.role in DOING]
    late_before = max([*gone, *stayed], default=0)
    values: dict[str, Any] = {"state": state, "lead_id": leading(rows), "late_before": late_before}
    if not carrying:
        return values
    still = [row for row in carrying if row.done_on is None and row.state not in OVER]
    limits = [row.due for row in still or carrying if row.due is not None]
    if task.limit_kind and limits:
        values["due"] = min(limits) if still else max(limits)
    days = [row.done_on for row in carrying if row.done_on is not None]
    values["done_on"] = max(days) if days and not still else None
    return values
