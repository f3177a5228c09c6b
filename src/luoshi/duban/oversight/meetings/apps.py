"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """调度会."""

    name = "luoshi.duban.oversight.meetings"
    label = "meetings"
    verbose_name = "调度会"
