"""The app's name for Django; what it adds to the pages of tasks."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """督查."""

    name = "luoshi.duban.oversight.inspections"
    label = "inspections"
    verbose_name = "督查"

    def ready(self) -> None:
        """Offer inspections for a selection, count at the supervision desk, tell in the tasks' story."""
        import_module("luoshi.duban.oversight.inspections.offering").offer()
