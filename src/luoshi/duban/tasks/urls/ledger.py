"""Tasks: the list, one task, and what changes it after issue."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import changing, ledger

urlpatterns = [
    path("tasks/", ledger.tasks, name="tasks"),
    path("tasks/<int:pk>/", ledger.task, name="task"),
    path("tasks/<int:pk>/change/", changing.change, name="change"),
    path("tasks/<int:pk>/withdraw/", changing.withdraw, name="withdraw"),
    path("tasks/changes/<int:pk>/attach/", changing.attach, name="attach-paper"),
    path("tasks/changes/<int:pk>/paper/", changing.paper, name="paper"),
]
