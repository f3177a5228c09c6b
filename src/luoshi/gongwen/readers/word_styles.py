"""What Word styles say of a paragraph: heading level, hidden text, numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from luoshi.gongwen.readers.word_names import W, is_on, number, value

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_LONGEST_CHAIN = 20  # styles that are based on one another may form a ring


@dataclass(frozen=True, slots=True)
class Style:
    """One style; ``None`` where it says nothing."""

    base: str
    name: str
    level: int | None
    hidden: bool | None
    num_id: int | None
    num_level: int | None


class Styles:
    """The styles of a document, asked by id; the default paragraph style answers to the empty id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        for element in root.iter(W + "style") if root is not None else ():
            style = _read_style(element)
            self._styles[value(element, "styleId")] = style
            if value(element, "type") == "paragraph" and value(element, "default") in {"1", "true", "on"}:
                self._styles.setdefault("", style)

    def chain(self, style_id: str) -> list[Style]:
        """The style and those it is based on, nearest first."""
        found: list[Style] = []
        style = self._styles.get(style_id)
        while style is not None and len(found) < _LONGEST_CHAIN:
            found.append(style)
            style = self._styles.get(style.base) if style.base else None
        return found

    def level(self, style_id: str) -> int | None:
        """The heading level: 0 for a title, 1–9 for headings, ``None`` for body text."""
        for style in self.chain(style_id):
            if style.name in {"title", "标题"}:
                return 0
            heading = _HEADING.fullmatch(style.name)
            if heading is not None:
                return int(heading.group(1))
            if style.level is not None:
                return outline_level(style.level)
        return None

    def hidden(self, style_id: str) -> bool:
        """Whether text in this style is hidden."""
        return next((style.hidden for style in self.chain(style_id) if style.hidden is not None), False)

    def numbering(self, style_id: str) -> tuple[int, int | None] | None:
        """The numbering that comes with the style: its id and level (``None``: as the numbering links it)."""
        for style in self.chain(style_id):
            if style.num_id is not None:
                return style.num_id, style.num_level
        return None


def outline_level(raw: int | None) -> int | None:
    """Word's outline level (0–8, 9 is body text) as a heading level (1–9)."""
    return raw + 1 if raw is not None and 0 <= raw <= 8 else None


def _read_style(element: etree._Element) -> Style:
    vanish = element.find(f"{W}rPr/{W}vanish")
    return Style(
        base=value(element.find(W + "basedOn")),
        name=value(element.find(W + "name")).lower(),
        level=number(element.find(f"{W}pPr/{W}outlineLvl")),
        hidden=None if vanish is None else is_on(vanish),
        num_id=number(element.find(f"{W}pPr/{W}numPr/{W}numId")),
        num_level=number(element.find(f"{W}pPr/{W}numPr/{W}ilvl")),
    )
