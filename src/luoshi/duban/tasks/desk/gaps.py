"""What is still open: the questions that a supervisor would have to ask back before a task can be issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban.tasks.desk.drafts import Draft
from luoshi.duban.tasks.models import AssignmentRole, LimitKind, Plan, Task

_ANSWERING = frozenset({AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE})
_DATED = frozenset({LimitKind.DATE, LimitKind.YEAR_END})


class Gap(models.TextChoices):
    """The kinds of open question."""

    NO_UNIT = "no-unit", _("未写责任单位")
    UNKNOWN_UNIT = "unknown-unit", _("单位不在名录")
    NO_LIMIT = "no-limit", _("未写时限")
    UNRESOLVED_LIMIT = "unresolved-limit", _("时限待明确")
    CONTRADICTORY_LIMITS = "contradictory-limits", _("时限不一")
    MASKED_FIGURE = "masked-figure", _("数值待补")
    AIM_ONLY = "aim-only", _("力争目标")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the gaps of a task, or of a proposal, are told by."""

    roles: tuple[str, ...]
    knows_units: bool
    limit_kind: str
    due: object
    problem: str
    masked: bool
    aim_only: bool


def gaps_of(facts: Facts) -> tuple[Gap, ...]:
    """The open questions, in the order in which they are asked."""
    found = [
        (Gap.NO_UNIT, not any(role in _ANSWERING for role in facts.roles)),
        (Gap.UNKNOWN_UNIT, not facts.knows_units),
        (Gap.NO_LIMIT, facts.limit_kind == LimitKind.NONE),
        (Gap.CONTRADICTORY_LIMITS, facts.problem == "contradictory"),
        (Gap.UNRESOLVED_LIMIT, _is_unresolved(facts)),
        (Gap.MASKED_FIGURE, facts.masked),
        (Gap.AIM_ONLY, facts.aim_only),
    ]
    return tuple(gap for gap, is_open in found if is_open)


def _is_unresolved(facts: Facts) -> bool:
    if facts.limit_kind == LimitKind.OPEN:
        return True
    unsaid = facts.problem not in {"", "contradictory"}
    return unsaid or (facts.limit_kind in _DATED and facts.due is None)


def draft_facts(draft: Draft) -> Facts:
    """The facts of a proposal."""
    limit = draft.limit
    return Facts(
        roles=tuple(unit.role for unit in draft.units),
        knows_units=all(unit.unit for unit in draft.units),
        limit_kind=limit.kind if limit else LimitKind.NONE,
        due=limit.due if limit else None,
        problem=limit.problem if limit else "",
        masked=any(target.masked and target.value is None for target in draft.targets),
        aim_only=draft.aim_only,
    )


def task_facts(task: Task) -> Facts:
    """The facts of a task, from its prefetched ``assignments``, ``limits`` and ``targets``."""
    units = list(task.assignments.all())
    problem = next((limit.problem for limit in task.limits.all() if limit.is_current), "")
    return Facts(
        roles=tuple(unit.role for unit in units),
        knows_units=all(unit.unit_id for unit in units),
        limit_kind=task.limit_kind,
        due=task.due,
        problem=problem,
        masked=any(target.masked and target.value is None for target in task.targets.all()),
        aim_only=task.aim_only,
    )


def gaps_of_plan(plan: Plan) -> dict[int, tuple[Gap, ...]]:
    """The open questions of each task of the plan that has one, by its key."""
    tasks = Task.objects.filter(plan=plan).prefetch_related("assignments", "limits", "targets")
    found = {task.pk: gaps_of(task_facts(task)) for task in tasks}
    return {key: gaps for key, gaps in found.items() if gaps}


def counted(gaps: Iterable[Iterable[Gap]]) -> Mapping[Gap, int]:
    """How many items leave which question open, in the order of the questions, without those that nobody leaves."""
    counts = dict.fromkeys(Gap, 0)
    for one in gaps:
        for gap in one:
            counts[gap] += 1
    return {gap: count for gap, count in counts.items() if count}
