"""What is still open: the questions that a supervisor would have to ask back before a task can be issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from luoshi.duban.documents.content import limits_in
from luoshi.duban.documents.proposals import propose_limit
from luoshi.duban.tasks.desk.drafts import CONTRADICTORY
from luoshi.duban.tasks.desk.names import UnitNames
from luoshi.duban.tasks.models import AssignmentRole, Limit, LimitKind, Plan, Task

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

    has_unit: bool
    knows_units: bool
    limit_kind: str
    due: object
    problem: str
    masked: bool
    aim_only: bool


def gaps_of(facts: Facts) -> tuple[Gap, ...]:
    """The open questions, in the order in which they are asked."""
    found = [
        (Gap.NO_UNIT, not facts.has_unit),
        (Gap.UNKNOWN_UNIT, not facts.knows_units),
        (Gap.NO_LIMIT, facts.limit_kind == LimitKind.NONE),
        (Gap.CONTRADICTORY_LIMITS, facts.problem == CONTRADICTORY),
        (Gap.UNRESOLVED_LIMIT, _is_unresolved(facts)),
        (Gap.MASKED_FIGURE, facts.masked),
        (Gap.AIM_ONLY, facts.aim_only),
    ]
    return tuple(gap for gap, is_open in found if is_open)


def _is_unresolved(facts: Facts) -> bool:
    if facts.limit_kind == LimitKind.OPEN:
        return True
    unsaid = facts.problem not in {"", CONTRADICTORY}
    return unsaid or (facts.limit_kind in _DATED and facts.due is None)


def gaps_of_proposal(content: Mapping[str, Any], names: UnitNames) -> tuple[Gap, ...]:
    """The open questions of a proposed task, from the stored content of its directive: every action asks for those of
    all proposals, so no draft is made of them for it."""
    limit = propose_limit(limits_in(content))
    responsible, supporting = content.get("responsible", ()), content.get("supporting", ())
    return gaps_of(
        Facts(
            has_unit=bool(responsible),
            knows_units=all(names.first_of(one["unit"], one["name"]) for one in (*responsible, *supporting)),
            limit_kind=limit.kind if limit else LimitKind.NONE,
            due=limit.due if limit else None,
            problem=_problem_of(content, limit.problem) if limit else "",
            masked=any(one["masked"] and one["value"] is None for one in content.get("measures", ())),
            aim_only=content.get("modality") == "aim",
        )
    )


def _problem_of(content: Mapping[str, Any], problem: str) -> str:
    contradict = any(gap["kind"] == "contradictory-limits" for gap in content.get("gaps", ()))
    return CONTRADICTORY if contradict else problem


def task_facts(task: Task) -> Facts:
    """The facts of a task, from its prefetched ``assignments``, ``limits`` and ``targets``."""
    units = list(task.assignments.all())
    problem = next((limit.problem for limit in task.limits.all() if limit.is_current), "")
    return Facts(
        has_unit=any(unit.role in _ANSWERING for unit in units),
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


def with_limit_problem(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """*tasks* with ``limit_problem``: that of the current limit."""
    current = Limit.objects.filter(task=OuterRef("pk"), assignment=None, is_current=True)
    return tasks.annotate(limit_problem=Coalesce(Subquery(current.values("problem")[:1]), models.Value("")))


def count_of_tasks(plan: Plan) -> tuple[int, Counter[Gap]]:
    """How many tasks the plan has, and how many of them leave which question open, counted by the database.

    The conditions say what :func:`gaps_of` says.
    """
    conditions = {
        Gap.UNKNOWN_UNIT: Q(assignments__isnull=False, assignments__unit__isnull=True),
        Gap.NO_LIMIT: Q(limit_kind=LimitKind.NONE),
        Gap.CONTRADICTORY_LIMITS: Q(current__problem=CONTRADICTORY),
        Gap.UNRESOLVED_LIMIT: Q(limit_kind=LimitKind.OPEN)
        | Q(limit_kind__in=_DATED, due=None)
        | (Q(current__problem__gt="") & ~Q(current__problem=CONTRADICTORY)),
        Gap.MASKED_FIGURE: Q(targets__masked=True, targets__value=None),
        Gap.AIM_ONLY: Q(aim_only=True),
    }
    # All rows of its tasks at once: PostgreSQL does not know yet that a plan has any when they have just been written,
    # and would go through whole tables for each task if it were asked about each.
    current = FilteredRelation("limits", condition=Q(limits__assignment=None, limits__is_current=True))
    counts = (
        Task.objects.filter(plan=plan)
        .order_by()
        .annotate(current=current)
        .aggregate(
            tasks=_tasks(),
            answered=_tasks(Q(assignments__role__in=_ANSWERING)),
            **{gap.name: _tasks(condition) for gap, condition in conditions.items()},
        )
    )
    found = Counter({gap: counts[gap.name] for gap in conditions})
    found[Gap.NO_UNIT] = counts["tasks"] - counts["answered"]
    return counts["tasks"], found


def _tasks(condition: Q | None = None) -> Count:
    return Count("pk", filter=condition, distinct=True)


def counted(gaps: Iterable[Iterable[Gap]]) -> Mapping[Gap, int]:
    """How many items leave which question open, in the order of the questions, without those that nobody leaves."""
    return in_order(Counter(gap for one in gaps for gap in one))


def in_order(counts: Mapping[Gap, int]) -> dict[Gap, int]:
    """Counts in the order of the questions, without those of zero."""
    return {gap: counts[gap] for gap in Gap if counts.get(gap)}
