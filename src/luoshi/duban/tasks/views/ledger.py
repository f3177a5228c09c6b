"""The list of tasks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.forms.ledger import TaskFilter
from luoshi.duban.tasks.models import OVER
from luoshi.duban.tasks.paging import page_of
from luoshi.duban.tasks.queries import tasks_visible_to


@require_GET
@needs(Right.SEE_TASKS)
def tasks(request: SignedIn) -> HttpResponse:
    """The issued tasks that the person may see, newest plan first, narrowed by the filters."""
    today = clock.today()
    asked = TaskFilter(request.GET, office=request.user.office)
    found = asked.narrow(tasks_visible_to(request.user).filter(issued_at__isnull=False), today=today)
    page = page_of(found.order_by("-issued_at", "position", "id"), request.GET.get("page"))
    context = {"page": page, "filter": asked, "today": today, "over": OVER, "narrowed": any(request.GET.values())}
    context["may_import"] = may(request.user, Right.IMPORT_LEDGER)
    return render(request, "tasks/ledger/tasks.html", context)
