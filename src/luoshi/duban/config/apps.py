"""The project as an app: it brings the checks and nothing else."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """督办应用."""

    name = "luoshi.duban.config"
    label = "project"
    verbose_name = "督办应用"

    def ready(self) -> None:
        """Register the checks; ask SQLite how much it takes at once."""
        import_module("luoshi.duban.config.sqlite").let_statements_be_long()
        import_module("luoshi.duban.config.checks")
