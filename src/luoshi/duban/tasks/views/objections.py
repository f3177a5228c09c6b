"""What units object to among the reports that were typed in their name; the office answers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.actions.answer_objection import answer_objection
from luoshi.duban.tasks.reporting.queries import objections_to
from luoshi.duban.tasks.reporting.tabs import tabs
from luoshi.errors import LuoshiError

PAGE = 20


@require_GET
@needs(Right.ENTER_REPORT)
def objections(request: SignedIn) -> HttpResponse:
    """The objections that nobody has answered, the oldest first."""
    page = Paginator(objections_to(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "tasks/reporting/objections.html", {"tabs": tabs(request.user, "objections"), "page": page})


@require_POST
@needs(Right.ENTER_REPORT)
def answer(request: SignedIn, report: int) -> HttpResponse:
    """答复异议."""
    found = objections_to(request.user).select_related("assignment__task__office").filter(pk=report).first()
    if found is None:
        raise Http404
    seen = request.POST.get("version", "")
    try:
        answer_objection(
            found,
            actor=request.user,
            version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
            answer=request.POST.get("answer", "")[:2000],
        )
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已答复，单位会看到。"))
    return redirect("tasks:objections")
