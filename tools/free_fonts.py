"""Unpack the free web fonts that npm brought (``assets/fonts``) into fonts that typst can read.

A WOFF file is a font whose tables are compressed one by one (W3C, WOFF File Format 1.0, section 3).
"""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

_HEADER = struct.Struct(">4s4sIHHIHHIIIII")
_ENTRY = struct.Struct(">4sIIII")

#: Which of a package's files are wanted, and what they become.
WANTED = {"@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff": "LXGWWenKai-Regular.ttf"}


def unpack(woff: bytes) -> bytes:
    """The OpenType font inside *woff*; :class:`ValueError` where it is none."""
    signature, flavour, _, count, *_ = _HEADER.unpack_from(woff)
    if signature != b"wOFF":
        raise ValueError("not a WOFF file")
    entries = sorted(_ENTRY.iter_unpack(woff[_HEADER.size : _HEADER.size + count * _ENTRY.size]))
    power = 1 << (count.bit_length() - 1)
    directory = struct.pack(">4sHHHH", flavour, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    body = b""
    start = len(directory) + 16 * count
    for tag, offset, packed, length, checksum in entries:
        table = woff[offset : offset + packed]
        table = table if packed == length else zlib.decompress(table)
        if len(table) != length:
            raise ValueError(f"table {tag!r} is damaged")
        directory += struct.pack(">4sIII", tag, checksum, start + len(body), length)
        body += table + b"\0" * (-length % 4)
    return directory + body


def main(folder: Path) -> None:
    """Put the wanted fonts of ``folder/node_modules`` into ``folder/free``."""
    target = folder / "free"
    target.mkdir(exist_ok=True)
    for source, name in WANTED.items():
        (target / name).write_bytes(unpack((folder / "node_modules" / source).read_bytes()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
