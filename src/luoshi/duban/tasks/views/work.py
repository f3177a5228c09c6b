"""我的工作: sign, report, say that nothing changed, approve, take note; everything on one page."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import Refused, sentence
from luoshi.duban.tasks.acting import assignment_for, assignments_of
from luoshi.duban.tasks.actions.acknowledge import acknowledge
from luoshi.duban.tasks.actions.decide_approval import approve_reports, refuse_report
from luoshi.duban.tasks.actions.file_report import Came, Said, file_report
from luoshi.duban.tasks.actions.mark_seen import mark_seen
from luoshi.duban.tasks.beside import beside
from luoshi.duban.tasks.drafts import draft_of
from luoshi.duban.tasks.evidence import keep_evidence
from luoshi.duban.tasks.forms.report import ReportForm
from luoshi.duban.tasks.models import Approval, Assignment, Report, ReportDraft, ReportKind, State
from luoshi.duban.tasks.views.way_back import way_back
from luoshi.duban.tasks.work import approvals_of, row_of, work_of
from luoshi.duban.tasks.work_beside import matters_beside
from luoshi.errors import LuoshiError

#: So many tasks can be told about at once.
_MOST = 500


@require_GET
@needs(Right.REPORT)
def work(request: SignedIn) -> HttpResponse:
    """What awaits the person for the units they act for."""
    found = work_of(request.user)
    context = {
        "work": found,
        "today": clock.today(),
        "matters": matters_beside(request.user),
        "beside": beside(row.assignment.task_id for row in found.shown),
    }
    return render(request, "tasks/life/work.html", context)


@require_POST
@needs(Right.REPORT)
def sign(request: SignedIn) -> HttpResponse:
    """全部签收: all that was handed out, or those that were chosen."""
    own = assignments_of(request.user).filter(state=State.ISSUED)
    keys = _keys(request, "assignment")
    chosen = list((own.filter(pk__in=keys) if keys else own).order_by("pk")[:_MOST])
    try:
        count = acknowledge(chosen, actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        told = ngettext("已签收%(count)s项任务。", "已签收%(count)s项任务。", count) % {"count": count}
        messages.success(request, told)
    return redirect(way_back(request, "ui:home"))


@require_POST
@needs(Right.REPORT)
def no_change(request: SignedIn) -> HttpResponse:
    """无变化: one report for each that was chosen, all or none."""
    keys = _keys(request, "assignment")
    try:
        if not keys:
            raise Refused("nothing-chosen", "请先勾选没有变化的任务。", "Choose the tasks in which nothing changed.")
        with transaction.atomic():
            chosen = list(assignments_of(request.user).filter(pk__in=keys).order_by("pk"))
            for assignment in chosen:
                file_report(assignment, actor=request.user, said=Said(ReportKind.NO_CHANGE), came=_now(request))
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        count = len(chosen)
        told = ngettext("%(count)s项任务已报“无变化”。", "%(count)s项任务已报“无变化”。", count) % {"count": count}
        messages.success(request, told)
    return redirect(way_back(request, "ui:home"))


@require_http_methods(["GET", "POST"])
@needs(Right.REPORT)
def report(request: SignedIn, pk: int) -> HttpResponse:
    """反馈: the short form, below its row where a script put it there, else on a page of its own."""
    assignment = assignment_for(request.user, pk)
    if request.method == "GET":
        draft = draft_of(assignment, request.user)
        initial = draft.data if draft is not None else {}
        return _form(request, assignment, ReportForm(assignment=assignment, initial=initial), draft=draft)
    form = ReportForm(request.POST, request.FILES, assignment=assignment)
    if not form.is_valid():
        return _form(request, assignment, form, status=422)
    try:
        assignment.version = form.cleaned_data["version"]
        with transaction.atomic():
            evidence = keep_evidence(form.cleaned_data["evidence"], assignment, actor=request.user)
            filed = file_report(assignment, actor=request.user, said=form.said, came=_now(request), evidence=evidence)
    except LuoshiError as error:
        return _refused(request, pk, error)
    if request.htmx:  # type: ignore[attr-defined]
        row = row_of(assignment_for(request.user, pk))
        return render(request, "tasks/life/reported.html", {"row": row, "report": filed, "again": row.owed is not None})
    messages.success(request, _told(filed))
    return redirect(way_back(request, "ui:home"))


def _told(filed: Report) -> str:
    if filed.approval == Approval.AWAITING:
        return _("已送单位负责人审签。")
    return _("已申请销号，等待核查。") if filed.kind == ReportKind.COMPLETION else _("已反馈。")


def _refused(request: SignedIn, pk: int, error: LuoshiError) -> HttpResponse:
    """The form with what was typed, over the version that is there now, and beside it what a colleague reported."""
    assignment = assignment_for(request.user, pk)
    typed = request.POST.copy()
    typed[f"a{pk}-version"] = str(assignment.version)
    form = ReportForm(typed, request.FILES, assignment=assignment)
    form.is_valid()
    form.add_error(None, sentence(error))
    return _form(request, assignment, form, status=409)


def _form(
    request: SignedIn, assignment: Assignment, form: ReportForm, status: int = 200, draft: ReportDraft | None = None
) -> HttpResponse:
    back = way_back(request, "ui:home")
    context = {"row": row_of(assignment), "form": form, "assignment": assignment, "draft": draft, "back": back}
    inside = bool(request.htmx)  # type: ignore[attr-defined]
    template = "tasks/life/report_in_place.html" if inside else "tasks/life/report_page.html"
    answer = render(request, template, context, status=status)
    if inside and status != 200:
        answer["HX-Retarget"], answer["HX-Reswap"] = f"#report-{assignment.pk}", "innerHTML"
    return answer


@require_POST
@needs(Right.APPROVE_REPORT)
def approve(request: SignedIn) -> HttpResponse:
    """审签: let all that wait go out, or those that were chosen."""
    keys = set(_keys(request, "report"))
    waiting = [one for one in approvals_of(request.user) if not keys or one.pk in keys]
    try:
        count = approve_reports(waiting, actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        told = ngettext("已审签%(count)s份反馈。", "已审签%(count)s份反馈。", count) % {"count": count}
        messages.success(request, told)
    return redirect("ui:home")


@require_POST
@needs(Right.APPROVE_REPORT)
def hold_back(request: SignedIn, pk: int) -> HttpResponse:
    """审签不同意, with a reason."""
    own = assignments_of(request.user)
    reports = Report.objects.select_related(
        "assignment__task__office", "assignment__task__register", "assignment__unit"
    )
    waiting = get_object_or_404(reports, pk=pk, assignment__in=own)
    try:
        refuse_report(waiting, actor=request.user, note=request.POST.get("note", ""))
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已退给填报人修改。"))
    return redirect("ui:home")


@require_POST
@needs(Right.REPORT)
def seen(request: SignedIn) -> HttpResponse:
    """知道了: the notices that the page showed."""
    mark_seen(_keys(request, "notice"), actor=request.user)
    return redirect("ui:home")


def _keys(request: SignedIn, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isdecimal() and len(one) < 19][:_MOST]


def _now(request: SignedIn) -> Came:
    return Came(request.user.name, clock.today())
