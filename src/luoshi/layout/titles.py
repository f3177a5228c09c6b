"""Break a long title into lines as GB/T 9704-2012 (7.3.1) asks: no word torn, a trapezium or a lozenge."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise

from luoshi.layout.fonts import SIZE_TITLE
from luoshi.layout.page import points
from luoshi.layout.text import clean

_MOST_LINES = 3
# Where a title may be broken without a word being torn: behind these, or before those.
_BEHIND = re.compile(
    "(?:关于|印发|转发|批转|做好|开展|加强|推进|深化|落实|贯彻|实施|进一步|"
    "办公室|委员会|政府|年度|[、》）：和及与的 　])$"
)
_BEFORE = re.compile("关于|任务|分解|重点|工作|实施|情况|专项|行动|方案|意见采纳|督查|责任|有关|若干|[《（]")
_SUFFIXES = ("办公室", "委员会", "政府")  # of a name that goes on
_NEVER_FIRST = "》）”’、，。：；！？的年月日号"
_NEVER_LAST = "《（“‘"
_TORN = 6.0  # what a break costs that may tear a word
_LINE = 4.0  # what a line more costs
_NEVER = 1000.0


def room_for(millimetres: float, size: float = SIZE_TITLE) -> int:
    """How many characters of *size* points a line of a title may have, with some air beside them."""
    return int(points(millimetres) / size) - 2


def title_lines(title: str, room: int) -> tuple[str, ...]:
    """*title* in lines of at most *room* characters; breaks that it brings (``\\n``) are kept."""
    return tuple(line for part in clean(title).split("\n") for line in _lines(part, room))


def _lines(title: str, room: int) -> tuple[str, ...]:
    fewest = int(-(-width(title) // room))
    if fewest <= 1 or fewest > _MOST_LINES:
        return (title,)  # too long for a title of any shape: the page breaks it
    places = [place for place in range(1, len(title)) if _break(title[:place], title[place:]) < _NEVER]
    candidates = (
        _cut(title, chosen)
        for count in {fewest, min(fewest + 1, _MOST_LINES)}
        for chosen in combinations(places, count - 1)
    )
    best = min(candidates, key=lambda lines: _cost(lines, room))
    return tuple(line.strip() for line in best)


def _cut(title: str, places: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *places, len(title))
    return tuple(title[start:end] for start, end in pairwise(edges))


def _cost(lines: tuple[str, ...], room: int) -> float:
    widths = [width(line) for line in lines]
    mean = sum(widths) / len(widths)
    cost = sum((width - mean) ** 2 for width in widths) / mean + _LINE * len(lines)
    cost += sum(_NEVER for width in widths if width > room)
    cost += sum(_break(before, after) for before, after in pairwise(lines))
    # A middle shorter than both its neighbours is an hourglass.
    middle = zip(widths, widths[1:], widths[2:], strict=False)
    return cost + sum(_TORN for first, second, third in middle if second < min(first, third))


@cache
def _break(before: str, after: str) -> float:
    if after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST:
        return _NEVER
    if before[-1].isascii() and after[0].isascii():
        return _NEVER
    if after.startswith(_SUFFIXES):
        return _TORN
    return 0.0 if _BEHIND.search(before) or _BEFORE.match(after) else _TORN


def width(line: str) -> float:
    """How wide *line* is, in characters; a Latin one is about half as wide as a Chinese one."""
    return sum(0.5 if character.isascii() else 1.0 for character in line)
