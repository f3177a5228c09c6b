"""The only way a state changes: along the table, from the state that was seen."""

from __future__ import annotations

from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.models import Plan, PlanState
from luoshi.duban.tasks.states import PLAN


def move_plan(plan: Plan, to: PlanState) -> PlanState:
    """Move *plan* to a state and give the one it came from.

    Raises :class:`Refused` where the table has no such way, :class:`ChangedMeanwhile` where somebody was first.
    """
    before = PlanState(plan.state)
    if to not in PLAN[before]:
        raise Refused(
            "no-such-transition",
            f"“{plan.title}”处于“{before.label}”，不能变为“{to.label}”。",
            f"{plan.title} is {before.value}; it cannot become {to.value}.",
        )
    rows = Plan.objects.filter(pk=plan.pk, state=before, version=plan.version).update(
        state=to, version=plan.version + 1
    )
    if rows != 1:
        raise ChangedMeanwhile(plan.title)
    plan.state, plan.version = to, plan.version + 1
    return before
