"""Somebody else was first: both versions side by side, what was sent kept to be sent again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from luoshi.duban.accounts.guards import SignedIn
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.desk.news import pile
from luoshi.duban.tasks.desk.page import look_at
from luoshi.duban.tasks.models import AssignmentRole, Plan, Task
from luoshi.duban.tasks.views.desk import context
from luoshi.errors import LuoshiError

_ROLES = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE, AssignmentRole.SUPPORTING)


def conflict(request: SignedIn, plan: Plan, error: LuoshiError) -> HttpResponse:
    """The refusal, the task as it stands now beside what was sent, and the whole desk as it is now."""
    stands = pile(plan)
    shown = look_at(plan)
    task = _task(request, plan)
    rows = _rows(request, task) if task else []
    last = plan.desk_changes.select_related("made_by").order_by("-number").first()
    who = last.made_by.name if last and last.made_by_id != request.user.pk else ""
    more = {
        **context(request, shown, stands),
        "out_of_band": True,
        "error": error,
        "rows": rows,
        "who": who,
        "when": last.made_at if last else None,
    }
    return render(request, "tasks/desk/conflict.html", more, status=409)


def _task(request: SignedIn, plan: Plan) -> Task | None:
    keys = [word[1:].partition(":")[0] for word in request.POST.getlist("ref") if word.startswith("t")]
    if len(keys) != 1 or not keys[0].isdigit():
        return None
    return wording.for_tables(Task.objects.filter(plan=plan, pk=int(keys[0]))).first()


def _rows(request: SignedIn, task: Task) -> list[dict[str, str]]:
    """Line by line: what stands there now, and what was sent."""
    sent = request.POST
    rows = []
    if "text" in sent:
        rows.append({"label": _("工作任务"), "theirs": task.text, "mine": sent["text"]})
    if "steps" in sent:
        steps = "\n".join(step.text for step in task.steps.all())
        rows.append({"label": _("举措"), "theirs": steps, "mine": sent["steps"]})
    if "words" in sent or "kind" in sent:
        mine = sent.get("words") or sent.get("kind", "")
        rows.append({"label": _("完成时限"), "theirs": wording.limit(task), "mine": mine})
    if any(f"{role.value}_typed" in sent for role in _ROLES):
        for role in _ROLES:
            mine = "、".join([*sent.getlist(f"{role.value}_name"), sent.get(f"{role.value}_typed", "")]).strip("、")
            rows.append({"label": str(role.label), "theirs": "、".join(wording.names(task, role)), "mine": mine})
    return rows
