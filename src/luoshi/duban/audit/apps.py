"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """记录."""

    name = "luoshi.duban.audit"
    verbose_name = "记录"
