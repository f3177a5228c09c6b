"""A task's state follows from its assignments, by the way in which it is completed (DESIGN: the ledger's model)."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.models import Assignment, AssignmentRole, State, Task

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
_DOING = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE, AssignmentRole.SUPPORTING)


def derive(completion: Completion, assignments: Sequence[tuple[AssignmentRole, State]]) -> State:
    """The state of a task whose *assignments* stand in the order of its units.

    牵头汇总: the lead's state, where none leads that of the first unit that answers.  各自反馈: that of the unit
    that is least far, supporting ones included.  只传达: closed out as soon as every unit has acknowledged.
    Withdrawn assignments do not count; a task that has none left is withdrawn itself.
    """
    open_ones = [(role, state) for role, state in assignments if state != State.WITHDRAWN]
    if not open_ones:
        return State.WITHDRAWN
    doing = [(role, state) for role, state in open_ones if role in _DOING] or open_ones
    if completion is Completion.PASS_ON:
        told = all(_RANK[state] >= _RANK[State.ACKNOWLEDGED] for _role, state in open_ones)
        return State.CLOSED_OUT if told else State.ISSUED
    if completion is Completion.LEAD_GATHERS:
        for wanted in (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE):
            leading = [state for role, state in doing if role is wanted]
            if leading:
                return leading[0]
    return min((state for _role, state in doing), key=_RANK.__getitem__)


def refresh(task: Task) -> State:
    """Write the derived state into *task* (its row is not saved where nothing changed) and give it."""
    rows = Assignment.objects.filter(task=task).order_by("position", "id").values_list("role", "state")
    state = derive(Completion(task.completion), [(AssignmentRole(role), State(now)) for role, now in rows])
    if task.state != state:
        Task.objects.filter(pk=task.pk).update(state=state)
        task.state = state
    return state
