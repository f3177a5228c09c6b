"""The addresses of inspections."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.oversight.inspections.views import inspections, items, papers, returned, route, stops

app_name = "inspections"
urlpatterns = [
    path("inspections/", inspections.inspections, name="list"),
    path("inspections/new/", inspections.new, name="new"),
    path("inspections/<int:inspection>/", inspections.inspection, name="inspection"),
    path("inspections/<int:inspection>/edit/", inspections.edit, name="edit"),
    path("inspections/<int:inspection>/act/", inspections.act, name="act"),
    path("inspections/<int:inspection>/end/", inspections.end, name="end"),
    path("inspections/<int:inspection>/route/", route.route, name="route"),
    path("inspections/<int:inspection>/items/add/", items.add, name="add-item"),
    path("inspections/<int:inspection>/sheets/<str:kind>/", papers.sheets, name="sheets"),
    path("inspections/<int:inspection>/plan.<str:kind>", papers.plan, name="plan"),
    path("inspections/<int:inspection>/report.<str:kind>", papers.report, name="report"),
    path("inspections/<int:inspection>/findings.xlsx", papers.findings, name="findings"),
    path("inspections/<int:inspection>/returned/", returned.returned, name="returned"),
    path("inspections/<int:inspection>/returned/take-in/", returned.take_in, name="take-in"),
    path("inspections/returned/<int:returned>/", returned.returned_file, name="returned-file"),
    path("inspections/returned/<int:returned>/set-aside/", returned.put_aside, name="set-aside"),
    path("inspections/items/<int:item>/", items.item, name="item"),
    path("inspections/items/<int:item>/wording/", items.wording, name="item-wording"),
    path("inspections/items/<int:item>/drop/", items.drop, name="drop-item"),
    path("inspections/items/<int:item>/reopen/", items.reopen, name="reopen"),
    path("inspections/files/<int:file>/", items.finding_file, name="finding-file"),
    path("inspections/stops/<int:stop>/", stops.stop, name="stop"),
    path("inspections/stops/<int:stop>/sheet.<str:kind>", papers.sheet, name="sheet"),
    path("inspections/stops/<int:stop>/conclusion.<str:kind>", papers.conclusion, name="conclusion-paper"),
    path("inspections/stops/<int:stop>/conclusion/", stops.conclusion, name="conclusion"),
    path("inspections/stops/<int:stop>/act/", stops.act, name="stop-act"),
    path("inspections/stops/<int:stop>/review/", stops.review, name="review"),
]
