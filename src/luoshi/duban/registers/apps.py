"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """台账."""

    name = "luoshi.duban.registers"
    verbose_name = "台账"
