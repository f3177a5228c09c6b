"""The app's name for Django."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class LookbackConfig(AppConfig):
    """回头看."""

    name = "luoshi.duban.oversight.lookback"
    label = "lookback"
    verbose_name = "回头看"

    def ready(self) -> None:
        """Count at the supervision desk what waits, and tell in a task's story what was found; tell units."""
        import_module("luoshi.duban.oversight.lookback.offering").offer()
        import_module("luoshi.duban.oversight.lookback.news").offer_news()
