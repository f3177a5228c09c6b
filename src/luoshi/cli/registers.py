"""The unit register that a command is given, loaded only where there is one."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from luoshi.gongwen.units.register import Register


def load_register(path: Path | None) -> Register | None:
    """The register at *path*; ``None`` for none.  Raises :class:`luoshi.LuoshiError` for a bad one."""
    if path is None:
        return None
    return cast("Register", import_module("luoshi.gongwen.units.register").load(path))
