"""The tasks behind a figure."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight import asked as asking
from luoshi.duban.oversight.dashboards.tabs import tabs
from luoshi.duban.oversight.dashboards.turned import light_of
from luoshi.duban.oversight.dashboards.wanted import Wanted
from luoshi.duban.oversight.lights.wording import forecast, why
from luoshi.duban.oversight.models import TaskLight
from luoshi.duban.tasks.paging import page_of


@require_GET
@needs(Right.SEE_OVERVIEW)
def rows(request: SignedIn) -> HttpResponse:
    """A page of tasks, each with its light and who was asked when."""
    user, today = request.user, clock.today()
    wanted = Wanted.of(request.GET)
    page = page_of(wanted.tasks(user, today).order_by("due", "pk"), request.GET.get("page"))
    tasks = list(page.object_list)
    keys = [task.pk for task in tasks]
    lights = TaskLight.objects.in_bulk(keys)
    asked = asking.latest(keys)
    shown = [(task, *_told(lights.get(task.pk)), asked.get(task.pk)) for task in tasks]
    context = {
        "tabs": tabs(user, "dashboards:overview"),
        "words": wanted.words(user),
        "page": page,
        "rows": shown,
    }
    return render(request, "dashboards/rows.html", context)


def _told(row: TaskLight | None) -> tuple[TaskLight | None, str, str]:
    if row is None:
        return None, "", ""
    light = light_of(row)
    return row, why(light), forecast(light)
