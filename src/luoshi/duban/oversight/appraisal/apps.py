"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """考评."""

    name = "luoshi.duban.oversight.appraisal"
    label = "appraisal"
    verbose_name = "考评"
