"""分办: the parts that a unit gives to units below it, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.acting import assignment_for
from luoshi.duban.tasks.actions.break_down import break_down_among, close_part, send_back_part, withdraw_part
from luoshi.duban.tasks.forms.asking import PartForm
from luoshi.duban.tasks.models import OVER, Assignment
from luoshi.duban.tasks.parts import part_for, parts_of, progress_of, units_to_choose
from luoshi.duban.tasks.views.way_back import way_back
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.REPORT)
def parts(request: SignedIn, pk: int) -> HttpResponse:
    """The parts of an assignment with the progress of all, and a form for further ones."""
    assignment = assignment_for(request.user, pk)
    choice = units_to_choose(assignment)
    form = PartForm(request.POST or None, units=choice)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                given = break_down_among(assignment, actor=request.user, parts=form.parts)
            except LuoshiError as error:
                form.add_error(None, sentence(error))
                status = 409
            else:
                count = len(given)
                told = ngettext("已分办给%(count)s个单位。", "已分办给%(count)s个单位。", count) % {"count": count}
                messages.success(request, told)
                return redirect("tasks:parts", pk)
    rows = list(parts_of(assignment))
    context = {
        "assignment": assignment,
        "task": assignment.task,
        "parts": rows,
        "progress": progress_of(rows),
        "form": form if assignment.state not in OVER and choice.exists() else None,
    }
    return render(request, "tasks/life/parts.html", context, status=status)


@require_POST
@needs(Right.REPORT)
def close(request: SignedIn, pk: int) -> HttpResponse:
    """分办办结."""
    return _act(request, pk, close_part, _("已办结。"))


@require_POST
@needs(Right.REPORT)
def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """退办, with a reason."""
    return _act(request, pk, send_back_part, _("已退办。"), reason=request.POST.get("reason", ""))


@require_POST
@needs(Right.REPORT)
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """撤回分办, with a reason."""
    return _act(request, pk, withdraw_part, _("已撤回。"), reason=request.POST.get("reason", ""))


def _act(
    request: SignedIn, pk: int, action: Callable[..., Assignment], words: str | Promise, **said: str
) -> HttpResponse:
    part = part_for(request.user, pk)
    if part is None or part.parent_id is None:
        raise Http404
    try:
        action(part, actor=request.user, **said)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, f"{part.name}：{words}")
    return redirect(way_back(request, reverse("tasks:parts", args=[part.parent_id])))
