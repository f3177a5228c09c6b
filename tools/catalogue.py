"""The English catalogue as entries, and as the binary file that gettext reads; without gettext's own programs.

An entry is what stands between two empty lines of a ``.po`` file; its comments and its place do not matter here.
"""

from __future__ import annotations

import ast
import struct
from dataclasses import dataclass, field
from pathlib import Path

ENGLISH = Path("src/luoshi/duban/locale/en/LC_MESSAGES/django.po")


@dataclass
class Entry:
    """One sentence: the source, its plural where it counts, and one translation for each form."""

    context: str = ""
    source: str = ""
    plural: str = ""
    translations: dict[int, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        context = f"{self.context}\x04" if self.context else ""
        return context + self.source + (f"\x00{self.plural}" if self.plural else "")

    @property
    def value(self) -> str:
        return "\x00".join(text for _form, text in sorted(self.translations.items()))


def read(path: Path) -> list[Entry]:
    """The entries of a ``.po`` file, the head (whose source is empty) first."""
    blocks = path.read_text("utf-8").split("\n\n")
    return [_entry(block) for block in blocks if "\nmsgid " in f"\n{block}"]


def _entry(block: str) -> Entry:
    entry, texts, keyword = Entry(), dict[str, str](), ""
    for line in block.splitlines():
        if line.startswith("#,"):
            entry.flags = frozenset(flag.strip() for flag in line[2:].split(","))
        elif line.startswith("msg"):
            keyword, _, quoted = line.partition(" ")
            texts[keyword] = ast.literal_eval(quoted)
        elif line.startswith('"'):
            texts[keyword] += ast.literal_eval(line)
    entry.context, entry.source, entry.plural = (texts.get(key, "") for key in ("msgctxt", "msgid", "msgid_plural"))
    for keyword, text in texts.items():
        if keyword.startswith("msgstr"):
            entry.translations[int(keyword[7:-1] or 0)] = text
    return entry


def compiled(entries: list[Entry]) -> bytes:
    """The ``.mo`` file of the entries that are translated: the same bytes for the same entries, in any order.

    Layout: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html, without the optional hash table.
    """
    pairs = sorted(
        (entry.key.encode(), entry.value.encode())
        for entry in entries
        if all(entry.translations.values()) and "fuzzy" not in entry.flags
    )
    columns = ([key for key, _value in pairs], [value for _key, value in pairs])
    first_text = 28 + 16 * len(pairs)
    tables, texts = b"", b""
    for column in columns:
        for text in column:
            tables += struct.pack("<2I", len(text), first_text + len(texts))
            texts += text + b"\x00"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, first_text)
    return head + tables + texts
