"""A table that looks official in Word: the head on every page, no row broken across pages."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from docx.document import Document
from docx.oxml.ns import qn

from luoshi.layout import fonts
from luoshi.layout.grid import Align, Cell, Grid, Row, Section
from luoshi.layout.text import clean
from luoshi.layout.titles import room_for, title_lines
from luoshi.layout.word_xml import Element, element, run, twips

_HEAD_FILL = "E7E6E6"
_SECTION_FILLS = {1: "F2F2F2", 2: "FFFFFF"}
_OPEN_FILL = "FFF2CC"
_SECTION_FACES = {1: fonts.HEI, 2: fonts.KAI}
_LINE = 4  # eighths of a point
_PADDING = 1.2  # millimetres beside the words of a cell
_PITCH = 15.0  # points from line to line
_REMARK_SIZE = 9.0


@dataclass(frozen=True, slots=True)
class _Lines:
    """How a paragraph's lines lie: alignment, points before and after, from line to line."""

    align: Align = Align.LEFT
    before: float = 0
    after: float = 0
    pitch: float = _PITCH
    keep_with_next: bool = False


_TITLE = _Lines(Align.CENTRE, after=6, pitch=30, keep_with_next=True)
_NOTE = _Lines(after=4, keep_with_next=True)
_REMARK = _Lines(before=2, pitch=12)


def add_table(document: Document, grid: Grid, *, titled: bool = True) -> None:
    """Append *grid*: its title unless it stands already, its note, the table and its remarks."""
    body = document.element.body
    end = body.find(qn("w:sectPr"))
    title = "\n".join(title_lines(grid.title, room_for(grid.width, fonts.SIZE_TABLE_TITLE)))
    parts = [_paragraph(title, fonts.TITLE, fonts.SIZE_TABLE_TITLE, _TITLE)] if titled else []
    if grid.note:
        parts.append(_paragraph(grid.note, fonts.KAI, fonts.SIZE_TABLE, _NOTE))
    parts.append(_table(grid))
    parts.extend(_paragraph(line, fonts.BODY, _REMARK_SIZE, _REMARK) for line in grid.remarks)
    for part in parts:
        end.addprevious(part)


def _table(grid: Grid) -> Element:
    borders = ("top", "left", "bottom", "right", "insideH", "insideV")
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=twips(grid.width), type="dxa"),
            element("jc", val="center"),
            element("tblBorders", *(element(b, val="single", sz=_LINE, space=0, color="000000") for b in borders)),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *(element(s, w=twips(_PADDING), type="dxa") for s in ("left", "right"))),
        ),
        element("tblGrid", *(element("gridCol", w=twips(column.width)) for column in grid.columns)),
        _head(grid),
        *(_section(row, grid) if isinstance(row, Section) else _row(row, grid) for row in grid.rows),
    )


def _head(grid: Grid) -> Element:
    cells = [
        _cell(_paragraph(c.title, fonts.HEI, fonts.SIZE_TABLE, _Lines(Align.CENTRE)), c.width, fill=_HEAD_FILL)
        for c in grid.columns
    ]
    height = element("trHeight", val=twips(9), hRule="atLeast")
    return element("tr", element("trPr", element("cantSplit"), height, element("tblHeader")), *cells)


def _section(section: Section, grid: Grid) -> Element:
    face = _SECTION_FACES[section.level]
    # Kept with the next row: a section's title never stands alone at the foot of a page.
    words = _paragraph(section.title, face, fonts.SIZE_TABLE, _Lines(keep_with_next=True))
    cell = _cell(words, grid.width, fill=_SECTION_FILLS[section.level], span=len(grid.columns))
    height = element("trHeight", val=twips(7.5), hRule="atLeast")
    return element("tr", element("trPr", element("cantSplit"), height), cell)


def _row(row: Row, grid: Grid) -> Element:
    cells = [_words(cell, c.align, c.width) for cell, c in zip(row.cells, grid.columns, strict=True)]
    return element("tr", element("trPr", element("cantSplit")), *cells)


def _words(cell: Cell, align: Align, width: float) -> Element:
    words = _paragraph(cell.text, fonts.BODY, fonts.SIZE_TABLE, _Lines(align, before=1.5, after=1.5))
    return _cell(words, width, fill=_OPEN_FILL if cell.open else "")


def _cell(words: Element, width: float, *, fill: str = "", span: int = 1) -> Element:
    return element("tc", deepcopy(_cell_properties(width, fill, span)), words)


@cache
def _cell_properties(width: float, fill: str, span: int) -> Element:
    properties = element("tcPr", element("tcW", w=twips(width), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    if fill:
        properties.append(element("shd", val="clear", color="auto", fill=fill))
    properties.append(element("vAlign", val="center"))
    return properties


def _paragraph(text: str, face: fonts.Face, size: float, lines: _Lines) -> Element:
    return element("p", deepcopy(_paragraph_properties(lines)), run(clean(text), face, size))


@cache
def _paragraph_properties(lines: _Lines) -> Element:
    properties = element("pPr")
    if lines.keep_with_next:
        properties.append(element("keepNext"))
    properties.append(element("snapToGrid", val=0))
    spacing = {"before": round(lines.before * 20), "after": round(lines.after * 20), "line": round(lines.pitch * 20)}
    properties.append(element("spacing", **spacing, lineRule="atLeast"))
    properties.append(element("jc", val=lines.align.value))
    return properties
