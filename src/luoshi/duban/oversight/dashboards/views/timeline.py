"""时限."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.dashboards import timeline as content
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.dashboards.tabs import tabs
from luoshi.duban.oversight.dashboards.timeline import SCALES, Scale
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.paging import page_of


@require_GET
@needs(Right.SEE_OVERVIEW)
def timeline(request: SignedIn) -> HttpResponse:
    """A page of bars by weeks or months (``scale``)."""
    seen = Seen(request.user, Asked.of(request.GET), clock.today())
    today = seen.today
    chosen = request.GET.get("scale", "")
    scale = Scale(chosen) if chosen in list(Scale) else Scale.MONTH
    page = page_of(content.timed(seen), request.GET.get("page"))
    bars = content.bars(list(page.object_list), today)
    query = request.GET.copy()
    query.pop("scale", None)
    context = {
        "tabs": tabs(request.user, "dashboards:timeline"),
        "page": page,
        "bars": bars,
        "data": content.data(bars, scale, today),
        "sentence": content.sentence(bars, page.paginator.count, today),
        "scales": [(name, f"?{query.urlencode()}&scale={one}", one is scale) for one, name in SCALES.items()],
        "narrowing": seen.chips,
        "excel": f"{reverse('dashboards:excel', args=('timeline',))}?{request.GET.urlencode()}",
    }
    return render(request, "dashboards/timeline.html", context)
