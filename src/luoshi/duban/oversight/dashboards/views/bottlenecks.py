"""卡点."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.dashboards import bottlenecks as content
from luoshi.duban.oversight.dashboards.bottlenecks import SOURCES, WAITS, Wait, days_waited
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.dashboards.tabs import tabs
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.models import Assignment

PAGE = 50


@require_GET
@needs(Right.SEE_OVERVIEW)
def bottlenecks(request: SignedIn) -> HttpResponse:
    """Where work waits and for whom."""
    found = content.held(_seen(request))
    context = {
        "tabs": tabs(request.user, "dashboards:bottlenecks"),
        "found": found,
        "chart": content.bottleneck_chart(found),
    }
    return render(request, "dashboards/bottlenecks.html", context)


@require_GET
@needs(Right.SEE_OVERVIEW)
def waiting(request: SignedIn, wait: str) -> HttpResponse:
    """What waits, one by one, the longest first; ``whom`` narrows to one of those it waits for."""
    if wait not in list(Wait):
        raise Http404
    kind = Wait(wait)
    source = SOURCES[kind]
    rows = content.waiting(_seen(request), kind)
    whom = request.GET.get("whom", "")
    if whom and source.whom:
        rows = rows.filter(**{source.whom: "" if whom == content.UNNAMED else whom})
    way = source.assignment
    rows = rows.select_related(f"{way}task", f"{way}unit", f"{way}latest")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request.user, "dashboards:bottlenecks"),
        "title": WAITS[kind],
        "whom": whom if source.whom else "",
        "is_help": kind is Wait.HELP,
        "page": page,
        "rows": [_row(row, source.since, way) for row in page],
    }
    return render(request, "dashboards/waiting.html", context)


def _seen(request: SignedIn) -> Seen:
    return Seen(request.user, Asked(), clock.today())


def _row(row: Any, since: str, way: str) -> tuple[Assignment, date | datetime | None, int]:  # noqa: ANN401
    assignment: Assignment = row.assignment if way else row
    moment = getattr(assignment.latest if since.startswith("latest") else row, since.removeprefix("latest__"))
    return assignment, moment, days_waited(moment, clock.today())
