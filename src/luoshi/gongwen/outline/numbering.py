"""The numbers and marks that open headings and items in official writing.

GB/T 9704-2012 (7.3.3) numbers the levels of a text 一、 （一） 1. （1）; practice adds
第X章, 第X条, ①, ——, 一是, 一要, 首先, and 附件.  Half-width and full-width forms are both met.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import Numbering

_HAN = "一二三四五六七八九十"
_DIGIT = "0-9０-９"

# A number word that runs on (一、二、三产业; 1.5万亩) is no mark.
_MARK = compile_later(
    rf"""
      (?P<chapter>第[{_HAN}百零〇{_DIGIT}]{{1,4}}(?:章|部分|编|篇|节)(?=[\s、：:《（(]|[^\s的和与及在中])[\s、：:]*)
    | (?P<article>第[{_HAN}百零〇{_DIGIT}]{{1,5}}条(?:之[{_HAN}]{{1,2}})?[\s、：:]+)
    | (?P<sequence>(?:首先|其次|再次|再者|最后|第[{_HAN}]{{1,2}}|其[{_HAN}])[，,、]|首先(?=[^是要在]))
    | (?P<ordinal_is>[{_HAN}]{{1,3}}是(?!否|非))
    | (?P<ordinal_must>[{_HAN}]{{1,3}}要(?!求|素|务|点|事|害))
    | (?P<han>[{_HAN}]{{1,4}}[、．.](?![{_HAN}]{{1,3}}[、产]))
    | (?P<han_bracket>[（(][{_HAN}]{{1,4}}[）)][、．.]?)
    | (?P<arabic_bracket>[（(][{_DIGIT}]{{1,3}}[）)]|[{_DIGIT}]{{1,2}}[）)])
    | (?P<arabic>[{_DIGIT}]{{1,3}}(?:[.．][{_DIGIT}]{{1,2}}){{0,3}}(?:[.．、](?![{_DIGIT}])|(?=[ 　\t])))
    | (?P<circled>[①-⑳⑴-⒇㈠-㈩])
    | (?P<dash>[—–]{{1,2}}|--)
    | (?P<annex>附件\s{{0,2}}[{_DIGIT}{_HAN}]{{0,2}}(?:[：:.．]|(?=\s|$)))
    """,
    re.VERBOSE,
)

_ASPECT = compile_later(r"(?P<name>[^，,。；：:、\s]{1,17}[^，,。；：:、\s个些各]方面)(?:[，,：:]|(?=[。]))")

_ASPECT_REACH = 20
#: What :data:`_MARK` begins with: asked before it is tried.
_STARTS = (
    frozenset(f"{_HAN}第首其再最附（(—–-0123456789０１２３４５６７８９")
    | set(map(chr, range(ord("①"), ord("⒇") + 1)))
    | set("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩")
)
#: Marks that open an item inside a paragraph, too.
INLINE = frozenset(
    {
        Numbering.ORDINAL_IS,
        Numbering.ORDINAL_MUST,
        Numbering.SEQUENCE,
        Numbering.CIRCLED,
        Numbering.ARABIC_BRACKET,
        Numbering.HAN_BRACKET,
        Numbering.ARABIC,
    }
)


class Mark(NamedTuple):
    """A number or mark at the start of a line or sentence; ``end`` is where the words begin."""

    numbering: Numbering
    number: str
    start: int
    end: int


def read_mark(text: str, start: int, end: int) -> Mark | None:
    """The mark that opens ``text[start:end]``, or ``None``."""
    found = _MARK.match(text, start, end) if text[start : start + 1] in _STARTS else None
    if found is None:
        return None
    numbering = Numbering(str(found.lastgroup).replace("_", "-"))
    words = found.end()
    while words < end and text[words].isspace():
        words += 1
    return Mark(numbering, found.group().strip(), start, words)


def read_aspect(text: str, start: int, end: int) -> Mark | None:
    """The topic that opens ``text[start:end]`` as in 生态建设方面，, or ``None``; not 在…方面."""
    # The words are looked for first: most sentences have none of them, and the pattern has to try many ends.
    found = _ASPECT.match(text, start, end) if "方面" in text[start : start + _ASPECT_REACH] else None
    if found is None or text[start] in "在从这各多一全两对":
        return None
    return Mark(Numbering.ASPECT, found["name"], start, found.end())
