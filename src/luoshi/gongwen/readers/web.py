"""Web pages (.html): block elements as lines, tables as tables, navigation left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from luoshi.gongwen.readers.draft import Draft, Slot, Source
from luoshi.gongwen.readers.encoding import decode
from luoshi.gongwen.readers.refusals import refuse

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DROPPED = frozenset(
    re.findall(
        r"\w+",
        "head script style nav noscript template iframe object embed svg math canvas audio video "
        "button select option input textarea",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot "
        "th thead tr ul",
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_WIDEST = 1_000  # columns and rows that one cell may span, as in browsers


def build(source: Source) -> Draft:
    """Read a web page."""
    declared = _CHARSET.search(source.data[:4096])
    text = decode(source, declared.group(1).decode("ascii") if declared is not None else "")
    draft = Draft(source)
    add_html(draft, text)
    return draft


def add_html(draft: Draft, html: str) -> None:
    """Add what a page, or a piece of one, shows."""
    if not html.strip():
        return
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(html.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise refuse("damaged", draft.source.name, "网页结构无法解析", "its mark-up cannot be parsed") from None
    if root is not None:
        _Page(draft).walk(root)


class _Sink(Protocol):
    """Where the lines of a page go: a draft, or a cell."""

    def paragraph(self, words: str, level: int | None = None) -> None:
        """Take the lines of one paragraph."""

    def table(self, slots: Iterable[Slot]) -> None:
        """Take a table."""


class _Page:
    """Walks over the elements and gathers the words of the line that is being written."""

    def __init__(self, draft: _Sink) -> None:
        self._draft = draft
        self._line: list[str] = []
        self._level: int | None = None

    def walk(self, root: etree._Element) -> None:
        """Add all that *root* shows.  Not recursive: pages may nest very deeply."""
        context = etree.iterwalk(root, events=("start", "end"))
        opened: set[etree._Element] = set()
        for event, element in context:
            if event == "start":
                if _is_dropped(element):
                    context.skip_subtree()
                elif element.tag == "table" and (slots := _data_table(element)):
                    self._flush()
                    self._draft.table(slots)
                    context.skip_subtree()
                else:
                    opened.add(element)
                    self._open(element)
            else:
                if element in opened:
                    opened.discard(element)
                    self._close(element)
                if element is not root:
                    self._say(element.tail, element.getparent())
        self._flush()

    def _open(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._flush()
            self._level = _HEADINGS.get(str(element.tag), self._level)
        elif element.tag == "br":
            self._line.append("\n")
        self._say(element.text, element)

    def _close(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._flush()
            if element.tag in _HEADINGS:
                self._level = None

    def _say(self, words: str | None, holder: etree._Element | None) -> None:
        if words:
            preserved = holder is not None and holder.tag == "pre"
            self._line.append(words if preserved else _BLANKS.sub(_blank, words))

    def _flush(self) -> None:
        if self._line:
            self._draft.paragraph(tidy("".join(self._line)), self._level)
            self._line.clear()


def tidy(words: str) -> str:
    """*words* without the blanks that only the page's source has: at the ends of lines."""
    return "\n".join(line.strip(" \t") for line in words.split("\n"))


def _blank(found: re.Match[str]) -> str:
    """A run of white space is one space; a line break in the source between Chinese is nothing."""
    whole = found.string
    before = whole[found.start() - 1] if found.start() else "a"
    after = whole[found.end()] if found.end() < len(whole) else "a"
    return "" if "\n" in found.group() and (before > "\u2e7f" or after > "\u2e7f") else " "


def _is_dropped(element: etree._Element) -> bool:
    if element.tag in _DROPPED or "hidden" in element.attrib:
        return True
    return _HIDDEN.search(element.get("style", "")[:1000]) is not None


def _data_table(table: etree._Element) -> list[Slot]:
    """The cells of a table; none for one that only lays out the page, or holds a single column."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    slots: list[Slot] = []
    taken: dict[int, set[int]] = {}
    rows = [row for row in table.iter("tr") if not _is_dropped(row)]
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while column in taken.get(number, ()):
                column += 1
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            width = max(_span(cell, "colspan"), 1)
            slots.append(Slot(_cell_words(cell), number, column, height, width))
            for below in range(number + 1, number + height):
                taken.setdefault(below, set()).update(range(column, column + width))
            column += width
    columns = {slot.column for slot in slots}
    return slots if len(columns) > 1 and len(rows) > 1 else []


def _span(cell: etree._Element, name: str) -> int:
    words = cell.get(name, "1").strip()
    return min(int(words), _WIDEST) if words.isascii() and words.isdigit() and len(words) < 8 else 1


@dataclass(slots=True)
class _CellText:
    """Gathers the lines of a cell."""

    lines: list[str] = field(default_factory=list)

    def paragraph(self, words: str, level: int | None = None) -> None:  # noqa: ARG002
        """Take the lines of one paragraph."""
        self.lines.extend(line.strip() for line in words.split("\n") if line.strip())

    def table(self, slots: Iterable[Slot]) -> None:
        """Take a table as lines."""
        self.lines.extend(slot.text for slot in slots)


def _cell_words(cell: etree._Element) -> str:
    gathered = _CellText()
    _Page(gathered).walk(cell)
    return "\n".join(gathered.lines)
