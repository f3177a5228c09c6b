"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """后台任务."""

    name = "luoshi.duban.jobs"
    verbose_name = "后台任务"
