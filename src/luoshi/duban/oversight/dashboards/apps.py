"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """总览."""

    name = "luoshi.duban.oversight.dashboards"
    label = "dashboards"
    verbose_name = "总览"
