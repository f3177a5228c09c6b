"""The addresses of the application, app by app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("luoshi.duban.accounts.urls")),
    path("", include("luoshi.duban.organisations.urls")),
    path("", include("luoshi.duban.registers.urls")),
    path("", include("luoshi.duban.documents.urls")),
    path("", include("luoshi.duban.tasks.urls")),
    path("", include("luoshi.duban.oversight.publication.urls")),
    path("", include("luoshi.duban.oversight.lookback.urls")),
    path("", include("luoshi.duban.oversight.feeds.urls")),
    path("", include("luoshi.duban.oversight.urls")),
    path("", include("luoshi.duban.oversight.dashboards.urls")),
    path("", include("luoshi.duban.oversight.meetings.urls")),
    path("", include("luoshi.duban.oversight.reminders.urls")),
    path("", include("luoshi.duban.oversight.letters.urls")),
    path("", include("luoshi.duban.oversight.bulletins.urls")),
    path("", include("luoshi.duban.oversight.appraisal.urls")),
    path("", include("luoshi.duban.oversight.inspections.urls")),
    path("", include("luoshi.duban.ui.urls")),
]
