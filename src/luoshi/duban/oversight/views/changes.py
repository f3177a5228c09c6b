"""亮灯变化: what turned yellow, orange or red since a day, and why."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.turning import ALARMS, counted, monday, turned
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.oversight.models import LightChange
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import Task

PAGE = 50


@require_GET
@needs(Right.SEE_TASKS)
def changes(request: SignedIn) -> HttpResponse:
    """The turns since ``since`` (Monday where none is said), all or of one ``colour``, the newest first."""
    since = _day(request.GET.get("since", "")) or monday(clock.today())
    asked = request.GET.get("colour", "")
    colour = Colour(asked) if asked in ALARMS else None
    counts = counted(request.user, since)
    rows = turned(request.user, since).select_related("task__light", "task__register").order_by("-on", "-pk")
    page = Paginator(rows.filter(colour=colour) if colour else rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "since": since,
        "colour": colour,
        "page": page,
        "rows": _with_units(list(page.object_list)),
        "tabs": _tabs(since, colour, counts),
        "total": sum(counts.values()),
    }
    return render(request, "oversight/lights/changes.html", context)


def _with_units(changes: list[LightChange]) -> list[tuple[LightChange, Task]]:
    keys = [change.task_id for change in changes]
    tasks = {task.pk: task for task in wording.with_units(Task.objects.filter(pk__in=keys))}
    return [(change, tasks[change.task_id]) for change in changes]


def _tabs(since: date, here: Colour | None, counts: dict[Colour, int]) -> list[dict[str, object]]:
    address = f"{reverse('oversight:light-changes')}?since={since.isoformat()}"
    tabs: list[dict[str, object]] = [
        {"title": _("全部"), "url": address, "here": here is None, "count": sum(counts.values())}
    ]
    for colour in ALARMS:
        if colour in counts or colour is here:
            title = _("转%(light)s") % {"light": NAMES[colour]}
            url = f"{address}&colour={colour}"
            tabs.append({"title": title, "url": url, "here": here is colour, "count": counts.get(colour, 0)})
    return tabs


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None
