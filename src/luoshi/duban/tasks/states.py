"""What may follow what, as plain data.  Nothing else changes a state; :mod:`luoshi.duban.tasks.moving` does it."""

from __future__ import annotations

from luoshi.duban.tasks.models import PlanState

#: A plan: back to drafting is always open until it is issued; after that only withdrawal remains.
PLAN: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFTING: frozenset({PlanState.CIRCULATING, PlanState.PROPOSED, PlanState.WITHDRAWN}),
    PlanState.CIRCULATING: frozenset({PlanState.DRAFTING, PlanState.PROPOSED, PlanState.WITHDRAWN}),
    PlanState.PROPOSED: frozenset({PlanState.DRAFTING, PlanState.APPROVED}),
    PlanState.APPROVED: frozenset({PlanState.DRAFTING, PlanState.ISSUED}),
    PlanState.ISSUED: frozenset({PlanState.WITHDRAWN}),
    PlanState.WITHDRAWN: frozenset(),
}
