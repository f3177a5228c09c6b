"""Plain values in the one form that the record signs, written once for all who need their text.

What the review desk did to a whole report is 400 kB: it is kept for undo, told to the record and signed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring
from typing import Any

#: A number right behind a sign of JSON; it may as well stand in words.
_PERHAPS_A_FRACTION = re.compile(r"[:\[,](?:-?\d+[.eE]|-?Infinity|NaN)")
#: How JSON writes the sign that PostgreSQL cannot hold.
_NUL = "\\u0000"


class Canonical(dict[str, Any]):
    """Plain values with their ``text``.  Nobody may change them: the text would no longer be theirs.

    They are such as both databases hand back unchanged: no fraction, no NUL.
    """

    __slots__ = ("text",)

    def __init__(self, values: Mapping[str, Any], text: str) -> None:
        super().__init__(values)
        self.text = text


class Encoder(json.JSONEncoder):
    """How a column keeps them: the text is there already."""

    def encode(self, o: object) -> str:
        """The text of *o*."""
        return o.text if isinstance(o, Canonical) else super().encode(o)


def text_of(value: object, plain: Callable[[Any], Any] | None = None) -> str:
    """The text of *value* in the one form; *plain* makes plain what JSON does not know."""
    if isinstance(value, Canonical):
        return value.text
    return (_WRITER if plain is None else _writer(plain)).encode(value)


def _writer(plain: Callable[[Any], Any] | None = None) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)


_WRITER = _writer()


def canonical(values: Mapping[str, Any], *, fractions: bool = True) -> Mapping[str, Any]:
    """*values* with their text, or as they are where that is not all they need (a fraction in them, NUL); nobody looks
    for *fractions* where there can be none."""
    if isinstance(values, Canonical):
        return values
    text = text_of(values)
    return values if _NUL in text or (fractions and _has_fractions(text)) else Canonical(values, text)


def joined(parts: Mapping[str, Mapping[str, Any] | None]) -> Mapping[str, Any]:
    """*parts* as one, each with its text, or as they are where one cannot be had."""
    found = {key: None if part is None else canonical(part) for key, part in parts.items()}
    texts: list[str] = []
    for key in sorted(found):
        part, name = found[key], encode_basestring(key)
        if _NUL in name or not (part is None or isinstance(part, Canonical)):
            return found
        texts.append(f"{name}:{'null' if part is None else part.text}")
    return Canonical(found, f"{{{','.join(texts)}}}")


def _has_fractions(text: str) -> bool:
    if not _PERHAPS_A_FRACTION.search(text):
        return False
    found: list[str] = []
    json.loads(text, parse_float=found.append, parse_constant=found.append)
    return bool(found)
