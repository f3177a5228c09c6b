"""When two names, or the words of two limits or quantities, count as the same."""

from __future__ import annotations

import re

_OPENING = frozenset("（(〔[")
_CLOSING = frozenset("）)〕]")

# Names of which nothing would be left that says who is meant.
_WHOLE_NAMES = frozenset(
    [
        *("各部门", "各单位", "县直部门", "市直部门", "有关部门", "相关部门", "各有关部门", "各相关部门"),
        *("责任部门", "责任单位", "各责任部门", "各责任单位", "成员单位", "各级各部门", "主管部门"),
    ]
)
_QUALIFIERS = ("有关", "相关", "责任", "各")
_LEADS_UP = re.compile(r"(?:力争|争取|确保|预计|不[少低高]于|不超过|超过|突破|达到|[到在于至自从达约超])+")


def split_items(words: str) -> list[str]:
    """Cut at each 、 that stands outside brackets (乡（镇、街道）、村 are two items)."""
    items: list[str] = []
    end = len(words)
    in_brackets = False
    for at in range(len(words) - 1, -1, -1):
        char = words[at]
        if char in _CLOSING:
            in_brackets = True
        elif char in _OPENING:
            in_brackets = False
        elif char == "、" and not in_brackets:
            items.append(words[at + 1 : end])
            end = at
    items.append(words[:end])
    return items[::-1]


def bare_name(name: str) -> str:
    """A unit's name without 部门, 单位 or 等 at its end; whole where nothing else is left."""
    name = closed_up(name)
    if name in _WHOLE_NAMES:
        return name
    stem = name.removesuffix("部门") if name.endswith("部门") else name.removesuffix("单位")
    if stem != name:
        stem = next((stem.removesuffix(word) for word in _QUALIFIERS if stem.endswith(word)), stem)
    return stem.removesuffix("等") or name


def bare_words(words: str) -> str:
    """A limit's or quantity's words without what leads up to them (到, 力争, 不少于)."""
    words = closed_up(words)
    leads = _LEADS_UP.match(words)
    return (words[leads.end() :] if leads else words) or words


def closed_up(words: str) -> str:
    """The words without white space."""
    return "".join(words.split())


def stands_in(words: str, unit: str) -> bool:
    """Whether *words* stand in the text *unit*, and not as the tail of a longer number."""
    pattern = rf"(?<![\d.．]){re.escape(closed_up(words))}"
    return re.search(pattern, closed_up(unit)) is not None
