"""Possessive groups for a Python whose engine gets them wrong.

Before 3.11.5 a possessive repetition of a group whose inside can be matched in several ways (``(?:a|ab){1,3}+``) gives
wrong answers (CPython gh-106052); Debian 12 has 3.11.2.  The same said as an atomic group (``(?>(?:a|ab){1,3})``) is
right everywhere, and a little slower, so it is said so only there.  A possessive single character is right everywhere.
"""

from __future__ import annotations

import re
import sys

#: Whether this Python needs it.
IS_WRONG = sys.version_info < (3, 11, 5)
_QUANTIFIED = re.compile(r"(\{[0-9]*,?[0-9]*\}|[*+?])\+")


def atomic(source: str) -> str:
    """*source* with every possessive repetition of a group as an atomic group."""
    written: list[str] = []
    opened: list[int] = []
    place = 0
    while place < len(source):
        end = _item_end(source, place)
        item = source[place:end]
        if item == "(":
            opened.append(len(written))
        written.append(item)
        place = end
        if item == ")":
            start = opened.pop()
            quantified = _QUANTIFIED.match(source, place)
            if quantified:
                written.insert(start, "(?>")
                written.append(f"{quantified[1]})")
                place = quantified.end()
    return "".join(written)


def _item_end(source: str, place: int) -> int:
    """Where the item that begins at *place* ends: an escape, a set of characters, or one character."""
    if source[place] == "\\":
        return place + 2
    if source[place] != "[":
        return place + 1
    end = place + 1
    if source.startswith("^", end):
        end += 1
    if source.startswith("]", end):
        end += 1
    while source[end] != "]":
        end += 2 if source[end] == "\\" else 1
    return end + 1
