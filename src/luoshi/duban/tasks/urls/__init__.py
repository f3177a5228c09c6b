"""The addresses of plans and tasks, area by area."""

from __future__ import annotations

from luoshi.duban.tasks.urls import issuing, ledger

app_name = "tasks"
urlpatterns = [*issuing.urlpatterns, *ledger.urlpatterns]
