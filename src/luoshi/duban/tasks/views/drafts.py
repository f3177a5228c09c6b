"""草稿: the short form is kept on the server while it is typed, and given up when the person says so."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.acting import assignment_for
from luoshi.duban.tasks.drafts import keep_draft
from luoshi.duban.tasks.forms.report import ReportForm


@require_POST
@needs(Right.REPORT)
def keep(request: SignedIn, pk: int) -> HttpResponse:
    """Keep what stands in the form; says when."""
    assignment = assignment_for(request.user, pk)
    typed = ReportForm(request.POST, assignment=assignment).typed
    draft = keep_draft(assignment, person=request.user, typed=typed)
    return render(request, "tasks/life/draft_state.html", {"draft": draft})


@require_POST
@needs(Right.REPORT)
def discard(request: SignedIn, pk: int) -> HttpResponse:
    """Forget what was kept, and begin with an empty form."""
    keep_draft(assignment_for(request.user, pk), person=request.user, typed={})
    return redirect("tasks:report", pk)
