"""Fields of work that act without 部门 behind them: 公安、交通、应急要加强联动."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import words
from luoshi.gongwen.model import Span, UnitKind, UnitMention
from luoshi.gongwen.units.names import is_sector

# It opens with one class of characters, so that a search skips all others at once.
_TOLD = compile_later(
    "[要应必务配协](?:(?<=要)(?![求素点件闻害务塞领么])|(?<=应)当|(?<=必)须|(?<=务)必"
    "|(?P<part>(?<=配)合|(?<=协)助)(?!单位|部门))(?![^，。；]{0,4}发展)"
)
_EDGE = "，。；：！？,;:!? \t\n\r\v　（(“"
_PART = compile_later(r"[^、]+")
#: Fields that are as often the thing itself (教育、文化要协调发展): alone they name no office.
_THINGS = frozenset(words("units", "thing"))
#: How the last of them may end: asked first, since most words before 要 are no field.
_ENDS = frozenset(word[-2:] for word in words("units", "sector"))
_LONGEST = 80


def find_fields(text: str, start: int, end: int) -> Iterator[tuple[UnitMention, ...]]:
    """Lists of fields of work right before 要 or 必须; each stands for its office.

    Two or more are needed, all of them known, and at least one that is nothing but an
    office's field (公安, 住建).
    """
    for told in _TOLD.finditer(text, start, end):
        at = told.start()
        if text[at - 1] in "都均还也":
            at -= 1
        if text[max(start, at - 2) : at] not in _ENDS:
            continue
        first = at
        while first > max(start, at - _LONGEST) and text[first - 1] not in _EDGE:
            first -= 1
        parts = [part.span() for part in _PART.finditer(text, first, at)]
        if len(parts) < 2 or not all(is_sector(text[a:b]) for a, b in parts):
            continue
        if told["part"] or any(text[a:b] not in _THINGS for a, b in parts):
            yield tuple(UnitMention(Span(a, b), text[a:b], UnitKind.ORGANISATION) for a, b in parts)
