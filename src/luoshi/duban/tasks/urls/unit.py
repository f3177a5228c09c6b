"""The work of a unit."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import unit

urlpatterns = [
    path("units/<int:unit>/tasks/", unit.unit, name="unit"),
    path("units/<int:unit>/tasks/burden/", unit.burden, name="unit-burden"),
    path("units/<int:unit>/tasks/matters/", unit.matters, name="unit-matters"),
]
