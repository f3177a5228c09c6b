"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """公开."""

    name = "luoshi.duban.oversight.publication"
    label = "publication"
    verbose_name = "公开"
