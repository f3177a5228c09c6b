"""Walking through a meeting: one item a screen, and what is decided about it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.meetings.actions.note_decision import Decided, note_decision
from luoshi.duban.oversight.meetings.forms.decision import DecisionForm
from luoshi.duban.oversight.meetings.models import Meeting, MeetingItem, MeetingState
from luoshi.duban.oversight.meetings.queries import meeting_for
from luoshi.duban.oversight.meetings.screen import item_for, screen
from luoshi.duban.problems import ChangedMeanwhile
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.SUPERVISE)
def item(request: SignedIn, meeting: int, number: int) -> HttpResponse:
    """One item.  Posted, the decision is kept, and the screen goes where ``go`` says: a number, or the whole."""
    shown = meeting_for(request.user, meeting)
    one = item_for(shown, number)
    if request.method != "POST":
        return _page(request, shown, one, DecisionForm(one))
    form = DecisionForm(one, request.POST)
    if not form.is_valid():
        return _page(request, shown, one, form, status=422)
    try:
        note_decision(one, form.decided, actor=request.user, version=form.cleaned_data["version"])
    except ChangedMeanwhile:
        return _conflict(request, shown, number, form)
    except LuoshiError as error:
        return _page(request, shown, one, form, problem=error, status=422)
    return _onwards(request, shown, number)


def _onwards(request: SignedIn, shown: Meeting, number: int) -> HttpResponse:
    go = request.POST.get("go", "")
    if go == "whole":
        return redirect("meetings:meeting", shown.pk)
    last = shown.items.count()
    wanted = int(go) if go.isascii() and go.isdigit() and len(go) < 5 else number
    return redirect("meetings:item", shown.pk, min(max(1, wanted), last))


def _conflict(request: SignedIn, shown: Meeting, number: int, form: DecisionForm) -> HttpResponse:
    """Both versions side by side; what was typed stays in the form, over the version that is shown now."""
    fresh = item_for(shown, number)
    mine, theirs = form.decided, Decided.of(fresh)
    rows = [
        {"label": _("议定事项"), "theirs": theirs.words, "mine": mine.words},
        {"label": _("谁来办"), "theirs": _name(theirs), "mine": _name(mine)},
        {"label": _("办到哪天"), "theirs": _day(theirs), "mine": _day(mine)},
        {"label": _("怎样落实"), "theirs": str(theirs.becomes.label), "mine": str(mine.becomes.label)},
    ]
    data = request.POST.copy()
    data["version"] = str(fresh.version)
    again = DecisionForm(fresh, data)
    context = {"conflict": rows, "who": fresh.noted_by.name if fresh.noted_by else "", "when": fresh.noted_at}
    return _page(request, shown, fresh, again, status=409, **context)


def _name(decided: Decided) -> str:
    return decided.unit.name if decided.unit is not None else ""


def _day(decided: Decided) -> str:
    return decided.due.isoformat() if decided.due is not None else ""


def _page(
    request: SignedIn, shown: Meeting, one: MeetingItem, form: DecisionForm, *, status: int = 200, **more: object
) -> HttpResponse:
    count: int = getattr(shown, "tasks", 0)
    context = {
        "meeting": shown,
        "screen": screen(one),
        "form": form,
        "number": one.number,
        "count": count,
        "previous": one.number - 1 if one.number > 1 else None,
        "next": one.number + 1 if one.number < count else None,
        "is_open": shown.state == MeetingState.OPEN,
        "problem": None,
        "conflict": None,
        **more,
    }
    return render(request, "meetings/item.html", context, status=status)
