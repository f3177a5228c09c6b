"""The app's name for Django; the database is told what it must refuse."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from luoshi.duban.audit import triggers


class AuditConfig(AppConfig):
    """记录."""

    name = "luoshi.duban.audit"
    verbose_name = "记录"

    def ready(self) -> None:
        """Events and heads are only ever added; triggers come down for a migration and up again after it."""
        tables = ("audit_event", "audit_head")
        triggers.keep(
            *(
                triggers.Refusal(table, event, "the record is append-only")
                for table in tables
                for event in ("UPDATE", "DELETE")
            ),
            whole=tables,
        )
        pre_migrate.connect(_lower, sender=self)
        post_migrate.connect(_raise, sender=self)


def _lower(using: str, plan: list[object], **_signal: object) -> None:
    if plan:
        triggers.take_down(using)


def _raise(using: str, **_signal: object) -> None:
    triggers.put_up(using)
