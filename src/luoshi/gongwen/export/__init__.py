"""A plan as a file: the ledger for an office, or all that was read for a program."""

from __future__ import annotations

import importlib
import secrets
from pathlib import Path

from luoshi.errors import LuoshiError
from luoshi.gongwen.model import Plan

#: The module that writes each ending; loaded when it is needed, as the Office formats take their time.
_MODULES = {
    ".xlsx": "excel",
    ".docx": "word",
    ".csv": "csv_file",
    ".json": "json_file",
    ".md": "markdown",
}

#: The endings that :func:`write` knows.
SUFFIXES = tuple(_MODULES)


def render(plan: Plan, suffix: str) -> bytes:
    """The content of a file with this *suffix* (``.xlsx``); ``unknown-format`` where it is not one of ours."""
    name = _MODULES.get(suffix.lower())
    if name is None:
        known = " ".join(SUFFIXES)
        raise LuoshiError(
            "unknown-format",
            f"不能写成“{suffix}”格式，可用的有：{known}。",
            f"Cannot write the format '{suffix}'; the known ones are: {known}.",
        )
    content: bytes = importlib.import_module(f"{__package__}.{name}").render(plan)
    return content


def write(plan: Plan, target: Path) -> None:
    """Write *plan* to *target* in the format of its suffix, whole or not at all.

    Raises :class:`LuoshiError`: ``unknown-format``; ``too-many-rows``; ``cannot-write``
    where the place cannot be written to.
    """
    content = render(plan, target.suffix)
    part = target.with_name(f".luoshi-{secrets.token_hex(8)}.part")
    try:
        try:
            part.write_bytes(content)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise LuoshiError(
            "cannot-write",
            f"{target}：写不进去（{error.strerror}），请检查文件夹是否存在、文件是否正被打开。",
            f"{target}: cannot be written ({error.strerror}); does the folder exist, is the file open elsewhere?",
        ) from error
