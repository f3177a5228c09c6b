"""The figures of a chart as an Excel sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.dashboards.bottlenecks import bottleneck_chart, held
from luoshi.duban.oversight.dashboards.charts import Chart
from luoshi.duban.oversight.dashboards.landed import By, scan
from luoshi.duban.oversight.dashboards.overview import landed_chart, trend_chart
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.dashboards.timeline import bars, timed
from luoshi.duban.oversight.dashboards.timeline import grid as timeline_grid
from luoshi.duban.oversight.dashboards.views.overview import by_of
from luoshi.duban.oversight.dashboards.workload import workload_chart
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.issuing.papers import response
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.paging import page_of
from luoshi.errors import LuoshiError
from luoshi.layout import excel as sheets
from luoshi.layout.grid import Grid


@require_GET
@needs(Right.SEE_OVERVIEW)
def excel(request: SignedIn, chart: str) -> HttpResponse:
    """The table of *chart*, narrowed as the page was."""
    try:
        grid = _grid(request, chart)
        workbook = sheets.new_workbook(title=grid.title)
        sheets.add_sheet(workbook, grid)
        return response(sheets.save(workbook), f"{grid.title}-{clock.today():%Y-%m-%d}.xlsx")
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("dashboards:overview")


@in_chinese
def _grid(request: SignedIn, chart: str) -> Grid:
    seen = Seen(request.user, Asked.of(request.GET), clock.today())
    narrowed = "，".join(f"{chip.name}：{chip.words}" for chip, _url in seen.chips)
    note = f"{request.user.office}　　{seen.today:%Y-%m-%d}" + (f"　　{narrowed}" if narrowed else "")
    if chart == "timeline":
        page = page_of(timed(seen), request.GET.get("page"))
        return timeline_grid(bars(list(page.object_list), seen.today), note)
    return _chart(seen, chart, by_of(request.GET.get("by", ""), seen)).grid(note)


def _chart(seen: Seen, chart: str, by: By) -> Chart:
    if chart == "landed":
        return landed_chart(seen, by, scan(seen.tasks, by, seen.today))
    if chart == "trend":
        return trend_chart(seen)
    if chart == "workload":
        return workload_chart(seen)
    if chart == "bottlenecks":
        return bottleneck_chart(held(seen))
    raise Http404
