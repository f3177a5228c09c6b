"""Where a unit signs and seals a table in Word."""

from __future__ import annotations

from docx.document import Document
from docx.oxml.ns import qn

from luoshi.layout import fonts
from luoshi.layout.official import SignOff
from luoshi.layout.page import Page
from luoshi.layout.text import clean
from luoshi.layout.word_xml import Element, element, run, twips

_SIZE = 12.0
_ROW = 10.0  # millimetres
_BELOW = 8.0  # with the rows, room for a seal of 42 mm
_LABEL = 34.0  # millimetres


def add_sign_off(document: Document, sign_off: SignOff, page: Page) -> None:
    """Append the lines to be signed, two in a row, kept together."""
    half = page.text_width / 2
    widths = (_LABEL, half - _LABEL - 4, _LABEL, half - _LABEL - 4)
    lines = sign_off.lines
    table = element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=sum(map(twips, widths)), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
        ),
        element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths)),
        *(_row(lines[place : place + 2], widths) for place in range(0, len(lines), 2)),
    )
    end = document.element.body.find(qn("w:sectPr"))
    # A paragraph between the tables, or Word makes them one.
    end.addprevious(element("p", _lines(height=6)))
    end.addprevious(table)
    end.addprevious(element("p", _lines(height=_BELOW, last=True)))


def _lines(*, height: float = 0.0, last: bool = False) -> Element:
    properties = element("pPr")
    if not last:
        properties.append(element("keepNext"))
    properties.append(element("snapToGrid", val=0))
    if height:
        properties.append(element("spacing", before=0, after=0, line=twips(height), lineRule="exact"))
    else:
        properties.append(element("spacing", before=0, after=0, line=360, lineRule="atLeast"))
    properties.append(element("jc", val="left"))
    return properties


def _row(pair: tuple[tuple[str, str], ...], widths: tuple[float, ...]) -> Element:
    cells = []
    for place, (label, value) in enumerate(pair):
        cells.append(_cell(f"{label}：", widths[2 * place], ruled=False))
        cells.append(_cell(value, widths[2 * place + 1], ruled=True))
    height = element("trHeight", val=twips(_ROW), hRule="atLeast")
    return element("tr", element("trPr", element("cantSplit"), height), *cells)


def _cell(text: str, width: float, *, ruled: bool) -> Element:
    properties = element("tcPr", element("tcW", w=twips(width), type="dxa"))
    if ruled:
        rule = element("bottom", val="single", sz=4, space=0, color="000000")
        properties.append(element("tcBorders", rule))
    properties.append(element("vAlign", val="bottom"))
    return element("tc", properties, element("p", _lines(), run(clean(text), fonts.BODY, _SIZE)))
