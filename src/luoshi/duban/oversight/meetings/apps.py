"""The app's name for Django."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """调度会."""

    name = "luoshi.duban.oversight.meetings"
    label = "meetings"
    verbose_name = "调度会"

    def ready(self) -> None:
        """Tell units what was decided."""
        import_module("luoshi.duban.oversight.meetings.news").offer_news()
