"""The app's name for Django; posts provide roles."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """单位."""

    name = "luoshi.duban.organisations"
    verbose_name = "单位"

    def ready(self) -> None:
        """Tell the table of rights which roles come with posts; models exist only from now on."""
        access = import_module("luoshi.duban.accounts.access")
        queries = import_module("luoshi.duban.organisations.queries")
        access.provide_roles(queries.roles_by_post)
