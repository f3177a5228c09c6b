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
        """Keep what was concluded, offer inspections for a selection, count at the supervision desk, be news."""
        import_module("luoshi.duban.oversight.inspections.keeping").keep_what_was_concluded()
        import_module("luoshi.duban.oversight.inspections.offering").offer()
        import_module("luoshi.duban.oversight.inspections.news").offer_news()
