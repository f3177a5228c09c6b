"""What a file that came from outside may be called here."""

from __future__ import annotations

import re

LONGEST = 200
_PARTS = re.compile(r"[\\/]")


def tidy_name(name: str, otherwise: str = "未命名") -> str:
    """*name* without folders and unprintable characters, at most :data:`LONGEST` long; its ending stays."""
    last = _PARTS.split(name)[-1]
    shown = " ".join("".join(char if char.isprintable() else " " for char in last).split()).strip(". ")
    if len(shown) <= LONGEST:
        return shown or otherwise
    stem, dot, ending = shown.rpartition(".")
    if not dot or len(ending) > 10:
        return shown[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"


def name_of_text(title: str, text: str) -> str:
    """A file name for a text that was pasted: its title, else its first line."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return tidy_name((title.strip() or first)[:60], "粘贴的文字") + ".txt"
