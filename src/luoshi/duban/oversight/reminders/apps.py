"""The app's name for Django; what it adds to the pages of tasks."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """催办."""

    name = "luoshi.duban.oversight.reminders"
    label = "reminders"
    verbose_name = "催办"

    def ready(self) -> None:
        """Tell reminders in stories, offer chasing for a selection, count at the supervision desk, take news."""
        import_module("luoshi.duban.oversight.reminders.telling").tell_in_stories()
        import_module("luoshi.duban.oversight.reminders.offering").offer()
        import_module("luoshi.duban.oversight.reminders.asking").offer_askings()
        take_news = import_module("luoshi.duban.oversight.reminders.actions.plan_news").take_news
        import_module("luoshi.duban.oversight.news").taken_by(take_news)
