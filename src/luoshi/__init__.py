"""Luoshi 落实: from an official document to work that gets done.

>>> import luoshi
>>> document = luoshi.read("speech.docx")  # doctest: +SKIP
>>> plan = luoshi.extract(document, issued_on=None)  # doctest: +SKIP

The names are loaded when they are first asked for, so that a program that needs one of
them does not wait for the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luoshi.errors import LuoshiError
    from luoshi.gongwen.extract import extract
    from luoshi.gongwen.model import Document, Plan
    from luoshi.gongwen.readers import read

__version__ = "0.1.0"
__all__ = ["Document", "LuoshiError", "Plan", "__version__", "extract", "read"]

_HOMES = {
    "Document": "luoshi.gongwen.model",
    "LuoshiError": "luoshi.errors",
    "Plan": "luoshi.gongwen.model",
    "extract": "luoshi.gongwen.extract",
    "read": "luoshi.gongwen.readers",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
