"""The only way a state changes: along the table, from the state that was seen."""

from __future__ import annotations

from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.models import Plan, PlanState
from luoshi.duban.tasks.states import PLAN

#: What a plan reaches only with every statement decided (DESIGN: nothing lost).
_FORWARD = frozenset({PlanState.CIRCULATING, PlanState.PROPOSED, PlanState.APPROVED, PlanState.ISSUED})


def move_plan(plan: Plan, to: PlanState) -> PlanState:
    """Move *plan* to a state and give the one it came from.

    Raises :class:`Refused` where the table has no such way or where, on the way forward, statements are still
    undecided; :class:`ChangedMeanwhile` where somebody was first.
    """
    before = PlanState(plan.state)
    if to not in PLAN[before]:
        raise Refused(
            "no-such-transition",
            f"“{plan.title}”处于“{before.label}”，不能变为“{to.label}”。",
            f"{plan.title} is {before.value}; it cannot become {to.value}.",
        )
    if to in _FORWARD:
        _require_all_decided(plan)
    rows = Plan.objects.filter(pk=plan.pk, state=before, version=plan.version).update(
        state=to, version=plan.version + 1
    )
    if rows != 1:
        raise ChangedMeanwhile(plan.title)
    plan.state, plan.version = to, plan.version + 1
    return before


def _require_all_decided(plan: Plan) -> None:
    if left := undecided_count(plan):
        raise Refused(
            "undecided",
            f"“{plan.title}”还有{left}句没有处理，处理完才能进入下一步。",
            f"{plan.title} has {left} statements that nobody has decided; decide them first.",
        )
