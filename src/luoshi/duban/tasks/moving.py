"""The only way a state changes: along the table, from the state that was seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F

from luoshi.duban import clock
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.models import Assignment, Plan, PlanState, State, Task
from luoshi.duban.tasks.states import ASSIGNMENT, PLAN

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


def move_assignment(assignment: Assignment, to: State, **facts: object) -> State:
    """Move *assignment* to a state, write *facts* (its columns) with it, and give the state it came from.

    Raises :class:`Refused` where the table has no such way, :class:`ChangedMeanwhile` where its row is no longer the
    one that was read.  The task's own state is not renewed: :func:`.derivation.refresh` does it, once an action.
    """
    before = State(assignment.state)
    _require_way(assignment, before, to)
    facts |= {"state": to, "state_since": clock.now()}
    rows = Assignment.objects.filter(pk=assignment.pk, state=before, version=assignment.version)
    if rows.update(version=F("version") + 1, **facts) != 1:
        raise ChangedMeanwhile(str(assignment))
    for name, value in facts.items():
        setattr(assignment, name, value)
    assignment.version += 1
    return before


def move_assignments(assignments: Sequence[Assignment], to: State, **facts: object) -> None:
    """Move all of *assignments* to one state with the same *facts*, in one statement; all or none, as for one."""
    for assignment in assignments:
        _require_way(assignment, State(assignment.state), to)
    facts |= {"state": to, "state_since": clock.now()}
    by_state: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        by_state.setdefault(assignment.state, []).append(assignment)
    for state, group in by_state.items():
        rows = Assignment.objects.filter(pk__in=[one.pk for one in group], state=state)
        if rows.update(version=F("version") + 1, **facts) != len(group):
            raise ChangedMeanwhile(str(group[0]))
        for one in group:
            for name, value in facts.items():
                setattr(one, name, value)
            one.version += 1


def change_assignment(assignment: Assignment, **facts: object) -> None:
    """Write *facts* (columns) of *assignment* over the version that was read; its state stays."""
    rows = Assignment.objects.filter(pk=assignment.pk, version=assignment.version)
    if rows.update(version=F("version") + 1, **facts) != 1:
        raise ChangedMeanwhile(str(assignment))
    for name, value in facts.items():
        setattr(assignment, name, value)
    assignment.version += 1


def change_facts(task: Task, version: int, **facts: object) -> None:
    """Write *facts* (columns) of *task* over the *version* that was seen, and give it the next one.

    Raises :class:`ChangedMeanwhile` where it is no longer that version.
    """
    if Task.objects.filter(pk=task.pk, version=version).update(version=version + 1, **facts) != 1:
        raise ChangedMeanwhile(str(task))
    for name, value in facts.items():
        setattr(task, name, value)
    task.version = version + 1


def require_seen(assignment: Assignment, version: int) -> None:
    """Raise :class:`ChangedMeanwhile` where *assignment* is another version than the one that the person saw."""
    if assignment.version != version:
        raise ChangedMeanwhile(str(assignment))


def with_one_task(assignments: Iterable[Assignment]) -> None:
    """Let assignments of the same task hold the same object, so that what follows from all is written once."""
    tasks: dict[int, Task] = {}
    for one in assignments:
        one.task = tasks.setdefault(one.task_id, one.task)


def _require_way(assignment: Assignment, before: State, to: State) -> None:
    if to not in ASSIGNMENT[before]:
        raise Refused(
            "no-such-transition",
            f"{assignment.name}的这项任务处于“{before.label}”，不能变为“{to.label}”。",
            f"The task of {assignment.name} is {before.value}; it cannot become {to.value}.",
        )
