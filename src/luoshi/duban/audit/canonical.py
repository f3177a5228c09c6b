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


def text_of(value: object, plain: Callable[[Any], Any] | None = None) -> str:
    """The text of *value* in the one form; *plain* makes plain what JSON does not know."""
    if isinstance(value, Canonical):
        return value.text
    return (_WRITER if plain is None else _writer(plain)).encode(value)


def _writer(plain: Callable[[Any], Any] | None = None) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)


_WRITER = _writer()
_DECODER = json.JSONDecoder()


def canonical(values: Mapping[str, Any], *, fractions: bool = True) -> Mapping[str, Any]:
    """*values* with their text, or as they are where that is not all they need (a fraction in them, NUL); nobody looks
    for *fractions* where there can be none."""
    if isinstance(values, Canonical):
        return values
    text = text_of(values)
    return Canonical(values, text) if _is_storable(text, fractions=fractions) else values


def _is_storable(text: str, *, fractions: bool = True) -> bool:
    """Whether both databases hand back unchanged what *text* says."""
    return _NUL not in text and not (fractions and _has_fractions(text))


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


def parted(text: str) -> dict[str, Any]:
    """The values of *text*, which was written in the one form: those two levels down with their texts, cut from it.

    What was joined once need not be written again to be joined otherwise.  Raises :class:`ValueError` for text in
    another form.
    """
    found: dict[str, Any] = {}
    is_storable, place = _is_storable(text), 1
    while text[place : place + 1] != "}":
        name, place = _name_at(text, place)
        if text[place : place + 1] == "{":
            found[name], place = _with_texts(text, place, checked=is_storable)
        else:
            found[name], place = _DECODER.raw_decode(text, place)
        place += text[place : place + 1] == ","
    if place != len(text) - 1:
        raise ValueError(f"not in the one form at {place}")
    return found


def _with_texts(text: str, place: int, *, checked: bool) -> tuple[dict[str, Any], int]:
    """The values that begin at *place*, each with its text, and where they end."""
    found: dict[str, Any] = {}
    place += 1
    while text[place : place + 1] != "}":
        name, place = _name_at(text, place)
        value, end = _DECODER.raw_decode(text, place)
        own = text[place:end]
        found[name] = Canonical(value, own) if isinstance(value, dict) and (checked or _is_storable(own)) else value
        place = end + (text[end : end + 1] == ",")
    return found, place + 1


def _name_at(text: str, place: int) -> tuple[str, int]:
    """The name that stands at *place*, and where its value begins."""
    name, end = _DECODER.raw_decode(text, place)
    if not isinstance(name, str) or text[end : end + 1] != ":":
        raise ValueError(f"not in the one form at {place}")
    return name, end + 1


def _has_fractions(text: str) -> bool:
    if not _PERHAPS_A_FRACTION.search(text):
        return False
    found: list[str] = []
    json.loads(text, parse_float=found.append, parse_constant=found.append)
    return bool(found)
