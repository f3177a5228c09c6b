"""工作量."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.dashboards.tabs import tabs
from luoshi.duban.oversight.dashboards.workload import workload_chart
from luoshi.duban.tasks.ledger.asked import Asked


@require_GET
@needs(Right.SEE_OVERVIEW)
def workload(request: SignedIn) -> HttpResponse:
    """What each unit has in hand."""
    seen = Seen(request.user, Asked.of(request.GET), clock.today())
    context = {
        "tabs": tabs(request.user, "dashboards:workload"),
        "chart": workload_chart(seen),
        "narrowing": seen.chips,
    }
    return render(request, "dashboards/workload.html", context)
