"""The app's name for Django, and what it adds to the pages of tasks."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """督查."""

    name = "luoshi.duban.oversight"
    verbose_name = "督查"

    def ready(self) -> None:
        """Renew a task's light whenever its facts change, and show it wherever tasks are shown."""
        renewing = import_module("luoshi.duban.oversight.lights.renewing")
        import_module("luoshi.duban.tasks.watching").when_tasks_change(renewing.renew)
        import_module("luoshi.duban.oversight.lights.columns").offer()
        import_module("luoshi.duban.tasks.beside").offer(
            import_module("luoshi.duban.oversight.lights.showing").marks,
        )
