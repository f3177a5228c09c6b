"""Which characters a font file has: its ``cmap`` table (OpenType 1.9, formats 4 and 12).

typst prints an empty box for a character that no font has, and does not say so.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}  # platform and encoding
_Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Ranges of code points, first and last, in their order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        place = bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]


@lru_cache(maxsize=256)
def coverage(path: Path, index: int = 0) -> Coverage:
    """What the font at *index* in the file has; nothing where the file cannot be read as a font."""
    try:
        ranges = sorted(_ranges(_table(path.read_bytes(), index, b"cmap")))
    except (OSError, struct.error, LookupError):
        ranges = []
    merged: list[list[int]] = []
    for first, last in ranges:
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return Coverage(tuple(first for first, _ in merged), tuple(last for _, last in merged))


def _table(font: bytes, index: int, wanted: bytes) -> bytes:
    """A table of the font, or of one font in a collection."""
    start = 0
    if font[:4] == b"ttcf":
        (start,) = struct.unpack_from(">I", font, 12 + 4 * index)
    (count,) = struct.unpack_from(">H", font, start + 4)
    for tag, _, offset, length in struct.iter_unpack(">4sIII", font[start + 12 : start + 12 + 16 * count]):
        if tag == wanted:
            return font[offset : offset + length]
    raise LookupError(wanted)


def _ranges(cmap: bytes) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    for platform, encoding, offset in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * count]):
        if (platform, encoding) not in _UNICODE:
            continue
        (form,) = struct.unpack_from(">H", cmap, offset)
        if form == 4:
            yield from _form_4(cmap[offset:])
        elif form == 12:
            (groups,) = struct.unpack_from(">I", cmap, offset + 12)
            for first, last, _ in struct.iter_unpack(">III", cmap[offset + 16 : offset + 16 + 12 * groups]):
                yield first, last


def _form_4(table: bytes) -> Iterator[tuple[int, int]]:
    """Segments of the first 65,536 code points; one without a glyph for all of it still counts as a whole."""
    (double,) = struct.unpack_from(">H", table, 6)
    ends = struct.unpack_from(f">{double // 2}H", table, 14)
    starts = struct.unpack_from(f">{double // 2}H", table, 16 + double)
    yield from ((first, last) for first, last in zip(starts, ends, strict=True) if first <= last < 0xFFFF)
