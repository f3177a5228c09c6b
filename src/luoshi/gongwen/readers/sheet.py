"""Excel workbooks (.xlsx): every visible sheet as a heading and a table.

Formulas are never computed: the values that Excel stored with them are read.  Rows and
columns without any words are left out; title rows above the table become lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from luoshi.gongwen.readers.draft import Draft, Slot, Source
from luoshi.gongwen.readers.package import Package
from luoshi.gongwen.readers.sheet_values import Formats, S, read_formats

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile(r"_x(00[0-9A-Fa-f]{2})_")
_PARTICULAR = re.compile(r"[^：:]{1,12}[：:]")
_HEADER_SHARE = 0.8
_HEADER_CODE = re.compile(r"&[LCRPNDTGFAZUEXYSBIOH]|&\"[^\"]*\"|&\d+|&K[0-9A-F]{6}")


@dataclass(slots=True)
class _Grid:
    """The words of a sheet by row and column (from 0), and the merged ranges."""

    words: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def build(source: Source) -> Draft:
    """Read a workbook."""
    package = Package(source)
    draft = Draft(source)
    main = package.main("xl/workbook.xml")
    workbook = package.xml(main)
    related = package.related(main)
    parts = {kind: target for kind, target in related.values() if package.has(target)}
    shared = _shared_strings(package.xml(parts["sharedStrings"])) if "sharedStrings" in parts else []
    settings = workbook.find(S + "workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    formats = read_formats(package.xml(parts["styles"]) if "styles" in parts else None, since_1904=since_1904)
    for sheet in workbook.iterfind(f"{S}sheets/{S}sheet"):
        kind, target = related.get(sheet.get(_RELATION_ID, ""), ("", ""))
        if kind == "worksheet" and sheet.get("state", "visible") == "visible":
            root = package.xml(target)
            _add(draft, sheet.get("name", ""), _read_grid(root, shared, formats))
            draft.marks.append(_page_header(root))
    return draft


def _shared_strings(root: etree._Element) -> list[str]:
    return [_string(item) for item in root.iterfind(S + "si")]


def _string(item: etree._Element) -> str:
    """The text of a string with its runs; phonetic guides are no part of it."""
    direct = [text.text or "" for text in item.iterchildren(S + "t")]
    words = "".join(direct + [text.text or "" for text in item.iterfind(f"{S}r/{S}t")])
    return _ESCAPED.sub(_unescape, words) if "_x" in words else words


def _unescape(found: re.Match[str]) -> str:
    """Excel writes control characters as ``_x000D_``; a carriage return is a break."""
    return {"000D": "\n", "000A": "\n", "0009": " ", "005F": "_"}.get(found.group(1).upper(), "")


def _page_header(root: etree._Element) -> str:
    header = root.find(f"{S}headerFooter/{S}oddHeader")
    return _HEADER_CODE.sub("\n", header.text or "") if header is not None else ""


def _read_grid(root: etree._Element, shared: list[str], formats: Formats) -> _Grid:
    grid = _Grid()
    row_number = -1
    for row in root.iterfind(f"{S}sheetData/{S}row"):
        row_number = _count(row.get("r")) - 1 if _count(row.get("r")) else row_number + 1
        column = -1
        for cell in row.iterfind(S + "c"):
            place = _place(cell.get("r", ""))
            column = place[1] if place is not None else column + 1
            words = _shown(cell, shared, formats).strip()
            if words:
                grid.words[row_number, column] = words
    for merge in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        start, end = _place(first), _place(last)
        if start is not None and end is not None and end[0] >= start[0] and end[1] >= start[1]:
            grid.merged[start] = end
    return grid


def _count(words: str | None) -> int:
    return int(words) if words is not None and words.isascii() and words.isdigit() and len(words) < 8 else 0


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference such as ``B3``."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return max(int(found.group(2)) - 1, 0), column - 1


def _shown(cell: etree._Element, shared: list[str], formats: Formats) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(S + "is")
        return _string(inline) if inline is not None else ""
    stored = cell.find(S + "v")
    raw = (stored.text or "") if stored is not None else ""
    if kind == "s":
        index = _count(raw)
        return shared[index] if raw and index < len(shared) else ""
    if kind == "b":
        return "是" if raw == "1" else "否"
    if kind in {"str", "e", "d"}:
        return raw
    return formats.shown(raw, _count(cell.get("s")))


def _add(draft: Draft, name: str, grid: _Grid) -> None:
    """Put a sheet into the draft: its name, the rows above the table, the table."""
    if not grid.words:
        return
    draft.paragraph(name, level=1)
    slots = _compact(grid)
    header = _header_row(slots)
    for words in _lines(slots, header):
        draft.paragraph(words)
    draft.table(
        Slot(slot.text, slot.row - header, slot.column, slot.rows, slot.columns) for slot in slots if slot.row >= header
    )


def _compact(grid: _Grid) -> list[Slot]:
    """The cells that hold words, on a grid of the rows and columns in which some cell begins."""
    rows = {row: number for number, row in enumerate(sorted({row for row, _ in grid.words}))}
    columns = {column: number for number, column in enumerate(sorted({column for _, column in grid.words}))}
    slots: list[Slot] = []
    for (row, column), words in sorted(grid.words.items()):
        end = grid.merged.get((row, column), (row, column))
        height = _covered(rows, row, end[0])
        width = _covered(columns, column, end[1])
        slots.append(Slot(words, rows[row], columns[column], height, width))
    return slots


def _covered(kept: dict[int, int], first: int, last: int) -> int:
    """How many of the kept rows (or columns) lie in a range, whose first one is kept."""
    if last - first < len(kept):
        return sum(place in kept for place in range(first, last + 1))
    return sum(first <= place <= last for place in kept)


def _header_row(slots: list[Slot]) -> int:
    """The first row of the table (one past the last row if there is none).

    It has cells in half the columns at least, which with those they are merged over make
    most of the width, and no particulars such as ``填报单位：县政府办``.
    """
    width = max(slot.column for slot in slots) + 1
    rows: dict[int, list[Slot]] = {}
    for slot in slots:
        rows.setdefault(slot.row, []).append(slot)
    several = [row for row, cells in rows.items() if len(cells) >= 2 and not _tells_particulars(cells)]
    wide = (
        row
        for row in several
        if 2 * len(rows[row]) >= width and sum(slot.columns for slot in rows[row]) >= _HEADER_SHARE * width
    )
    return next(wide, next(iter(several), max(rows) + 1))


def _tells_particulars(cells: list[Slot]) -> bool:
    told = sum(_PARTICULAR.match(slot.text) is not None for slot in cells)
    return 2 * told >= len(cells)


def _lines(slots: list[Slot], header: int) -> Iterator[str]:
    rows: dict[int, list[str]] = {}
    for slot in slots:
        if slot.row < header:
            rows.setdefault(slot.row, []).append(slot.text)
    for row in sorted(rows):
        yield "　".join(rows[row])
