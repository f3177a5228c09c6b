"""Addresses of lights."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.oversight.views import changes, confidence, milestones, rules

app_name = "oversight"
urlpatterns = [
    path("tasks/lights/", changes.changes, name="light-changes"),
    path("tasks/<int:pk>/confidence/", confidence.confidence, name="confidence"),
    path("tasks/<int:pk>/milestones/", milestones.milestones, name="milestones"),
    path("registers/<int:register>/lights/", rules.rules, name="light-rules"),
]
