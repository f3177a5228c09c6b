"""The list of plans, one plan at a glance, and opening one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.models import Statement
from luoshi.duban.documents.queries import document_for
from luoshi.duban.problems import sentence
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.actions.open_plan import open_empty_plan, open_plan
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.desk.gaps import Gap, counted, gaps_of_plan
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Plan, PlanState, StatementDecision, Task
from luoshi.duban.tasks.queries import plan_for, plans_visible_to
from luoshi.errors import LuoshiError

_PAGE = 50
#: The stages of a plan, each with the state in which it is over.
_STAGES = (
    (PlanState.DRAFTING, _("分解")),
    (PlanState.CIRCULATING, _("征求意见")),
    (PlanState.PROPOSED, _("送审")),
    (PlanState.APPROVED, _("批准立项")),
    (PlanState.ISSUED, _("印发")),
)


@require_GET
@needs(Right.SEE_DOCUMENTS)
def plans(request: SignedIn) -> HttpResponse:
    """The plans of the office, the newest first."""
    rows = plans_visible_to(request.user)
    state, query = request.GET.get("state", ""), request.GET.get("q", "").strip()
    if state in PlanState.values:
        rows = rows.filter(state=state)
    if query:
        rows = rows.filter(title__icontains=query)
    page = Paginator(_counted(rows.order_by("-id")), _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "query": query,
        "state": state,
        "states": PlanState.choices,
        "may_decide": may(request.user, Right.DECIDE_STATEMENTS),
        "registers": Register.objects.filter(office=request.user.office, is_open=True),
    }
    return render(request, "tasks/desk/plans.html", context)


def _counted(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """*rows* with how many statements wait, how many tasks there are, and how many of these lack a unit or a limit."""
    answering = Assignment.objects.filter(
        task=OuterRef("pk"), role__in=(AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE)
    )
    tasks = Task.objects.filter(plan=OuterRef("pk")).order_by()
    return rows.select_related("register").annotate(
        statements=_rows(Statement.objects.filter(reading=OuterRef("reading")).order_by(), "reading"),
        decided=_rows(StatementDecision.objects.filter(plan=OuterRef("pk")).order_by(), "plan"),
        task_count=_rows(tasks, "plan"),
        without_unit=_rows(tasks.filter(~Exists(answering)), "plan"),
        without_limit=_rows(tasks.filter(limit_kind=""), "plan"),
    )


def _rows(rows: QuerySet[Statement] | QuerySet[StatementDecision] | QuerySet[Task], of: str) -> Coalesce:
    counted_rows = rows.values(of).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted_rows, output_field=IntegerField()), 0)


@require_GET
@needs(Right.SEE_DOCUMENTS)
def plan(request: SignedIn, pk: int) -> HttpResponse:
    """One plan: how far it has come, what is next, and its table."""
    one = plan_for(request.user, pk)
    tasks = list(wording.for_tables(one.tasks.all()))
    gaps = gaps_of_plan(one) if one.state in (PlanState.DRAFTING, PlanState.CIRCULATING) else {}
    context = {
        "plan": one,
        "tasks": [(number, task, gaps.get(task.pk, ())) for number, task in enumerate(tasks, 1)],
        "undecided": undecided_count(one),
        "gaps": [(gap.label, count) for gap, count in counted(gaps.values()).items()],
        "blocking": sum(Gap.NO_UNIT in found or Gap.UNKNOWN_UNIT in found for found in gaps.values()),
        "stages": _stages(one),
        "may_decide": may(request.user, Right.DECIDE_STATEMENTS),
        "may_circulate": may(request.user, Right.CIRCULATE),
        "is_open": one.state in (PlanState.DRAFTING, PlanState.CIRCULATING),
    }
    return render(request, "tasks/desk/plan.html", context)


def _stages(one: Plan) -> list[tuple[str, str]]:
    """Each stage with ``done``, ``here`` or ``ahead``."""
    order = [state for state, _name in _STAGES]
    at = order.index(PlanState(one.state)) if one.state in order else len(order)
    return [
        (str(name), "done" if number < at or one.state == PlanState.ISSUED else "here" if number == at else "ahead")
        for number, (_state, name) in enumerate(_STAGES)
    ]


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def open_document(request: SignedIn) -> HttpResponse:
    """开始分解: a plan for a document, in a register."""
    document = document_for(request.user, _number(request.POST.get("document", "")))
    register = get_object_or_404(Register, office=request.user.office, pk=_number(request.POST.get("register", "")))
    try:
        opened = open_plan(document, register, actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("documents:detail", document.pk)
    return redirect("tasks:desk", opened.pk)


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def open_without_document(request: SignedIn) -> HttpResponse:
    """A plan whose tasks stand in no text."""
    register = get_object_or_404(Register, office=request.user.office, pk=_number(request.POST.get("register", "")))
    try:
        opened = open_empty_plan(request.POST.get("title", ""), register, actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("tasks:plans")
    return redirect("tasks:desk", opened.pk)


def _number(words: str) -> int:
    return int(words) if words.isdigit() and len(words) < 19 else 0
