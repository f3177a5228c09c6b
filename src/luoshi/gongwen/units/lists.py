"""Read a list of units: 应急管理、住建等部门, 县委宣传部和各乡镇, 各省、自治区、直辖市商务厅."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives
from luoshi.gongwen.model import Span, UnitKind, UnitMention
from luoshi.gongwen.units.names import bare, could_be_listed, is_sector, kind_of, opens_group, opens_with_verb

# One item of a list: all up to a separator outside brackets.
_ITEM = compile_later(r"(?:[^、，,；;\s/（(〔]++|[（(〔][^（(）)〔〕]{0,30}[）)〕])+")
_ETC = compile_later(
    r"(?<![高平中初同上对优劣])等等?(?![级院教待距])"
    r"(?:(?:[一-龥]{2,8}?(?:领域|行业|系统|方面的?)(?=[有相各]))?(?:(?:有关|相关|责任|各|职能|成员|主管|牵头|业务|配合|行政|监管|执法|"
    r"[一二三四五六七八九十0-9]{1,3}[个家]?|[市县省区乡镇中央]{1,2}[级直])*"
    r"(?:部门|单位|方面|机构|地区|地方|省份|地|镇|乡|企业|机关|组织|团体))(?:(?:和|及|、)(?:有关|相关)?(?:单位|部门|地方|地区|企业))?)?"
)
_SEPARATORS = frozenset("、，,；; ")
_SPEAKS = compile_later("部门|单位|机关")
_SHARED = ("部门", "单位", "机构", "机关")
# After 和 these do not stand alone: 各有关部门和单位, 各级党委和政府 are one name.
_CLASSES = frozenset({"单位", "部门", "政府", "企业", "地区", "地方", "机构", "组织", "个人"})
_AND = compile_later(r"以及|及其|及|和|与|或(?!者)")
_JOINS = compile_later("[等及和与或]")
_JOINED = compile_later(alternatives("units", "joined"))
_LEVEL = compile_later(
    r"(?:各有关|各|有关|相关|其他|所有)?(?:省|自治区|直辖市|市|县级市|县|区|州|盟|旗|地区|设区市|设区的市|乡|镇|街道|兵团|计划单列市|"
    r"苏木)(?:[（(][^）)]{1,12}[）)])?"
)
_LEVEL_TAIL = compile_later(
    r"(?:省|自治区|直辖市|市|县级市|县|区|州|盟|旗|地区|乡|镇|街道|计划单列市|设区的?市|新疆生产建设兵团)"
    r"(?:[（(][^）)]{1,12}[）)])?[一-龥]{0,14}(?:[（(][^）)]{1,12}[）)])?"
)


#: A unit of a list before it is told where in the text that stands: its place, its name, its kind.
Member = tuple[int, int, str, UnitKind]
_LONGEST_KEPT = 64  # a longer list is not likely to be met again


class Piece(NamedTuple):
    """One member of a list before it is judged; ``shared`` says that 部门 or 等部门 follows for it."""

    start: int
    end: int
    shared: bool


def read_list(text: str, start: int, end: int, *, liberal: bool = False) -> tuple[UnitMention, ...] | None:
    """The units of ``text[start:end]`` if it is a list of units and nothing else, else ``None``.

    A *liberal* reading is for places where only units can stand (after 责任单位：); there a
    name need not be built like one.
    """
    first = int(text[start - 1 : start] in _SEPARATORS)  # 、及各乡镇: what stands before a list can matter
    words, at = text[start - first : end], start - first
    read = _read_members if len(words) > _LONGEST_KEPT else _kept_members
    members = read(words, first, liberal)
    if members is None:
        return None
    return tuple([UnitMention(Span(at + a, at + b), name, kind) for a, b, name, kind in members])


@lru_cache(maxsize=4096)  # 各乡镇 and 县财政局 stand in every other sentence
def _kept_members(words: str, start: int, liberal: bool) -> tuple[Member, ...] | None:
    return _read_members(words, start, liberal)


def _read_members(text: str, start: int, liberal: bool) -> tuple[Member, ...] | None:
    """The members of the list ``text[start:]``."""
    end = len(text)
    opening = _ITEM.match(text, start)
    if opening is None or (not liberal and opens_with_verb(opening.group())):
        return None
    items = [opening.span()]
    if opening.end() < end:
        items += [found.span() for found in _ITEM.finditer(text, opening.end(), end)]
    pieces = list(_pieces(text, items, start)) if _JOINS.search(text, start, end) else _plain(text, items, start)
    if len(pieces) > 1:
        pieces = _join_levels(text, pieces)
    known: list[Member] = []
    for piece in pieces:
        member = _judge(text, piece, len(pieces), liberal)
        if member is None:
            return None
        known.append(member)
    return tuple(known) or None


def _judge(text: str, piece: Piece, count: int, liberal: bool) -> Member | None:
    words = text[piece.start : piece.end]
    kind = kind_of(words)
    if kind is None:
        shared = piece.shared and (is_sector(words) or (len(words) <= 10 and not opens_group(words)))
        open_words = liberal or shared
        if not ((open_words and could_be_listed(words)) or (count > 1 and is_sector(words))):
            return None
        kind = UnitKind.ORGANISATION
    return piece.start, piece.end, bare(words), kind


def _plain(text: str, items: list[tuple[int, int]], start: int) -> list[Piece]:
    """The members of a list without 等 and without 和: what most lists are."""
    shared_until = _shared_end(text, items, start)
    return [Piece(first, last, last <= shared_until) for first, last in items]


def _shared_end(text: str, items: list[tuple[int, int]], start: int) -> int:
    first, last = items[-1]
    # 机构 alone is a thing of its own (管理规范、机构), 发改、住建部门 share their last word.
    return last if last - first > 2 and text.endswith(_SHARED, first, last) else start


def _pieces(text: str, items: list[tuple[int, int]], start: int) -> Iterator[Piece]:
    etc = None
    for first, last in reversed(items):
        etc = _last_etc(text, first, last)
        if etc is not None:
            break
    # 部门 after the last member, or 等部门 anywhere, speaks for the members before it.
    if etc is not None:
        shared_until = etc.end() if _SPEAKS.search(etc.group()) else start
    else:
        shared_until = _shared_end(text, items, start)
    for first, last in items:
        yield from _parts(text, first, last, shared_until)


def _last_etc(text: str, first: int, last: int) -> re.Match[str] | None:
    found = None
    if text.find("等", first, last) < 0:
        return None
    for etc in _ETC.finditer(text, first, last):
        follows = text[etc.end() : etc.end() + 2]
        if etc.start() > first and (etc.end() == last or follows[:1] in "和及与" or follows == "以及"):
            found = etc
    return found


def _parts(text: str, first: int, last: int, shared_until: int) -> Iterator[Piece]:
    etc = _last_etc(text, first, last)
    if etc is not None:
        yield from _split_and(text, first, etc.start(), etc.end() <= shared_until)
        rest = _AND.match(text, etc.end(), last)
        if etc.end() < last:
            yield from _split_and(text, rest.end() if rest else etc.end(), last, False)
        return
    yield from _split_and(text, first, last, last <= shared_until)


def _split_and(text: str, first: int, last: int, shared: bool) -> Iterator[Piece]:
    """Split at 和 and 及 where both sides are units; 工业和信息化部 stays one."""
    if _AND.search(text, first, last) is None:
        if last > first:
            yield Piece(first, last, shared)
        return
    lead = _AND.match(text, first, last)
    if lead is not None and lead.group() != "和" and text[first - 1 : first] in _SEPARATORS:
        first = lead.end()
    if last <= first:
        return
    joined = [found.span() for found in _JOINED.finditer(text, first, last)]
    for found in _AND.finditer(text, first + 1, last - 1):
        if any(a <= found.start() < b for a, b in joined):
            continue
        left, right = text[first : found.start()], text[found.end() : last]
        if right in _CLASSES and len(left) > 2:
            continue
        both_fields = is_sector(left) and (shared or right.endswith(_SHARED) or kind_of(right) is UnitKind.GROUP)
        if both_fields or (kind_of(left) is not None and _goes_on(right, shared)):
            yield Piece(first, found.start(), True)
            yield from _split_and(text, found.end(), last, shared)
            return
    yield Piece(first, last, shared)


def _goes_on(words: str, shared: bool) -> bool:
    """Whether the words after 和 are a unit's name or go on with more of them."""
    return kind_of(words) is not None or _AND.search(words) is not None or (shared and could_be_listed(words))


def _join_levels(text: str, pieces: list[Piece]) -> list[Piece]:
    """Make one name of 各省、自治区、直辖市商务厅, whose members are only levels."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before is not None and _LEVEL_TAIL.fullmatch(text, piece.start, piece.end) and _only_levels(text, before):
            joined[-1] = Piece(before.start, piece.end, piece.shared)
        else:
            joined.append(piece)
    return joined


def _only_levels(text: str, piece: Piece) -> bool:
    return all(
        _LEVEL.fullmatch(text, item.start(), item.end()) for item in _ITEM.finditer(text, piece.start, piece.end)
    )
