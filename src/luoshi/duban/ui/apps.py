"""The app's name for Django."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

#: What awaits people, in the order of the home page; each is a module of providers.
_SUBJECTS = (
    "supervision",
    "plans",
    "documents",
    "invitations",
    "assignments",
    "letters",
    "approvals",
    "lights",
    "carrying",
    "bulletins",
    "appraisal",
)


class UiConfig(AppConfig):
    """界面."""

    name = "luoshi.duban.ui"
    verbose_name = "界面"

    def ready(self) -> None:
        """Register what awaits people: the models are there only now."""
        awaiting = import_module("luoshi.duban.ui.awaiting")
        for subject in _SUBJECTS:
            provider = getattr(import_module(f"luoshi.duban.ui.providers.{subject}"), subject)
            awaiting.provide_awaiting(provider)
