"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """人员."""

    name = "luoshi.duban.accounts"
    verbose_name = "人员"
