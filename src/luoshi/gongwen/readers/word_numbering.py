"""Automatic numbering, counted and printed as Word does (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from luoshi.gongwen.readers.numerals import printed
from luoshi.gongwen.readers.word_names import W, is_on, number, value
from luoshi.gongwen.readers.word_styles import Styles

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering; ``restart`` is the level (1-based) after which it starts again."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    arabic: bool = False
    linked_style: str = ""


@dataclass(slots=True)
class _Counter:
    """Where an abstract numbering stands; lists that share it count on together."""

    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Gives each numbered paragraph its number, in the order of the document."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[int, dict[int, Level]] = {}
        self._links: dict[int, str] = {}
        self._numbers: dict[int, tuple[int, dict[int, Level], dict[int, int]]] = {}
        self._counters: dict[int, _Counter] = {}
        self._begun: set[int] = set()
        if root is not None:
            self._read(root)

    def next(self, properties: etree._Element | None, style_id: str) -> str:
        """The number to print before a paragraph with these properties, empty for none."""
        place = self._place(properties, style_id)
        if place is None:
            return ""
        num_id, depth = place
        found = self._numbers.get(num_id)
        if found is None or not 0 <= depth < _LEVELS:
            return ""
        abstract, _, starts = found
        levels = self._levels(num_id)
        level = levels.get(depth)
        if level is None:
            return ""
        values = self._counters.setdefault(abstract, _Counter()).values
        if num_id not in self._begun:
            self._begun.add(num_id)
            for overridden in starts:
                values[overridden] = None
        current = values[depth]
        values[depth] = level.start if current is None else current + 1
        _restart_below(values, depth, levels)
        return _print(level, values, levels)

    def _place(self, properties: etree._Element | None, style_id: str) -> tuple[int, int] | None:
        """The numbering and level of a paragraph: its own, else its style's; id 0 switches it off."""
        own = properties.find(W + "numPr") if properties is not None else None
        num_id = number(own.find(W + "numId")) if own is not None else None
        depth = number(own.find(W + "ilvl")) if own is not None else None
        if num_id is None:
            inherited = self._styles.numbering(style_id)
            if inherited is None:
                return None
            num_id = inherited[0]
            depth = depth if depth is not None else inherited[1]
            if depth is None:
                depth = self._linked_level(num_id, style_id)
        return (num_id, depth or 0) if num_id else None

    def _linked_level(self, num_id: int, style_id: str) -> int:
        levels = self._levels(num_id)
        return next((depth for depth, level in levels.items() if level.linked_style == style_id), 0)

    def _levels(self, num_id: int) -> dict[int, Level]:
        found = self._numbers.get(num_id)
        if found is None:
            return {}
        abstract, overrides, starts = found
        levels = dict(self._abstract.get(abstract, {}))
        link = self._links.get(abstract)
        if not levels and link is not None:
            target = self._styles.numbering(link)
            if target is not None and target[0] != num_id and target[0] in self._numbers:
                levels = dict(self._abstract.get(self._numbers[target[0]][0], {}))
        levels.update(overrides)
        for depth, start in starts.items():
            levels[depth] = replace(levels.get(depth, Level()), start=start)
        return levels

    def _read(self, root: etree._Element) -> None:
        for element in root.iterfind(W + "abstractNum"):
            key = number(element, "abstractNumId")
            if key is not None:
                self._abstract[key] = _read_levels(element)
                if element.find(W + "numStyleLink") is not None:
                    self._links[key] = value(element.find(W + "numStyleLink"))
        for element in root.iterfind(W + "num"):
            key, abstract = number(element, "numId"), number(element.find(W + "abstractNumId"))
            if key is None or abstract is None:
                continue
            overrides: dict[int, Level] = {}
            starts: dict[int, int] = {}
            for row in element.iterfind(W + "lvlOverride"):
                overrides.update(_read_levels(row))
                depth, start = number(row, "ilvl"), number(row.find(W + "startOverride"))
                if depth is not None and 0 <= depth < _LEVELS and start is not None:
                    starts[depth] = start
            self._numbers[key] = (abstract, overrides, starts)


def _read_levels(parent: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in parent.iterfind(W + "lvl"):
        depth = number(element, "ilvl")
        if depth is None or not 0 <= depth < _LEVELS:
            continue
        start = number(element.find(W + "start"))
        levels[depth] = Level(
            start=0 if start is None else start,  # the standard's default is 0; Word always writes it
            style=_number_format(element),
            text=value(element.find(W + "lvlText")),
            suffix=value(element.find(W + "suff")) or "tab",
            restart=number(element.find(W + "lvlRestart")),
            arabic=is_on(element.find(W + "isLgl")),
            linked_style=value(element.find(W + "pStyle")),
        )
    return levels


def _number_format(element: etree._Element) -> str:
    """The level's number format; newer formats hide behind an alternative with a plain fallback."""
    own = element.find(W + "numFmt")
    if own is None:
        own = next(element.iter(W + "numFmt"), None)
    return value(own) or "decimal"


def _restart_below(values: list[int | None], depth: int, levels: dict[int, Level]) -> None:
    for below in range(depth + 1, _LEVELS):
        restart = levels.get(below, Level()).restart
        if restart is None or (restart and depth < restart):
            values[below] = None


def _print(level: Level, values: list[int | None], levels: dict[int, Level]) -> str:
    if level.style == "bullet":
        # Bullets of symbol fonts stand in the private use area and mean nothing as text.
        return "•" if any("\ue000" <= char <= "\uf8ff" for char in level.text) else level.text

    def figure(found: re.Match[str]) -> str:
        place = int(found.group(1)) - 1
        shown = levels.get(place, Level())
        current = values[place]
        return printed(shown.start if current is None else current, "decimal" if level.arabic else shown.style)

    number_words = _PLACE.sub(figure, level.text)
    # Word's gap after the number is left out, but figures of number and text must not run together.
    last = number_words[-1:]
    needs_gap = level.suffix != "nothing" and (last.isdecimal() or last.isalpha())
    return number_words + " " if needs_gap else number_words
