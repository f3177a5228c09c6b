"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """任务."""

    name = "luoshi.duban.tasks"
    verbose_name = "任务"
