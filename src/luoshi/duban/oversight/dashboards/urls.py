"""The addresses of the overview."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.oversight.dashboards.views import bottlenecks, excel, overview, rows, timeline, workload

app_name = "dashboards"
urlpatterns = [
    path("overview/", overview.overview, name="overview"),
    path("overview/tasks/", rows.rows, name="rows"),
    path("overview/timeline/", timeline.timeline, name="timeline"),
    path("overview/workload/", workload.workload, name="workload"),
    path("overview/bottlenecks/", bottlenecks.bottlenecks, name="bottlenecks"),
    path("overview/bottlenecks/<str:wait>/", bottlenecks.waiting, name="waiting"),
    path("overview/<str:chart>.xlsx", excel.excel, name="excel"),
]
