"""Carrying a register over into the next year."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.urls.issuing import TABLE_KIND
from luoshi.duban.tasks.views import carry_over

urlpatterns = [
    path("registers/<int:register>/carry-over/", carry_over.carry, name="carry-over"),
    path("carry-overs/<int:carry_over>/", carry_over.carried, name="carried"),
    path(f"carry-overs/<int:carry_over>/list.{TABLE_KIND}", carry_over.paper, name="carried-paper"),
]
