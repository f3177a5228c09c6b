"""Text that may stand in an XML file, and text that a spreadsheet must not compute."""

from __future__ import annotations

import re

# What XML 1.0 (2.2) does not allow, without the line ends that are turned into \n first.
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Spreadsheets set to Chinese or Japanese take the full-width signs, too.
_FORMULA = re.compile("[=+\\-@＝＋－＠\t\r]")


def clean(text: str) -> str:
    """*text* as every file can hold it: one kind of line end, ``\N{REPLACEMENT CHARACTER}`` for the rest.

    A character that cannot be written is replaced, not dropped, so that a reader sees
    that something stood there.
    """
    return _ILLEGAL.sub("\ufffd", _LINE_END.sub("\n", text))


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet that is handed *text* would try to compute it."""
    return _FORMULA.match(text) is not None
