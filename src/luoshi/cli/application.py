"""The way from a command to the application: Django is loaded here, and only when a command asks for it."""

from __future__ import annotations

import os
from importlib import import_module
from types import ModuleType

from luoshi.errors import LuoshiError


def load(module: str) -> ModuleType:
    """A module of the application, with Django set up.  Settings that cannot be used raise :class:`LuoshiError`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.duban.config.settings")
    wrong = import_module("django.core.exceptions").ImproperlyConfigured
    try:
        import_module("django").setup()
    except wrong as error:
        raise LuoshiError("settings", f"系统设置有误：{error}", f"The settings cannot be used: {error}") from error
    return import_module(module)


def need_tables(table: str) -> None:
    """Raise :class:`LuoshiError` where the database is out of reach or has not been set up."""
    database = import_module("django.db")
    try:
        there = table in database.connection.introspection.table_names()
    except database.Error as error:
        raise LuoshiError("database", f"无法连接数据库：{error}", f"The database cannot be reached: {error}") from error
    if not there:
        raise LuoshiError(
            "no-database",
            "数据库尚未初始化：请先运行 luoshi setup（或 make demo）。",
            "The database has not been set up: run luoshi setup, or make demo.",
        )
