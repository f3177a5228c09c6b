"""What a unit asks of the office, takes back or objects to: a small page each; the office types it for a unit alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.acting import assignment_for, assignment_in_office, assignments_of
from luoshi.duban.tasks.actions.ask_extension import ask_extension as ask_for_extension
from luoshi.duban.tasks.actions.ask_return import ask_return as ask_to_return
from luoshi.duban.tasks.actions.file_report import Came
from luoshi.duban.tasks.actions.object_to_entry import object_to_entry
from luoshi.duban.tasks.actions.take_back_submission import take_back_submission
from luoshi.duban.tasks.forms.asking import (
    EnteredExtensionForm,
    EnteredReturnForm,
    ExtensionForm,
    ObjectionForm,
    ReasonForm,
    ReturnForm,
)
from luoshi.duban.tasks.forms.on_behalf import OnBehalfForm
from luoshi.duban.tasks.models import Assignment, Report
from luoshi.duban.tasks.views.way_back import way_back
from luoshi.errors import LuoshiError

_POST = "POST"
_BOTH = ("GET", _POST)


@require_http_methods(_BOTH)
@needs(Right.REPORT)
def ask_extension(request: SignedIn, pk: int) -> HttpResponse:
    """申请延期."""
    assignment = assignment_for(request.user, pk)
    latest = assignment.latest.text if assignment.latest is not None else ""
    form = ExtensionForm(request.POST or None, initial={"progress": latest})
    return _extension(request, assignment, form)


@require_http_methods(_BOTH)
@needs(Right.ENTER_REPORT)
def enter_extension(request: SignedIn, pk: int) -> HttpResponse:
    """代录延期申请: the unit telephoned or wrote."""
    return _extension(request, assignment_in_office(request.user, pk), EnteredExtensionForm(request.POST or None))


def _extension(request: SignedIn, assignment: Assignment, form: ExtensionForm) -> HttpResponse:
    due = assignment.due
    late = due is not None and clock.today() > due and not isinstance(form, OnBehalfForm)
    said = {
        "title": _("代录延期申请") if isinstance(form, OnBehalfForm) else _("申请延期"),
        "submit": _("提交申请"),
        "about": _("由督查室负责人决定；答复之前，现行时限不变。"),
        "warning": _("时限已过，不能再申请延期；请如实反馈进展。") if late else "",
    }
    if request.method == _POST and form.is_valid():
        try:
            ask_for_extension(assignment, actor=request.user, wish=form.wish, came=_came(request, form))
        except LuoshiError as error:
            return _page(request, assignment, form, said, error)
        return _done(request, assignment, _("延期申请已提交，答复后会通知。"))
    return _page(request, assignment, form, said)


@require_http_methods(_BOTH)
@needs(Right.REPORT)
def ask_return(request: SignedIn, pk: int) -> HttpResponse:
    """申请退回."""
    assignment = assignment_for(request.user, pk)
    return _return(request, assignment, ReturnForm(request.POST or None, office=assignment.task.office))


@require_http_methods(_BOTH)
@needs(Right.ENTER_REPORT)
def enter_return(request: SignedIn, pk: int) -> HttpResponse:
    """代录退回申请."""
    assignment = assignment_in_office(request.user, pk)
    return _return(request, assignment, EnteredReturnForm(request.POST or None, office=assignment.task.office))


def _return(request: SignedIn, assignment: Assignment, form: ReturnForm) -> HttpResponse:
    said = {
        "title": _("代录退回申请") if isinstance(form, OnBehalfForm) else _("申请退回"),
        "submit": _("提交申请"),
        "about": _("不属于本单位职责的任务，可在开始办理前退回；同意的转交应承办的单位，不同意的仍由本单位办理。"),
    }
    if request.method == _POST and form.is_valid():
        data = form.cleaned_data
        try:
            ask_to_return(
                assignment,
                actor=request.user,
                reason=data["reason"],
                came=_came(request, form),
                right_unit=data["right_unit"],
            )
        except LuoshiError as error:
            return _page(request, assignment, form, said, error)
        return _done(request, assignment, _("退回申请已提交，答复后会通知。"))
    return _page(request, assignment, form, said)


@require_http_methods(_BOTH)
@needs(Right.REPORT)
def take_back(request: SignedIn, pk: int) -> HttpResponse:
    """撤回销号申请."""
    assignment = assignment_for(request.user, pk)
    form = ReasonForm(request.POST or None)
    said = {
        "title": _("撤回销号申请"),
        "submit": _("撤回"),
        "about": _("核查之前可以撤回，任务回到办理中，时限照常计算。"),
    }
    if request.method == _POST and form.is_valid():
        try:
            take_back_submission(assignment, actor=request.user, reason=form.cleaned_data["reason"])
        except LuoshiError as error:
            return _page(request, assignment, form, said, error)
        return _done(request, assignment, _("已撤回，任务继续办理。"))
    return _page(request, assignment, form, said)


@require_http_methods(_BOTH)
@needs(Right.REPORT)
def object_to(request: SignedIn, pk: int) -> HttpResponse:
    """对代录提出异议."""
    report = Report.objects.select_related("typed_by").filter(pk=pk).first()
    assignment = assignments_of(request.user).filter(pk=report.assignment_id).first() if report is not None else None
    if report is None or assignment is None:
        raise Http404
    report.assignment = assignment
    form = ObjectionForm(request.POST or None)
    said = {
        "title": _("对代录提出异议"),
        "submit": _("提出异议"),
        "about": _("代录的内容保留不变，督查室会答复；更正的内容请另报一次。"),
        "report": report,
    }
    if request.method == _POST and form.is_valid():
        try:
            object_to_entry(report, actor=request.user, objection=form.cleaned_data["objection"])
        except LuoshiError as error:
            return _page(request, assignment, form, said, error)
        return _done(request, assignment, _("异议已提交。"))
    return _page(request, assignment, form, said)


def _came(request: SignedIn, form: forms.Form) -> Came:
    """The person who has signed in says it today, or whoever telephoned or wrote on that day."""
    return form.came if isinstance(form, OnBehalfForm) else Came(request.user.name, clock.today())


def _page(
    request: SignedIn,
    assignment: Assignment,
    form: forms.Form,
    said: dict[str, Any],
    error: LuoshiError | None = None,
) -> HttpResponse:
    if error is not None:
        form.add_error(None, sentence(error))
    status = 409 if error is not None else 422 if form.errors else 200
    context = {"assignment": assignment, "task": assignment.task, "form": form, **said}
    context["back"] = way_back(request, _page_of(assignment))
    return render(request, "tasks/life/asking.html", context, status=status)


def _done(request: SignedIn, assignment: Assignment, words: str | Promise) -> HttpResponse:
    messages.success(request, str(words))
    return redirect(way_back(request, _page_of(assignment)))


def _page_of(assignment: Assignment) -> str:
    return reverse("tasks:task", args=[assignment.task_id])
