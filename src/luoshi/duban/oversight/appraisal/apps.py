"""The app's name for Django."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """考评."""

    name = "luoshi.duban.oversight.appraisal"
    label = "appraisal"
    verbose_name = "考评"

    def ready(self) -> None:
        """Keep what was scored, tell units of it; models exist by now."""
        import_module("luoshi.duban.oversight.appraisal.keeping").keep_what_was_scored()
        import_module("luoshi.duban.oversight.appraisal.news").offer_news()
