"""节点: a task's plan, entered or replaced as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.clock import ZONE
from luoshi.duban.oversight.actions.set_milestones import Planned, set_milestones
from luoshi.duban.oversight.forms.milestones import STEPS, MilestonesForm, NodeForm, filled, rows_of, typed
from luoshi.duban.oversight.models import Milestone
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.duban.tasks.models import Task
from luoshi.duban.tasks.queries import task_for
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.CHANGE_ISSUED)
def milestones(request: SignedIn, pk: int) -> HttpResponse:
    """The nodes as rows; ``fill`` puts quarters or months on the straight line into them, nothing is saved then."""
    task = task_for(request.user, pk)
    now = _planned(task)
    if request.method == "GET":
        return _page(request, task, MilestonesForm(initial={"version": task.version}), rows_of(now))
    fill = request.POST.get("fill", "")
    if fill in STEPS:
        kept = {name: request.POST.get(name, "") for name in ("basis_kind", "basis", "version")}
        return _page(request, task, MilestonesForm(initial=kept), rows_of(filled(task, fill)))
    form, rows = MilestonesForm(request.POST), rows_of(now, request.POST)
    if not form.is_valid() or not rows.is_valid():
        return _page(request, task, form, rows, status=422)
    try:
        made = set_milestones(
            task, typed(rows), actor=request.user, version=form.cleaned_data["version"], basis=form.resting_on
        )
    except ChangedMeanwhile as error:
        return _stale(request, pk, rows, error)
    except LuoshiError as error:
        form.add_error(None, sentence(error))
        return _page(request, task, form, rows, status=409)
    count = len(made)
    done = ngettext("已保存%(count)s个节点，序时进度按节点计算。", "已保存%(count)s个节点，序时进度按节点计算。", count)
    messages.success(request, done % {"count": count} if count else _("已取消节点，序时进度按时间均匀计算。"))
    return redirect("tasks:task", pk)


def _planned(task: Task) -> list[Planned]:
    rows = Milestone.objects.filter(task=task).order_by("day")
    return [Planned(row.day, row.percent, row.words) for row in rows]


def _stale(request: SignedIn, pk: int, rows: forms.BaseFormSet[NodeForm], error: ChangedMeanwhile) -> HttpResponse:
    """What was typed, over the newer version, beside the nodes that stand now."""
    fresh = task_for(request.user, pk)
    kept = request.POST.copy()
    kept["version"] = str(fresh.version)
    form = MilestonesForm(kept)
    form.full_clean()
    form.add_error(None, sentence(error))
    theirs, mine = ("；".join(node.line for node in nodes) for nodes in (_planned(fresh), typed(rows)))
    conflict = [
        {"label": _("节点"), "theirs": theirs, "mine": mine},
        {"label": _("完成时限"), "theirs": fresh.due.isoformat() if fresh.due else "", "mine": ""},
    ]
    return _page(request, fresh, form, rows, status=409, conflict=conflict)


def _page(
    request: SignedIn,
    task: Task,
    form: MilestonesForm,
    rows: forms.BaseFormSet[NodeForm],
    *,
    status: int = 200,
    **more: Any,  # noqa: ANN401 -- what the template shows
) -> HttpResponse:
    issued = None if task.issued_at is None else task.issued_at.astimezone(ZONE).date()
    context = {"task": task, "form": form, "rows": rows, "issued": issued, **more}
    return render(request, "oversight/lights/milestones.html", context, status=status)
