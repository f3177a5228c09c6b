"""The two keys of an installation: the one that signs sessions, and the one of the audit chain."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from luoshi.duban.config import environment as env
from luoshi.errors import LuoshiError

#: the variable that may hold a key instead, and its file in the folder of keys
KEYS = {"LUOSHI_SECRET_KEY": "secret", "LUOSHI_AUDIT_KEY": "audit"}


def data_folder() -> Path:
    """The folder of the installation: ``LUOSHI_DATA``, else ``data``."""
    return env.folder("LUOSHI_DATA", Path("data"))


def make_keys(data: Path) -> list[Path]:
    """Make the keys that are neither in the environment nor in *data*; only the owner can read them.

    Gives the files that are new.  The audit key must outlive the database: keep a copy elsewhere.
    """
    folder = data / "keys"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        wanted = [folder / file for name, file in KEYS.items() if not env.text(name)]
        return [path for path in wanted if _make(path)]
    except OSError as error:
        raise LuoshiError(
            "data-folder",
            f"不能写数据文件夹“{data}”：{error.strerror}。",
            f"Cannot write the data folder {data}: {error.strerror}.",
        ) from error


def _make(path: Path) -> bool:
    """Write a new key; an older one is never overwritten, as what it signed would be lost."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    return True
