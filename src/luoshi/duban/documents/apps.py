"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """公文."""

    name = "luoshi.duban.documents"
    verbose_name = "公文"
