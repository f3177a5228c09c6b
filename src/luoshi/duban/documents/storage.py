"""The bytes of files, by office and SHA-256, under ``MEDIA_ROOT``.

A file is written beside its place, forced to the disk and then moved there, so that what has a name is
whole.  Nothing is served from here by a web server: a guarded view hands files out, as attachments.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from luoshi.duban.documents.models import SourceFile
from luoshi.errors import LuoshiError

_FILE_MODE = 0o640
_FOLDER_MODE = 0o750


def digest(content: bytes) -> str:
    """The SHA-256 of *content* in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(office_key: str, content: bytes) -> tuple[str, bool]:
    """Write *content*; returns its place under ``MEDIA_ROOT`` and whether it is new there."""
    sha256 = digest(content)
    place = f"{office_key}/{sha256[:2]}/{sha256}"
    target = _root() / place
    if target.is_file():
        return place, False
    target.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), _FILE_MODE)
            os.fsync(file.fileno())
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _force(target.parent)
    return place, True


def drop(place: str) -> None:
    """Take back what :func:`keep` wrote just now."""
    (_root() / place).unlink(missing_ok=True)


def content_of(source: SourceFile) -> bytes:
    """The bytes of *source*; :class:`LuoshiError` where they are gone or are no longer what was taken in."""
    try:
        content = (_root() / str(source.stored.name)).read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise _lost(source, "不在存储中", "is missing from the store") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _lost(source, f"无法读取（{reason}）", f"cannot be read ({reason})") from None
    if digest(content) != source.sha256:
        raise _lost(source, "与入库时的内容不符", "is no longer what was taken in")
    return content


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _force(folder: Path) -> None:
    """Force the folder's entry to the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lost(source: SourceFile, chinese: str, english: str) -> LuoshiError:
    return LuoshiError(
        "file-lost",
        f"原文件“{source.name}”{chinese}，请从备份恢复。",
        f"The original “{source.name}” {english}; restore it from the backup.",
    )
