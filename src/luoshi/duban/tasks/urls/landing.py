"""How much of a document has landed."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import landing

urlpatterns = [
    path("documents/<int:document>/landing/", landing.landing, name="landing"),
]
