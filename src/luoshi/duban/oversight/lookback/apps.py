"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class LookbackConfig(AppConfig):
    """回头看."""

    name = "luoshi.duban.oversight.lookback"
    label = "lookback"
    verbose_name = "回头看"
