"""The app's name for Django; what it adds to the pages of tasks."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """督办函."""

    name = "luoshi.duban.oversight.letters"
    label = "letters"
    verbose_name = "督办函"

    def ready(self) -> None:
        """Tell letters in the tasks' story, offer them for a selection, count at the supervision desk, be news."""
        import_module("luoshi.duban.oversight.letters.offering").offer()
        import_module("luoshi.duban.oversight.letters.asking").offer_askings()
        import_module("luoshi.duban.oversight.letters.news").offer_news()
