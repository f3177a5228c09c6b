"""What files that go out are called, and archives of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
#: A fixed moment, so that the same files give the same archive.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def plain_name(words: str) -> str:
    """*words* as every system takes them in a file's name."""
    return _FORBIDDEN.sub("_", words).strip(" .")[:80] or "_"


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of *files*, each with its name; they are compressed already."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content)
    return target.getvalue()
