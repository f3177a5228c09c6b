"""催办 by hand: one task, or a selection of the ledger."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.reminders.actions.chase import chase_tasks, levels_of
from luoshi.duban.oversight.reminders.chasing import Chased, look
from luoshi.duban.oversight.reminders.forms.chasing import ChaseForm
from luoshi.duban.oversight.reminders.hours import is_quiet, next_opening
from luoshi.duban.oversight.reminders.office import rules_of
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.ledger.saved import Opened
from luoshi.duban.tasks.ledger.selection import MOST, selected
from luoshi.duban.tasks.models import Task
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.SUPERVISE)
def chase(request: SignedIn) -> HttpResponse:
    """Who would be told of what; confirmed, they are.  ``?task=`` or the form of the ledger says which tasks."""
    office = request.user.office
    if office is None:
        raise Http404
    confirms = request.method == "POST" and request.POST.get("confirm") == "1"
    tasks = _chosen(request)
    form = ChaseForm(request.POST if confirms else None)
    problem = ""
    if confirms and form.is_valid():
        try:
            _made, found = chase_tasks(tasks, actor=request.user, **form.cleaned_data)
        except LuoshiError as error:
            problem = sentence(error)
        else:
            _say(request, found)
            return redirect(_back(tasks))
    today = clock.today()
    rows, _vacant, _holders = look(tasks, office, today, levels_of(with_head=bool(form.data.get("with_head"))))
    rules, now = rules_of(office.pk), clock.now()
    context = {
        "form": form,
        "rows": rows,
        "going": sum(one.refusal is None for one in rows),
        "problem": problem,
        "opens": next_opening(rules, now) if is_quiet(rules, now) else None,
        "back": _back(tasks),
    }
    return render(request, "reminders/chase.html", context, status=409 if problem else 200)


def _chosen(request: SignedIn) -> list[Task]:
    """The tasks that were chosen, as far as the person sees them, at most a thousand."""
    data: QueryDict = request.POST if request.method == "POST" else request.GET
    asked = Opened.by(request.user, request.GET).asked
    tasks = selected(request.user, asked, data, clock.today()).select_related("office", "register")
    return list(tasks.order_by("due", "pk")[:MOST])


def _back(tasks: list[Task]) -> str:
    return reverse("tasks:task", args=[tasks[0].pk]) if len(tasks) == 1 else reverse("tasks:tasks")


def _say(request: SignedIn, found: list[Chased]) -> None:
    went = [one for one in found if one.refusal is None]
    names = list(dict.fromkeys(name for one in went for name in one.people))
    words = ngettext("已催办%(count)s项，通知%(people)s。", "已催办%(count)s项，通知%(people)s。", len(went))
    messages.success(request, words % {"count": len(went), "people": _("、").join(names)})
    for one in found:
        if one.refusal is not None:
            messages.warning(request, sentence(one.refusal))
