"""Inspections: the list, a new one, one as a whole, its course and its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.organisations.views.form_page import FormPage, answer
from luoshi.duban.oversight.inspections.actions.choose_items import add_parts
from luoshi.duban.oversight.inspections.actions.decide_plan import (
    approve_inspection,
    propose_inspection,
    send_inspection_back,
    withdraw_inspection,
)
from luoshi.duban.oversight.inspections.actions.end_inspection import end_inspection
from luoshi.duban.oversight.inspections.actions.plan_inspection import change_inspection, draft_inspection
from luoshi.duban.oversight.inspections.choosing import MOST, parts_of
from luoshi.duban.oversight.inspections.drafting import usual_opening
from luoshi.duban.oversight.inspections.forms.finding import EndForm, ReasonForm
from luoshi.duban.oversight.inspections.forms.plan import AddToForm, PlanForm
from luoshi.duban.oversight.inspections.models import Becomes, Inspection, InspectionState, Outcome
from luoshi.duban.oversight.inspections.page import as_shown
from luoshi.duban.oversight.inspections.queries import inspection_for, inspections_of, items_shown
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.ledger.saved import Opened
from luoshi.duban.tasks.ledger.selection import selected
from luoshi.duban.tasks.models import Task
from luoshi.errors import LuoshiError

PAGE = 25
_OPEN = (InspectionState.DRAFT, InspectionState.PROPOSED, InspectionState.APPROVED)


@require_GET
@needs(Right.SEE_INSPECTIONS)
def inspections(request: SignedIn) -> HttpResponse:
    """The inspections of the office, the newest first."""
    seen = Count("items", filter=~Q(items__outcome=Outcome.OPEN), distinct=True)
    rows = inspections_of(request.user).annotate(
        all=Count("items", distinct=True), seen=seen, units=Count("stops", distinct=True)
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_inspect": may(request.user, Right.INSPECT)}
    return render(request, "inspections/inspections.html", context)


@require_http_methods(["GET", "POST"])
@needs(Right.INSPECT)
def new(request: SignedIn) -> HttpResponse:
    """Plan an inspection of the chosen tasks, or add them to one that is being planned."""
    data: QueryDict = request.POST if request.method == "POST" else request.GET
    office = request.user.office
    if office is None:
        raise Http404
    tasks = _chosen(request, data)
    parts = parts_of(tasks)
    if tasks and not parts:
        messages.error(request, _("所选任务没有可以督查的承办单位。"))
        return redirect("tasks:tasks")
    units = [(unit, len(rows)) for unit, rows in parts] if parts else None
    into = AddToForm(request.POST if request.POST.get("act") == "add" else None, office=office)
    writes = request.method == "POST" and request.POST.get("act") == "plan"
    form = PlanForm(request.POST if writes else None, office=office, initial=PlanForm.usual(request.user), units=units)
    try:
        if writes and form.is_valid():
            wanted = {int(key) for key in form.cleaned_data.get("units", [])}
            visited = [unit for unit, _count in units or [] if unit.pk in wanted]
            made = draft_inspection(form.details, actor=request.user, tasks=tasks, units=visited)
            messages.success(request, _("已拟定，核对路线和事项后送审。"))
            return redirect("inspections:inspection", made.pk)
        if into.is_bound and into.is_valid() and into.cleaned_data["inspection"] is not None:
            added = into.cleaned_data["inspection"]
            add_parts(added, tasks, actor=request.user)
            messages.success(request, _("已列入。"))
            return redirect("inspections:inspection", added.pk)
    except LuoshiError as error:
        (form if writes else into).add_error(None, sentence(error))
    context = {
        "form": form,
        "into": into if tasks and into.fields["inspection"].queryset.exists() else None,  # type: ignore[attr-defined]
        "tasks": tasks,
    }
    status = 422 if form.is_bound or into.is_bound else 200
    return render(request, "inspections/new.html", context, status=status)


def _chosen(request: SignedIn, data: QueryDict) -> list[Task]:
    """The tasks that were ticked in the ledger, one more than an inspection can hold at most."""
    if not (data.getlist("task") or data.get("all") == "1"):
        return []
    asked = Opened.by(request.user, request.GET).asked
    return list(selected(request.user, asked, data, clock.today()).order_by("due", "pk")[: MOST + 1])


@require_GET
@needs(Right.SEE_INSPECTIONS)
def inspection(request: SignedIn, inspection: int) -> HttpResponse:
    """One inspection: what is planned, how far it is, and what the person can do with it."""
    return _show(request, inspection_for(request.user, inspection))


def _show(request: SignedIn, one: Inspection, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "inspection": one,
        "shown": as_shown(one, clock.today()),
        "reason_form": ReasonForm(auto_id="back_%s"),
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
        **_may(request.user, one),
        **more,
    }
    return render(request, "inspections/inspection.html", context, status=status)


def _may(user: User, one: Inspection) -> dict[str, bool]:
    """What the person may do here; each is asked for again by its action."""
    inspects = may(user, Right.INSPECT)
    other = user.pk not in (one.made_by_id, one.proposed_by_id)
    approves = other and may(user, Right.APPROVE_INSPECTION) and one.state == InspectionState.PROPOSED
    return {
        "may_edit": inspects and one.state == InspectionState.DRAFT,
        "may_route": inspects and one.state in (InspectionState.DRAFT, InspectionState.APPROVED),
        "may_find": inspects and one.state == InspectionState.APPROVED,
        "may_approve": approves,
        "may_withdraw": inspects and one.state in _OPEN,
        "waits_for_other": inspects and not other and one.state == InspectionState.PROPOSED,
        "may_print": inspects,
    }


@require_http_methods(["GET", "POST"])
@needs(Right.INSPECT)
def edit(request: SignedIn, inspection: int) -> HttpResponse:
    """Change the plan before it is approved."""
    shown = inspection_for(request.user, inspection)
    forms: list[PlanForm] = []

    def make(data: QueryDict | None, initial: dict[str, Any]) -> PlanForm:
        forms.append(PlanForm(data, office=shown.office, initial=initial))
        return forms[-1]

    def do(data: dict[str, Any]) -> None:
        one = inspection_for(request.user, inspection)
        change_inspection(one, forms[-1].details, actor=request.user, version=data["version"] or 0)

    page = FormPage(
        heading=_("修改督查方案"),
        submit=_("保存"),
        back=reverse("inspections:inspection", args=[shown.pk]),
        done=_("已保存。"),
        make=make,
        initial=lambda: PlanForm.of(inspection_for(request.user, inspection)),
        do=do,
    )
    return answer(request, page)


def _propose(request: SignedIn, one: Inspection, version: int) -> str:
    propose_inspection(one, actor=request.user, version=version)
    return _("已送审，由另一人批准。")


def _approve(request: SignedIn, one: Inspection, version: int) -> str:
    approve_inspection(one, actor=request.user, version=version)
    return _("已批准，可以开展督查。")


def _back(request: SignedIn, one: Inspection, version: int) -> str:
    send_inspection_back(one, actor=request.user, version=version, reason=request.POST.get("reason", ""))
    return _("已退回修改。")


def _withdraw(request: SignedIn, one: Inspection, version: int) -> str:
    withdraw_inspection(one, actor=request.user, version=version, reason=request.POST.get("reason", ""))
    return _("已取消。")


#: What can be done with an inspection, by the name of its button.
_ACTS: dict[str, Callable[[SignedIn, Inspection, int], str]] = {
    "propose": _propose,
    "approve": _approve,
    "send-back": _back,
    "withdraw": _withdraw,
}


@require_POST
@needs(Right.SEE_INSPECTIONS)
def act(request: SignedIn, inspection: int) -> HttpResponse:
    """Do what the button says; refused, the page says why, and what was typed stays."""
    one, wanted = inspection_for(request.user, inspection), request.POST.get("act", "")
    if wanted not in _ACTS:
        raise Http404
    try:
        words = _ACTS[wanted](request, one, version_sent(request.POST))
    except LuoshiError as error:
        names = {"send-back": "reason_form", "withdraw": "withdraw_form"}
        typed: dict[str, object] = {}
        if wanted in names:
            typed[names[wanted]] = ReasonForm(request.POST, auto_id=f"{wanted.split('-')[-1]}_%s")
        return _show(request, inspection_for(request.user, inspection), 409, problem=sentence(error), **typed)
    messages.success(request, words)
    return redirect("inspections:inspection", inspection)


@require_http_methods(["GET", "POST"])
@needs(Right.INSPECT)
def end(request: SignedIn, inspection: int) -> HttpResponse:
    """The words of the report; new tasks become drafts."""
    shown = get_object_or_404(
        inspections_of(request.user).select_related("office"), pk=inspection, state=InspectionState.APPROVED
    )
    items = items_shown(shown.items.all(), shown, clock.today())
    new = [one for one in items if one.demand and one.becomes == Becomes.TASK]
    initial = {"opening": usual_opening(shown, items, len({one.stop_id for one in items}))}

    def do(data: dict[str, Any]) -> None:
        end_inspection(
            shown, actor=request.user, version=data["version"], opening=data["opening"], advice=data["advice"],
            register=data.get("register"),
        )  # fmt: skip

    lead = _("结束后生成督查报告，各项情况不能再改。")
    if new:
        lead += " " + _("%(count)s项整改要求将成为新任务的草稿，审核、送审、印发后交办。") % {"count": len(new)}
    page = FormPage(
        heading=_("结束督查：%(title)s") % {"title": shown.title},
        submit=_("结束督查"),
        back=reverse("inspections:inspection", args=[shown.pk]),
        done=_("督查已结束，报告已生成。"),
        lead=lead,
        make=lambda data, given: EndForm(shown, data, initial=given, needs_register=bool(new)),
        initial=lambda: initial,
        do=do,
    )
    return answer(request, page)
