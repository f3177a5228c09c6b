"""What ``oversight.toml`` tells, and whether papers can be printed here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from luoshi.errors import LuoshiError
from luoshi.layout.font_files import find_fonts


@cache
def description() -> Mapping[str, Any]:
    """What the office did, as ``oversight.toml`` describes it."""
    return tomllib.loads(resources.files(__package__).joinpath("oversight.toml").read_text("utf-8"))


def can_print() -> bool:
    """Whether there are fonts for papers; without them what is approved waits to go out."""
    try:
        find_fonts()
    except LuoshiError:
        return False
    return True
