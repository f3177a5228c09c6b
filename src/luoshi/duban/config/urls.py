"""The addresses of the application, app by app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("luoshi.duban.accounts.urls")),
    path("", include("luoshi.duban.organisations.urls")),
    path("", include("luoshi.duban.registers.urls")),
    path("", include("luoshi.duban.documents.urls")),
    path("", include("luoshi.duban.tasks.urls")),
    path("", include("luoshi.duban.oversight.urls")),
    path("", include("luoshi.duban.oversight.appraisal.urls")),
    path("", include("luoshi.duban.ui.urls")),
]
