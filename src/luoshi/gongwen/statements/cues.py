"""The plainest cues of a statement's direction: words that tell, set limits, report, find fault."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

# It opens with one class of characters, so that a search skips all others at once.
_NUMBER = re.compile(
    r"[0-9０-９xX×*](?:(?<=[0-9０-９])[0-9０-９]*+(?:[.．,，][0-9０-９]++)*+"
    r"|(?<=[xX×*])[xX×*]{0,3}(?=[年月日亿万千百个家条项户处名人所套台头余多%％+]))"
)
# What tells most of a sentence's direction, whatever its subject.  Each cue begins with a fixed
# character, and what must stand before it is looked back at, so that a search skips from one
# such character to the next; a search for each kind ends at its first cue.
_UNIT = "局委办厅部镇乡院企所队组地县区市门位府"
_NO_CUE = "(?![求素点件害用对邀届急])"
_CUES = (
    ("due", re.compile(r"前(?<=[0日月年底]前)(?![后期提列三景沿进来往所])|内(?<=[年日天月]内)|年底|本月|限期")),
    ("must", re.compile(r"必须|务必|严禁|不得|一律|坚决|切实|确保")),
    (
        "past",
        re.compile(
            r"已|了(?<![为除解不到]了)(?!解)|截至|累计|同比|上年|以来|曾|位居|荣获|获得|居全|经查|发现|问题表现|据统计|据介绍|据汇报"
        ),
    ),
    (
        "told",
        re.compile(
            rf"要(?<=[{_UNIT}都也还]要){_NO_CUE}|应(?<=[{_UNIT}都也还]应){_NO_CUE}|须(?<=[{_UNIT}都也还]须){_NO_CUE}"
            rf"|必须(?<=[{_UNIT}都也还]必须){_NO_CUE}|负责(?<=[{_UNIT}]负责){_NO_CUE}|牵头"
        ),
    ),
    ("weak", re.compile(r"不足|不够|滞后|短板|不力|薄弱|缓慢|尚未|未能|问题|存在|困难")),
)
_CLOSING = frozenset("）)")
_AT_ONCE = frozenset("请由")
_TOLD_AT_ONCE = re.compile(r"[请由]|[^，。：；]{2,16}[局委办厅部镇乡院会司队]：")
_UNITS = re.compile(r"[局委办厅部镇乡院会司心）][^（()）]{0,6}[）)]。?$")


def squeeze(words: str) -> str:
    """The words with every number as ``0``, so that figures are alike."""
    return _NUMBER.sub("0", words)


def squeeze_all(lines: Sequence[str]) -> list[str]:
    """Each of *lines*, none of which holds a line break, squeezed, in one pass over them all."""
    return squeeze("\n".join(lines)).split("\n") if lines else []


def squeezed_places(words: str) -> list[tuple[int, int]]:
    """Where each character of the squeezed words stands in *words*, half-open."""
    found: list[tuple[int, int]] = []
    done = 0
    for number in _NUMBER.finditer(words):
        found += [(place, place + 1) for place in range(done, number.start())]
        found.append(number.span())
        done = number.end()
    return found + [(place, place + 1) for place in range(done, len(words))]


def read_cues(words: str) -> tuple[str, ...]:
    """The kinds of cue in a statement's words, in alphabetical order."""
    return read_all_cues([words])[0]


def read_all_cues(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The kinds of cue in each of *lines*, none of which holds a line break.

    One search for each kind runs from line to line over them all, and goes on with the next
    line where it has found one.
    """
    found: list[list[str]] = [[] for _ in lines]
    ends = [end + place for place, end in enumerate(accumulate(map(len, lines)))]
    joined = "\n".join(lines)
    for kind, cue in _CUES:
        at = 0
        while (hit := cue.search(joined, at)) is not None:
            line = bisect_left(ends, hit.end())
            found[line].append(kind)
            at = ends[line] + 1
    return [_completed(words, kinds) for words, kinds in zip(lines, found, strict=True)]


def _completed(words: str, kinds: list[str]) -> tuple[str, ...]:
    """*kinds* with what only the beginning and the end of the words tell."""
    at_once = words[:1] in _AT_ONCE or "：" in words[2:18]  # asked before the pattern is tried
    if at_once and "told" not in kinds and _TOLD_AT_ONCE.match(words):
        kinds = sorted([*kinds, "told"])
    if (words[-2:-1] in _CLOSING or words[-1:] in _CLOSING) and _UNITS.search(words, max(0, len(words) - 10)):
        kinds = sorted([*kinds, "units"])
    return tuple(kinds)
