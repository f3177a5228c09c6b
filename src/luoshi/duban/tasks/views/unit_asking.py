"""What a unit asks of the office, takes back or objects to: a small page each; the office types it for a unit alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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
    AskedForm,
    EnteredExtensionForm,
    EnteredReturnForm,
    ExtensionForm,
    ObjectionForm,
    ReasonForm,
    ReturnForm,
)
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
    late = due is not None and clock.today() > due and not isinstance(form, AskedForm)
    said = {
        "title": _("代录延期申请") if isinstance(form, AskedForm) else _("申请延期"),
        "submit": _("提交申请"),
        "about": _("由督查室负责人决定；答复之前，现行时限不变。"),
        "warning": _("时限已过，不能再申请延期；请如实反馈进展。") if late else "",
        "done": _("延期申请已提交，答复后会通知。"),
    }

    def ask() -> None:
        ask_for_extension(assignment, actor=request.user, wish=form.wish, came=_came(request, form))

    return _ask(request, assignment, form, said, ask)


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
        "title": _("代录退回申请") if isinstance(form, AskedForm) else _("申请退回"),
        "submit": _("提交申请"),
        "about": _("不属于本单位职责的任务，可在开始办理前退回；同意的转交应承办的单位，不同意的仍由本单位办理。"),
        "done": _("退回申请已提交，答复后会通知。"),
    }

    def ask() -> None:
        data, came = form.cleaned_data, _came(request, form)
        ask_to_return(assignment, actor=request.user, reason=data["reason"], came=came, right_unit=data["right_unit"])

    return _ask(request, assignment, form, said, ask)


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
        "done": _("已撤回，任务继续办理。"),
    }

    def ask() -> None:
        take_back_submission(assignment, actor=request.user, reason=form.cleaned_data["reason"])

    return _ask(request, assignment, form, said, ask)


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
        "done": _("异议已提交。"),
    }

    def ask() -> None:
        object_to_entry(report, actor=request.user, objection=form.cleaned_data["objection"])

    return _ask(request, assignment, form, said, ask)


def _came(request: SignedIn, form: forms.Form) -> Came:
    """The person who has signed in says it today, or whoever telephoned or wrote on that day."""
    return form.came if isinstance(form, AskedForm) else Came(request.user.name, clock.today())


def _ask(
    request: SignedIn, assignment: Assignment, form: forms.Form, said: dict[str, Any], ask: Callable[[], None]
) -> HttpResponse:
    """The page, or what *ask* came to: back to where the person came from, or the page with the refusal on it."""
    status = 200
    back = way_back(request, _page_of(assignment))
    if request.method == _POST and form.is_valid():
        try:
            ask()
        except LuoshiError as error:
            form.add_error(None, sentence(error))
            status = 409
        else:
            messages.success(request, str(said["done"]))
            return redirect(back)
    elif form.errors:
        status = 422
    context = {"assignment": assignment, "task": assignment.task, "form": form, **said, "back": back}
    context["is_entered"] = isinstance(form, AskedForm)
    return render(request, "tasks/life/asking.html", context, status=status)


def _page_of(assignment: Assignment) -> str:
    return reverse("tasks:task", args=[assignment.task_id])
