"""Unit registers in files: loaded only where a command is given one, written whole or not at all."""

from __future__ import annotations

import secrets
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from luoshi.gongwen.units.register import Register

_FILES = "luoshi.gongwen.units.register_files"


def load_register(path: Path | None) -> Register | None:
    """The register at *path*; ``None`` for none.  Raises :class:`luoshi.LuoshiError` for a bad one."""
    return None if path is None else cast("Register", import_module(_FILES).load(path))


def save_register(register: Register, path: Path) -> None:
    """Write *register* to *path* (``.toml``, ``.csv``, ``.xlsx``)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".luoshi-{secrets.token_hex(8)}{path.suffix}")
    try:
        import_module(_FILES).save(register, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
