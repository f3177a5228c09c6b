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
        milestones = import_module("luoshi.duban.oversight.models").Milestone
        import_module("luoshi.duban.tasks.nodes").nodes_are(milestones.objects.all)
        setting = import_module("luoshi.duban.oversight.actions.set_rules")
        import_module("luoshi.duban.registers.likeness").when_made_like(setting.take_rules_along)
        import_module("luoshi.duban.oversight.lights.columns").offer()
        showing = import_module("luoshi.duban.oversight.lights.showing")
        import_module("luoshi.duban.tasks.beside").offer(showing.marks)
        block = import_module("luoshi.duban.oversight.lights.block")
        import_module("luoshi.duban.tasks.page.along").offer(block.along)
