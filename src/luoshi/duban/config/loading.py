"""Load the application from outside of it: the command line calls this and nothing of Django before."""

from __future__ import annotations

import os

import django
from django.core.exceptions import ImproperlyConfigured

from luoshi.errors import LuoshiError

SETTINGS = "luoshi.duban.config.settings"


def prepare() -> None:
    """Read the settings and load the apps.  Raises :class:`LuoshiError` where a setting cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise both("configuration", str(error)) from error


def both(code: str, words: str) -> LuoshiError:
    """An error from one text that holds the Chinese sentence, a space, and the English one."""
    chinese, stop, english = words.partition("。 ")
    return LuoshiError(code, chinese + "。" if stop else words, english or words)
