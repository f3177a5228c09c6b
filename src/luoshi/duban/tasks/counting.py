"""What a plan still lacks before it can go on."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.duban.documents.models import Document, Statement
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Plan, PlanState, StatementDecision, Task

_ANSWERING = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE)


def undecided(plan: Plan) -> QuerySet[Statement]:
    """The statements of the plan's reading that nobody has decided yet."""
    decided = StatementDecision.objects.filter(plan=plan, statement=OuterRef("pk"))
    return Statement.objects.filter(~Exists(decided), reading=plan.reading_id)


def undecided_count(plan: Plan) -> int:
    """How many statements wait for a decision; the plan cannot go on before it is zero."""
    return undecided(plan).count() if plan.reading_id else 0


def undecided_by_document(documents: Sequence[Document]) -> dict[int, int]:
    """How many statements of each document wait in its newest plan; one query for a page of documents.

    A document without a plan, or whose plan was given up, is left out.
    """
    plans = Plan.objects.filter(document__in=documents, reading__isnull=False).exclude(state=PlanState.WITHDRAWN)
    decided = StatementDecision.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    rows = plans.annotate(
        said=Count("reading__statements"),
        decided=Coalesce(Subquery(decided.annotate(count=Count("pk")).values("count")), 0),
    ).order_by("pk")
    return {document: said - done for document, said, done in rows.values_list("document_id", "said", "decided")}


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
