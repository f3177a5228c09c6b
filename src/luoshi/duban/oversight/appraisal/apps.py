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
        """Tell units of their scores."""
        import_module("luoshi.duban.oversight.appraisal.news").offer_news()
