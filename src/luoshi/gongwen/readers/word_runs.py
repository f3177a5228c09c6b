"""The words of a paragraph: what Word prints of its runs, with text boxes set aside."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from luoshi.gongwen.readers.word_names import MATH, MC, W, is_on, value
from luoshi.gongwen.readers.word_styles import Styles

# Deleted and moved-away text, readings above characters, properties, and what a field computes from.
_LEFT_OUT = frozenset(
    W + name
    for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "tblPr")
)
_BREAKS = frozenset({W + "br", W + "cr"})
_TABS = frozenset({W + "tab", W + "ptab"})


class Words:
    """Collects the words of a paragraph; text boxes are kept in ``boxes`` for later."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.boxes: list[etree._Element] = []

    def of(self, paragraph: etree._Element, style_id: str) -> str:
        """The paragraph's words; a manual break is a line feed, a tab a tab."""
        return "".join(self._walk(paragraph, self._styles.hidden(style_id)))

    def _walk(self, parent: etree._Element, hidden: bool) -> Iterator[str]:
        for element in parent.iterchildren(tag=etree.Element):
            tag = element.tag
            if tag in _LEFT_OUT:
                continue
            if tag == W + "r":
                if not self._is_hidden(element, hidden):
                    yield from self._walk(element, hidden)
            elif tag == W + "t" or tag == MATH + "t":
                yield element.text or ""
            elif tag in _TABS:
                yield "\t"
            elif tag in _BREAKS:
                yield "\n"
            elif tag == W + "noBreakHyphen":
                yield "-"
            elif tag == W + "sym":
                yield _symbol(element)
            elif tag == MC + "AlternateContent":
                # The same text box stands in Choice and again, for old programs, in Fallback.
                yield from self._walk_first(element, hidden)
            elif tag == W + "txbxContent":
                self.boxes.append(element)
            else:
                yield from self._walk(element, hidden)

    def _walk_first(self, element: etree._Element, hidden: bool) -> Iterator[str]:
        chosen = element.find(MC + "Choice")
        if chosen is None:
            chosen = element.find(MC + "Fallback")
        if chosen is not None:
            yield from self._walk(chosen, hidden)

    def _is_hidden(self, run: etree._Element, inherited: bool) -> bool:
        own = run.find(f"{W}rPr/{W}vanish")
        if own is not None:
            return is_on(own)
        style_id = value(run.find(f"{W}rPr/{W}rStyle"))
        return inherited or (bool(style_id) and self._styles.hidden(style_id))


def _symbol(element: etree._Element) -> str:
    """A character by its code; those of symbol fonts (F000–F0FF) have no meaning as text."""
    try:
        char = chr(int(value(element, "char"), 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= char <= "\uf8ff" or "\ud800" <= char <= "\udfff" else char
