"""The data folder of an installation, before Django is loaded."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

_KEYS = "luoshi.duban.config.keys"


def data_folder() -> Path:
    """Where the installation keeps its data."""
    folder: Path = import_module(_KEYS).data_folder()
    return folder


def make_keys() -> list[Path]:
    """Make the data folder and the keys that are missing; gives the files that are new."""
    made: list[Path] = import_module(_KEYS).make_keys(data_folder())
    return made


def demonstrate() -> None:
    """Say to the application and its children that this is a demonstration."""
    os.environ.setdefault("LUOSHI_DATA", "luoshi-demo")
    os.environ["LUOSHI_DEMO"] = "1"
