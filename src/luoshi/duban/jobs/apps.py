"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """后台任务."""

    name = "luoshi.duban.jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """Load the handlers: every app's ``jobs.py``."""
        autodiscover_modules("jobs")
