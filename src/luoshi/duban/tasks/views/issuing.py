"""From proposal to issue: the page of a plan's approval, and what its buttons do."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks import counting, wording
from luoshi.duban.tasks.actions.approve_plan import approve_plan
from luoshi.duban.tasks.actions.issue_plan import issue_plan
from luoshi.duban.tasks.actions.propose_plan import propose_plan
from luoshi.duban.tasks.actions.send_plan_back import send_plan_back
from luoshi.duban.tasks.actions.withdraw_plan import withdraw_plan
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.forms.issuing import IssueForm, ProposeForm, SendBackForm
from luoshi.duban.tasks.forms.ledger import BasisForm
from luoshi.duban.tasks.issuing import papers
from luoshi.duban.tasks.issuing.cover import proposed
from luoshi.duban.tasks.models import BasisKind, Plan, PlanState
from luoshi.duban.tasks.queries import plan_for
from luoshi.errors import LuoshiError


@require_GET
@needs(Right.SEE_TASKS)
def approval(request: SignedIn, pk: int) -> HttpResponse:
    """The plan as its approver reads it, with the one thing that is to be done next."""
    return _page(request, plan_for(request.user, pk))


@dataclasses.dataclass(frozen=True, slots=True)
class _Forms:
    """The forms as they were filled in; those that are missing are made anew."""

    propose: ProposeForm | None = None
    send_back: SendBackForm | None = None
    issue: IssueForm | None = None


_NONE = _Forms()


def _page(request: SignedIn, plan: Plan, forms: _Forms = _NONE, *, status: int = 200) -> HttpResponse:
    tasks = list(wording.for_tables(plan.tasks.all()))
    context = {
        "plan": plan,
        "tasks": tasks,
        "without_limit": sum(1 for task in tasks if not wording.limit(task) or task.limit_kind == "open"),
        "papers": plan.papers.defer("content").order_by("kind"),
        **_next_step(request.user, plan, forms),
    }
    return render(request, "tasks/issuing/approval.html", context, status=status)


def _next_step(user: User, plan: Plan, forms: _Forms) -> dict[str, object]:
    """What *user* can do now: one thing to go on with, and perhaps to send the plan back."""
    is_proposed, is_approved = plan.state == PlanState.PROPOSED, plan.state == PlanState.APPROVED
    being_made = plan.state in (PlanState.DRAFTING, PlanState.CIRCULATING)
    approves, proposes = may(user, Right.APPROVE_PLAN), may(user, Right.PROPOSE_PLAN)
    is_own = is_proposed and plan.proposed_by_id == user.pk
    issue = forms.issue
    if issue is None and is_approved and may(user, Right.ISSUE_PLAN):
        issue = IssueForm(initial={"issued_on": clock.today(), **dataclasses.asdict(proposed(plan))})
    return {
        "undecided": counting.undecided_count(plan) if being_made else 0,
        "propose": (forms.propose or ProposeForm(initial={"basis": plan.basis})) if being_made and proposes else None,
        "may_approve": is_proposed and approves and not is_own,
        "is_own": is_own,
        "send_back": forms.send_back or SendBackForm(),
        "may_withdraw": (being_made and proposes) or (plan.state == PlanState.ISSUED and may(user, Right.ISSUE_PLAN)),
        "may_send_back": (is_proposed and (approves or proposes)) or (is_approved and approves),
        "issue": issue if is_approved else None,
    }


def _act(request: SignedIn, plan: Plan, action: Callable[[], object], done: str, forms: _Forms = _NONE) -> HttpResponse:
    """Do it and go back to the page; a refusal is shown there, beside what was typed."""
    try:
        action()
    except LuoshiError as error:
        messages.error(request, sentence(error))
        plan.refresh_from_db()
        return _page(request, plan, forms, status=409)
    messages.success(request, done)
    return redirect("tasks:approval", plan.pk)


@require_POST
@needs(Right.PROPOSE_PLAN)
def propose(request: SignedIn, pk: int) -> HttpResponse:
    """送审."""
    plan, form = plan_for(request.user, pk), ProposeForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, _Forms(propose=form), status=422)
    basis = form.cleaned_data["basis"]
    return _act(
        request,
        plan,
        lambda: propose_plan(plan, actor=request.user, basis=basis),
        _("已送审，等待他人审批。"),
        _Forms(propose=form),
    )


@require_POST
@needs(Right.APPROVE_PLAN)
def approve(request: SignedIn, pk: int) -> HttpResponse:
    """批准立项."""
    plan = plan_for(request.user, pk)
    opinion = request.POST.get("opinion", "")
    return _act(
        request, plan, lambda: approve_plan(plan, actor=request.user, opinion=opinion), _("已批准立项，可以印发。")
    )


@require_POST
@needs(Right.SEE_TASKS)
def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """退回修改; the action itself says who may, which differs by the plan's state."""
    plan, form = plan_for(request.user, pk), SendBackForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, _Forms(send_back=form), status=422)
    reason = form.cleaned_data["reason"]
    return _act(
        request,
        plan,
        lambda: send_plan_back(plan, actor=request.user, reason=reason),
        _("已退回修改。"),
        _Forms(send_back=form),
    )


@require_POST
@needs(Right.ISSUE_PLAN)
def issue(request: SignedIn, pk: int) -> HttpResponse:
    """印发; with the button 预览, only the PDF that would go out."""
    plan, form = plan_for(request.user, pk), IssueForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, _Forms(issue=form), status=422)
    if "preview" in request.POST:
        return _preview(request, plan, form)
    return _act(request, plan, lambda: _issue(request, plan, form), _("已印发，任务已交办各单位。"), _Forms(issue=form))


def _preview(request: SignedIn, plan: Plan, form: IssueForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        content = papers.issued(plan, form.cover, number=data["number"], day=data["issued_on"], kinds=("pdf",))["pdf"]
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return _page(request, plan, _Forms(issue=form), status=422)
    return papers.response(content, f"{plan.title}.pdf", inline=True)


def _issue(request: SignedIn, plan: Plan, form: IssueForm) -> None:
    data = form.cleaned_data
    # The papers are made before the transaction, which would keep every other writer waiting for a second.
    made = papers.issued(plan, form.cover, number=data["number"], day=data["issued_on"])
    with transaction.atomic():
        issue_plan(
            plan,
            actor=request.user,
            number=data["number"],
            issued_on=data["issued_on"],
            cover=form.cover,
            papers=made,
        )


@require_http_methods(["GET", "POST"])
@needs(Right.PROPOSE_PLAN)
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """撤销方案; the action says who may, which differs by the plan's state."""
    plan, form = plan_for(request.user, pk), BasisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            withdraw_plan(plan, actor=request.user, basis=Basis(BasisKind(data["basis_kind"]), data["basis"]))
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已撤销；方案保留在记录中。"))
            return redirect("tasks:approval", pk)
    status = 422 if form.errors else 200
    return render(request, "tasks/issuing/withdraw.html", {"plan": plan, "form": form}, status=status)
