"""What a plan still lacks before it can go on."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from luoshi.duban.documents.models import Statement
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Plan, StatementDecision, Task

_ANSWERING = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE)


def undecided(plan: Plan) -> QuerySet[Statement]:
    """The statements of the plan's reading that nobody has decided yet."""
    decided = StatementDecision.objects.filter(plan=plan, statement=OuterRef("pk"))
    return Statement.objects.filter(~Exists(decided), reading=plan.reading_id)


def undecided_count(plan: Plan) -> int:
    """How many statements wait for a decision; the plan cannot go on before it is zero."""
    return undecided(plan).count() if plan.reading_id else 0


def without_answering_unit(plan: Plan) -> QuerySet[Task]:
    """The tasks that no known unit leads or answers for: they could be issued to nobody."""
    answering = Assignment.objects.filter(task=OuterRef("pk"), role__in=_ANSWERING, unit__isnull=False)
    return plan.tasks.filter(~Exists(answering))


def with_unknown_unit(plan: Plan) -> QuerySet[Task]:
    """The tasks that name a unit which the office does not know."""
    return plan.tasks.filter(Exists(Assignment.objects.filter(task=OuterRef("pk"), unit__isnull=True)))


def without_limit(plan: Plan) -> QuerySet[Task]:
    """The tasks whose limit was left open."""
    return plan.tasks.filter(Q(limit_kind="") | Q(limit_kind="open"))
