"""What files that go out are called, and archives of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

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


def packed_in_parts(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The same, each file as soon as it is there: who waits for hundreds sees them come."""
    passed_on = _PassedOn()
    with zipfile.ZipFile(passed_on, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content)
            yield passed_on.taken()
    yield passed_on.taken()


class _PassedOn(io.RawIOBase):
    """What was written since somebody took it; an archive that cannot go back is written from front to back."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, content: Any, /) -> int:  # noqa: ANN401 -- whatever has bytes
        """Keep *content* until it is taken."""
        self._parts.append(bytes(content))
        return len(self._parts[-1])

    def taken(self) -> bytes:
        """What was kept, once."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
