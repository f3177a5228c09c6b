"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """界面."""

    name = "luoshi.duban.ui"
    verbose_name = "界面"
