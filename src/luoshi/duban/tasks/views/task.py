"""The page of one task: its upper part at once, its sources, reports, decisions and story as parts that follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.models import Event
from luoshi.duban.documents.views.files import as_attachment
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.actions.add_remark import add_remark, write_instruction
from luoshi.duban.tasks.forms.supervising import RemarkForm
from luoshi.duban.tasks.models import OVER, Evidence, LedgerRow, State, Task
from luoshi.duban.tasks.page.along import with_everything
from luoshi.duban.tasks.page.decisions import decisions
from luoshi.duban.tasks.page.overview import look_at
from luoshi.duban.tasks.page.reports import reports
from luoshi.duban.tasks.page.sources import quoted
from luoshi.duban.tasks.queries import task_for
from luoshi.duban.tasks.story import tell_story
from luoshi.errors import LuoshiError

#: So many events of the record are told at once.
EVENTS = 60


@require_GET
@needs(Right.SEE_TASKS)
def task(request: SignedIn, pk: int) -> HttpResponse:
    """One task: state and lateness, words, units, targets and what waits; the parts below are asked for by htmx."""
    one = task_for(request.user, pk, along=with_everything)
    context = {
        "task": one,
        "seen": look_at(one, request.user, clock.today()),
        "is_open": one.issued_at is not None and one.state not in OVER,
        "parts": [name for name in PARTS if one.issued_at is not None or name == "sources"],
        **_rights(request.user, one),
    }
    return render(request, "tasks/ledger/task.html", context)


def _rights(user: User, one: Task) -> dict[str, bool]:
    """What the person may do here; each is asked for again by its action."""
    is_open = one.issued_at is not None and one.state not in OVER
    changes = may(user, Right.CHANGE_ISSUED)
    return {
        "may_change": is_open and changes,
        "may_restore": one.state == State.WITHDRAWN and one.merged_into_id is None and changes,
        "may_attach": changes,
        "may_reopen": may(user, Right.CLOSE_OUT),
        "may_close": may(user, Right.CLOSE_OUT),
        "may_verify": may(user, Right.VERIFY),
        "may_decide": may(user, Right.DECIDE_EXTENSION),
        "may_supervise": may(user, Right.SUPERVISE),
        "may_remark": one.issued_at is not None and may(user, Right.REMARK),
        "may_instruct": one.issued_at is not None and may(user, Right.INSTRUCT),
        "sees_documents": may(user, Right.SEE_DOCUMENTS),
    }


@require_GET
@needs(Right.SEE_TASKS)
def part(request: SignedIn, pk: int, what: str) -> HttpResponse:
    """One part of the page: a fragment where htmx asks, else a page of its own."""
    one = task_for(request.user, pk)
    context = {"task": one, "what": what, **_rights(request.user, one), **PARTS[what](request, one)}
    name = f"tasks/ledger/parts/{what}.html"
    if request.headers.get("HX-Request") != "true":
        return render(request, "tasks/ledger/part.html", {**context, "part": name})
    return render(request, name, context)


def _sources(request: SignedIn, one: Task) -> dict[str, Any]:
    in_context = may(request.user, Right.SEE_DOCUMENTS)
    return {"sources": quoted(one, in_context=in_context), "ledger_row": LedgerRow.objects.filter(task=one).first()}


def _reports(request: SignedIn, one: Task) -> dict[str, Any]:
    asked = request.GET.get("page", "")
    return {"reports": reports(one, max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1)}


def _decisions(_request: SignedIn, one: Task) -> dict[str, Any]:
    return {"decisions": decisions(one)}


def _story(request: SignedIn, one: Task) -> dict[str, Any]:
    events = Event.objects.filter(office=one.office.key, subject="tasks.task", subject_id=str(one.pk)).order_by("-id")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        events = events.filter(pk__lt=int(before))
    found = list(events[: EVENTS + 1])
    more = found[EVENTS - 1].pk if len(found) > EVENTS else None
    return {
        "lines": tell_story(found[:EVENTS]),
        "more": more,
        "begins": not before,
        "remarks": one.remarks.select_related("made_by", "unit").order_by("-id") if not before else (),
        "remark_form": RemarkForm(),
    }


PARTS: dict[str, Callable[[SignedIn, Task], dict[str, Any]]] = {
    "sources": _sources,
    "reports": _reports,
    "decisions": _decisions,
    "story": _story,
}


@require_POST
@needs(Right.REMARK)
def remark(request: SignedIn, pk: int) -> HttpResponse:
    """留言, or 批示 where a leader presses that button."""
    one = task_for(request.user, pk)
    form = RemarkForm(request.POST)
    instructs = request.POST.get("act") == "instruct"
    try:
        words = form.cleaned_data["text"] if form.is_valid() else ""
        (write_instruction if instructs else add_remark)(one, actor=request.user, text=words)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("批示已写入，承办单位会收到通知。") if instructs else _("已留言。"))
    return redirect("tasks:task", pk)


@require_GET
@needs(Right.SEE_TASKS)
def evidence(request: SignedIn, pk: int) -> HttpResponse:
    """A piece of evidence, byte for byte, as an attachment."""
    found = get_object_or_404(Evidence.objects.select_related("source", "assignment"), pk=pk)
    task_for(request.user, found.assignment.task_id)
    try:
        return as_attachment(found.source)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("tasks:task", found.assignment.task_id)
