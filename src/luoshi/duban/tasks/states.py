"""What may follow what, as plain data.  Nothing else changes a state; :mod:`luoshi.duban.tasks.moving` does it."""

from __future__ import annotations

from luoshi.duban.tasks.models import PlanState, State

#: A plan: back to drafting is always open until it is issued; after that only withdrawal remains.
PLAN: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFTING: frozenset({PlanState.CIRCULATING, PlanState.PROPOSED, PlanState.WITHDRAWN}),
    PlanState.CIRCULATING: frozenset({PlanState.DRAFTING, PlanState.PROPOSED, PlanState.WITHDRAWN}),
    PlanState.PROPOSED: frozenset({PlanState.DRAFTING, PlanState.APPROVED}),
    PlanState.APPROVED: frozenset({PlanState.DRAFTING, PlanState.ISSUED}),
    PlanState.ISSUED: frozenset({PlanState.WITHDRAWN}),
    PlanState.WITHDRAWN: frozenset(),
}

#: An assignment.  A report signs for the task by itself, so what is issued may be under way or submitted at once.
#: A task that its leading unit closes out closes with it whatever the others still had to do (牵头汇总).
ASSIGNMENT: dict[State, frozenset[State]] = {
    State.ISSUED: frozenset(
        {
            *(State.ACKNOWLEDGED, State.IN_PROGRESS, State.SUBMITTED, State.RETURNED),
            *(State.CLOSED_OUT, State.WITHDRAWN),
        }
    ),
    State.ACKNOWLEDGED: frozenset(
        {State.IN_PROGRESS, State.SUBMITTED, State.RETURNED, State.CLOSED_OUT, State.WITHDRAWN}
    ),
    State.IN_PROGRESS: frozenset({State.SUBMITTED, State.CLOSED_OUT, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.IN_PROGRESS, State.VERIFIED, State.SENT_BACK, State.CLOSED_OUT, State.WITHDRAWN}),
    State.VERIFIED: frozenset({State.CLOSED_OUT, State.SENT_BACK, State.WITHDRAWN}),
    State.SENT_BACK: frozenset({State.IN_PROGRESS, State.SUBMITTED, State.CLOSED_OUT, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.ISSUED, State.CLOSED_OUT, State.WITHDRAWN}),
    State.CLOSED_OUT: frozenset({State.IN_PROGRESS}),
    State.WITHDRAWN: frozenset({State.ISSUED}),
}
