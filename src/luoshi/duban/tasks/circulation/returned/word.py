"""Cells of a .docx file as text, as they read when every tracked change is accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from luoshi.duban.tasks.circulation.returned.sheet import MOST_COLUMNS, MOST_ROWS, Contents, Place, Table

Element = etree._Element

_BODY, _COMMENTS = "word/document.xml", "word/comments.xml"
#: What a tracked change took out.
_GONE = {"del", "moveFrom"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": " "}


def read(content: bytes) -> Contents:
    """The tables of the document and its paragraphs; remarks in the margin (批注) stand with their cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = _parse(package.read(_BODY))
        remarks = _remarks(package.read(_COMMENTS)) if _COMMENTS in package.namelist() else {}
    tables = [
        _table(one, number, remarks)
        for number, one in enumerate((e for e in body.iter() if _is(e, "tbl") and not _inside_cell(e)), 1)
    ]
    words = [_text(one) for one in body.iter() if _is(one, "p") and not _inside_cell(one)]
    return Contents(tables, words)


def _parse(content: bytes) -> Element:
    # No entity is resolved and nothing is fetched, whatever the file asks for.
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _is(element: Element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def _attribute(element: Element, name: str) -> str:
    """An attribute by its local name: the strict form of the format has another name space."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _inside_cell(element: Element) -> bool:
    return any(_is(one, "tc") for one in element.iterancestors())


def _table(element: Element, number: int, remarks: dict[str, str]) -> Table:
    table = Table(f"第{number}个表格", f"table {number}", [], is_sheet=False)
    for at, row in enumerate(_children(element, "tr"), 1):
        if at > MOST_ROWS:
            break
        cells: list[str] = []
        for cell in _children(row, "tc"):
            note = "；".join(remarks[key] for key in _remark_keys(cell) if key in remarks)
            if note:
                table.notes[Place(at, len(cells) + 1)] = note
            cells += [_text(cell), *[""] * (_span(cell) - 1)]
        table.rows.append(cells[:MOST_COLUMNS])
    return table


def _children(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, those inside a content control and tracked insertions too."""
    for child in element:
        if _is(child, name):
            yield child
        elif _is(child, "sdt") or _is(child, "sdtContent") or _is(child, "ins"):
            yield from _children(child, name)


def _span(cell: Element) -> int:
    for one in cell.iter():
        if _is(one, "gridSpan"):
            words = _attribute(one, "val")
            return min(int(words), MOST_COLUMNS) if words.isascii() and words.isdigit() and int(words) else 1
    return 1


def _remark_keys(cell: Element) -> Iterator[str]:
    return (_attribute(one, "id") for one in cell.iter() if _is(one, "commentReference"))


def _remarks(content: bytes) -> dict[str, str]:
    return {_attribute(one, "id"): _text(one) for one in _parse(content).iter() if _is(one, "comment")}


def _text(element: Element) -> str:
    """The words of a cell or a paragraph; its paragraphs are parted by line ends."""
    if _is(element, "p"):
        return "".join(_words(element)).strip()
    return "\n".join(filter(None, (_text(one) for one in element.iter() if _is(one, "p"))))


def _words(element: Element) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = child.tag.rpartition("}")[2]
        if name in _GONE:
            continue
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name != "pPr":
            yield from _words(child)
