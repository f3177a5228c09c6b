"""代录 of what a unit asks for: more time, or that a task goes to the right unit; another person decides."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.acting import assignment_in_office
from luoshi.duban.tasks.actions.ask_extension import ask_extension
from luoshi.duban.tasks.actions.ask_return import ask_return
from luoshi.duban.tasks.forms.asked import AskedForm, ExtensionEntryForm, ReturnEntryForm
from luoshi.duban.tasks.models import Assignment
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.ENTER_REPORT)
def enter_extension(request: SignedIn, assignment: int) -> HttpResponse:
    """代录延期申请."""
    found = assignment_in_office(request.user, assignment)
    form = ExtensionEntryForm(request.POST or None)
    return _asked(
        request,
        found,
        form,
        title=_("代录延期申请"),
        ask=lambda: ask_extension(found, actor=request.user, wish=form.wish, came=form.came),
    )


@require_http_methods(["GET", "POST"])
@needs(Right.ENTER_REPORT)
def enter_return(request: SignedIn, assignment: int) -> HttpResponse:
    """代录退回申请."""
    found = assignment_in_office(request.user, assignment)
    form = ReturnEntryForm(request.POST or None, office=found.task.office)
    return _asked(
        request,
        found,
        form,
        title=_("代录退回申请"),
        ask=lambda: ask_return(
            found,
            actor=request.user,
            reason=form.cleaned_data["reason"],
            came=form.came,
            right_unit=form.cleaned_data["right_unit"],
        ),
    )


def _asked(
    request: SignedIn, assignment: Assignment, form: AskedForm, *, title: str | Promise, ask: Callable[[], object]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            ask()
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已录入，由他人答复。"))
            return redirect("tasks:task", assignment.task_id)
    context = {"assignment": assignment, "task": assignment.task, "form": form, "title": title}
    return render(request, "tasks/reporting/asked.html", context, status=422 if form.errors else 200)
