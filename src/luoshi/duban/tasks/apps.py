"""The app's name for Django; what is issued is kept; what the apps below ask of tasks."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class TasksConfig(AppConfig):
    """任务."""

    name = "luoshi.duban.tasks"
    verbose_name = "任务"

    def ready(self) -> None:
        """Keep what is issued, take part in mergers, say which columns are used; models exist only from now on."""
        import_module("luoshi.duban.tasks.keeping").keep_what_is_issued()
        native = import_module("luoshi.duban.tasks.ledger.native")
        pre_migrate.connect(native.take_down, sender=self)
        post_migrate.connect(native.put_up, sender=self)
        moving = import_module("luoshi.duban.organisations.moving")
        work = import_module("luoshi.duban.tasks.actions.move_open_work")
        moving.when_units_merge(moving.Mover(count=work.count_open_work, move=work.move_open_work))
        usage = import_module("luoshi.duban.registers.usage")
        usage.count_uses_with(import_module("luoshi.duban.tasks.column_use").count_uses)
        undecided = import_module("luoshi.duban.documents.undecided")
        undecided.provide_undecided(import_module("luoshi.duban.tasks.counting").undecided_by_document)
