"""Word documents (.docx): paragraphs and tables in order, numbered as they print.

Tracked insertions count, deletions do not; hidden text, headers and footers are left
out (headers are looked at for a secrecy mark).  Text boxes and notes stand at the end.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from luoshi.gongwen.model import NoteKind
from luoshi.gongwen.readers.draft import Draft, Slot, Source
from luoshi.gongwen.readers.package import Package
from luoshi.gongwen.readers.word_names import MC, W, is_on, number, value
from luoshi.gongwen.readers.word_numbering import Numbering
from luoshi.gongwen.readers.word_runs import Words
from luoshi.gongwen.readers.word_styles import Styles, outline_level

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_WIDEST = 1_000  # Word allows 63 columns; a larger span is a forgery


def build(source: Source) -> Draft:
    """Read a Word document."""
    package = Package(source)
    main = package.main("word/document.xml")
    related = list(package.related(main).values())
    parts = {kind: target for kind, target in reversed(related) if package.has(target)}
    styles = Styles(package.xml(parts["styles"]) if "styles" in parts else None)
    numbering = Numbering(package.xml(parts["numbering"]) if "numbering" in parts else None, styles)
    reader = _Reader(Draft(source), styles, numbering)
    body = package.xml(main).find(W + "body")
    if body is not None:
        reader.body(body)
    for kind in ("footnotes", "endnotes"):
        if kind in parts:
            reader.notes(package.xml(parts[kind]))
    for kind, target in related:
        if kind == "header" and package.has(target):
            reader.header(package.xml(target))
    return reader.draft


class _Reader:
    """Walks over a document's blocks and puts them into a draft."""

    def __init__(self, draft: Draft, styles: Styles, numbering: Numbering) -> None:
        self.draft = draft
        self._styles = styles
        self._numbering = numbering
        self._words = Words(styles)
        self._pending = ""

    def body(self, body: etree._Element) -> None:
        """Read the running text, then its text boxes (and the boxes within them)."""
        for block in _blocks(body):
            if block.tag == W + "tbl":
                self._flush()
                self.draft.table(self._slots(block))
            else:
                self._paragraph(block)
        self._flush()
        for box in self._boxes():
            for block in _blocks(box):
                for words in self._flat(block):
                    self.draft.paragraph(words, note=NoteKind.TEXT_BOX)
                    self.draft.marks.append(words)

    def notes(self, root: etree._Element) -> None:
        """Read footnotes or endnotes; the separators that Word stores among them have a type."""
        for note in itertools.chain(root.iterchildren(W + "footnote"), root.iterchildren(W + "endnote")):
            if value(note, "type") in {"", "normal"}:
                words = "\n".join(itertools.chain.from_iterable(map(self._flat, _blocks(note))))
                self.draft.paragraph(words.strip(), note=NoteKind.FOOTNOTE)

    def header(self, root: etree._Element) -> None:
        """Keep the words of a page header, where a secrecy mark may stand."""
        lines = list(itertools.chain.from_iterable(map(self._flat, _blocks(root))))
        for box in self._boxes():
            lines.extend(itertools.chain.from_iterable(map(self._flat, _blocks(box))))
        self.draft.marks.append("\n".join(lines))

    def _boxes(self) -> Iterator[etree._Element]:
        while self._words.boxes:
            yield self._words.boxes.pop(0)

    def _paragraph(self, paragraph: etree._Element) -> None:
        words, level = self._read(paragraph)
        if is_on(paragraph.find(f"{W}pPr/{W}rPr/{W}del")):
            # The paragraph's end was deleted: it runs on into the next one.
            self._pending += words
            return
        self.draft.paragraph(self._pending + words, level)
        self._pending = ""

    def _flush(self) -> None:
        self.draft.paragraph(self._pending)
        self._pending = ""

    def _read(self, paragraph: etree._Element) -> tuple[str, int | None]:
        properties = paragraph.find(W + "pPr")
        style_id = value(properties.find(W + "pStyle")) if properties is not None else ""
        words = self._words.of(paragraph, style_id)
        if not words.strip() and paragraph.find(W + "del") is not None:
            return "", None  # all that was in it is deleted: it takes no number
        mark = self._numbering.next(properties, style_id)
        if not words.strip():
            # A number alone is what a column of serial numbers prints; in the text it is an empty line.
            return (mark.strip() if _in_cell(paragraph) else ""), None
        own = properties.find(W + "outlineLvl") if properties is not None else None
        level = outline_level(number(own)) if own is not None else self._styles.level(style_id)
        if mark[-1:] == "." and words[:1].isdigit():
            mark += " "  # “1.” and “2026年” must not become “1.2026年”
        return (mark + words.lstrip() if mark else words), level

    def _flat(self, block: etree._Element) -> Iterator[str]:
        """The lines of a block where no table can stand: a row becomes one line."""
        if block.tag != W + "tbl":
            yield self._read(block)[0]
            return
        for row in _rows(block):
            yield "\t".join(self._cell(cell) for cell in _cells(row))

    def _cell(self, cell: etree._Element) -> str:
        lines = itertools.chain.from_iterable(map(self._flat, _blocks(cell)))
        return "\n".join(line for line in lines if line.strip())

    def _slots(self, table: etree._Element) -> list[Slot]:
        """The cells of a table; a cell that continues the one above makes that one taller."""
        slots: list[Slot] = []
        open_at: dict[int, int] = {}
        for row, element in enumerate(_rows(table)):
            column = min(number(element.find(f"{W}trPr/{W}gridBefore")) or 0, _WIDEST)
            for cell in _cells(element):
                width = min(max(number(cell.find(f"{W}tcPr/{W}gridSpan")) or 1, 1), _WIDEST)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                above = open_at.get(column)
                continues = merge is not None and value(merge) != "restart"
                if continues and above is not None and slots[above].row + slots[above].rows == row:
                    # Word prints nothing of what is left in a continued cell.
                    slots[above] = replace(slots[above], rows=slots[above].rows + 1)
                else:
                    slots.append(Slot(self._cell(cell), row, column, columns=width))
                    open_at[column] = len(slots) - 1
                column += width
        return slots


def _in_cell(paragraph: etree._Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and parent.tag == W + "tc"


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, looked up through content controls and the like."""
    for element in parent.iterchildren(tag=etree.Element):
        if element.tag in {W + "p", W + "tbl"}:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _blocks(element)
        elif element.tag == MC + "AlternateContent":
            chosen = element.find(MC + "Choice")
            yield from _blocks(element if chosen is None else chosen)
        elif element.tag == MC + "Fallback":
            yield from _blocks(element)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table.iterchildren(tag=etree.Element):
        if element.tag == W + "tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif element.tag in _WRAPPERS:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row.iterchildren(tag=etree.Element):
        if element.tag == W + "tc":
            yield element
        elif element.tag in _WRAPPERS:
            yield from _cells(element)
