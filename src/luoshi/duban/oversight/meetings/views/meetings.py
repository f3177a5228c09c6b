"""Meetings: the list, a new one, one as a whole, its end and its minutes."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.dashboards.tabs import tabs
from luoshi.duban.oversight.meetings.actions.call_meeting import call_meeting
from luoshi.duban.oversight.meetings.actions.end_meeting import end_meeting
from luoshi.duban.oversight.meetings.forms.call import CallForm
from luoshi.duban.oversight.meetings.forms.decision import EndForm
from luoshi.duban.oversight.meetings.minutes import minutes
from luoshi.duban.oversight.meetings.models import Becomes, Meeting, MeetingState
from luoshi.duban.oversight.meetings.queries import items_of, meeting_for, visible_to
from luoshi.duban.problems import ChangedMeanwhile, Refused, sentence
from luoshi.duban.tasks.issuing.papers import response
from luoshi.errors import LuoshiError

PAGE = 50
_KINDS = ("docx", "pdf")


@require_GET
@needs(Right.SUPERVISE)
def meetings(request: SignedIn) -> HttpResponse:
    """The meetings of the office, the newest first."""
    page = Paginator(visible_to(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "meetings/meetings.html", {"tabs": _tabs(request), "page": page})


@require_http_methods(["GET", "POST"])
@needs(Right.SUPERVISE)
def call(request: SignedIn) -> HttpResponse:
    """A new meeting: what it is and which tasks it looks at; it begins with the first of them."""
    if request.user.office is None:
        raise Http404
    form = CallForm(request.POST if request.method == "POST" else None, user=request.user)
    problem: LuoshiError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = call_meeting(form.details, form.choice, actor=request.user)
            return redirect("meetings:item", made.pk, 1)
        except Refused as error:
            problem = error
    status = 422 if problem or form.errors else 200
    context = {"tabs": _tabs(request), "form": form, "problem": problem}
    return render(request, "meetings/call.html", context, status=status)


@require_GET
@needs(Right.SUPERVISE)
def meeting(request: SignedIn, meeting: int) -> HttpResponse:
    """The whole: every item with its decision, and how it ends."""
    return _page(request, meeting_for(request.user, meeting))


def _page(
    request: SignedIn,
    shown: Meeting,
    *,
    form: EndForm | None = None,
    problem: LuoshiError | None = None,
    status: int = 200,
) -> HttpResponse:
    items = list(items_of(shown))
    decided = [item for item in items if item.decision]
    new = sum(item.becomes == Becomes.TASK for item in decided)
    is_open = shown.state == MeetingState.OPEN
    context = {
        "tabs": _tabs(request),
        "meeting": shown,
        "items": items,
        "decided": len(decided),
        "new": new,
        "instructions": sum(item.becomes == Becomes.INSTRUCTION for item in decided),
        "is_open": is_open,
        "form": (form or EndForm(shown, needs_register=bool(new))) if is_open else None,
        "problem": problem,
    }
    return render(request, "meetings/meeting.html", context, status=status)


@require_http_methods(["POST"])
@needs(Right.SUPERVISE)
def end(request: SignedIn, meeting: int) -> HttpResponse:
    """Carry out what was decided."""
    shown = meeting_for(request.user, meeting)
    form = EndForm(shown, request.POST)
    if not form.is_valid():
        return _page(request, shown, form=form, status=422)
    data = form.cleaned_data
    try:
        end_meeting(shown, actor=request.user, version=data["version"], register=data["register"])
    except LuoshiError as error:
        status = 409 if isinstance(error, ChangedMeanwhile) else 422
        return _page(request, meeting_for(request.user, meeting), problem=error, status=status)
    messages.success(request, _("会议已结束，议定事项已经转办。"))
    return redirect("meetings:meeting", shown.pk)


@require_GET
@needs(Right.SUPERVISE)
def paper(request: SignedIn, meeting: int, kind: str) -> HttpResponse:
    """The minutes as Word or PDF."""
    if kind not in _KINDS:
        raise Http404
    shown = meeting_for(request.user, meeting)
    try:
        return response(minutes(shown, kind), f"{shown.title}纪要.{kind}")
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("meetings:meeting", shown.pk)


def _tabs(request: SignedIn) -> list[dict[str, object]]:
    return tabs(request.user, "meetings:meetings")
