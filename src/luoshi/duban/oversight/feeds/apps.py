"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """日历订阅."""

    name = "luoshi.duban.oversight.feeds"
    label = "feeds"
    verbose_name = "日历订阅"
