"""Official documents and tables as PDF, set by typst.

The templates hold the layout and no words; the words reach them as JSON and are never read as
markup.  The same input and the same fonts give the same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path

import typst

from luoshi.layout.first_page import addressee_in_imprint
from luoshi.layout.font_files import FontSet, find_fonts
from luoshi.layout.fonts import SIZE_TABLE, SIZE_TABLE_TITLE
from luoshi.layout.grid import Align, Grid, Row, Section
from luoshi.layout.official import OfficialDocument, Paragraph, SignOff, check, date_words, joined, mark_size
from luoshi.layout.page import OFFICIAL, TABLE, Page, annex_page, points
from luoshi.layout.text import clean
from luoshi.layout.titles import room_for, title_lines

_TEMPLATES = Path(__file__).parent / "templates"
_Json = dict[str, object]

_SEAL_ROOM = 12.0  # millimetres below the lines to be signed: with them, room for a seal of 42 mm
_SHORT = 150  # characters; a last paragraph up to this length moves with the signature
_CELL_PITCH = 15.0
_PADDING = 1.2  # millimetres
_FULL = 0.75  # of a page's height; a row that may be higher may break, as it would not fit


def render(document: OfficialDocument, *, fonts: FontSet | None = None) -> bytes:
    """*document* by GB/T 9704-2012, as PDF/A-2b; :class:`LuoshiError` where it breaks a rule or no font is there."""
    check(document)
    return _compile("official.typ", _dated(document), title=joined(document.title), fonts=fonts, standard="a-2b")


def page_count(document: OfficialDocument, *, fonts: FontSet | None = None) -> int:
    """How many pages *document* has in print; raises as :func:`render` does."""
    check(document)
    found = fonts or find_fonts()
    counted = typst.query(
        _TEMPLATES / "official.typ",
        "<pages>",
        field="value",
        one=True,
        root=_TEMPLATES,
        font_paths=found.book,
        sys_inputs={
            "document": json.dumps(_words(_dated(document), joined(document.title), found), ensure_ascii=False)
        },
    )
    return int(counted)


def render_table(
    grid: Grid, *, page: Page = TABLE, sign_off: SignOff | None = None, fonts: FontSet | None = None
) -> bytes:
    """*grid* with its caption on *page* (``TABLE`` across, ``TABLE_UPRIGHT`` upright), and who signs for it."""
    data: _Json = {
        "grid": _grid(grid, page.text_width, page.text_height),
        "title-lines": title_lines(grid.title, room_for(page.text_width, SIZE_TABLE_TITLE)),
        "page": {
            "landscape": page.landscape,
            **{side: getattr(page, side) for side in ("top", "bottom", "left", "right", "footer")},
        },
        "sign-off": [{"label": label, "value": clean(value)} for label, value in (sign_off.lines if sign_off else ())],
        "seal-room": _SEAL_ROOM,
    }
    return _compile("table.typ", data, title=joined(grid.title), fonts=fonts)


def _dated(document: OfficialDocument) -> _Json:
    """The elements; the document's own date stands in the file, as archives ask, not the moment of writing."""
    return {**_elements(document), "day": [document.date.year, document.date.month, document.date.day]}


def _words(data: _Json, title: str, found: FontSet) -> _Json:
    """What a template is told; :class:`LuoshiError` where no font has the characters."""
    found.require(json.dumps(data, ensure_ascii=False))
    return {**data, "title": clean(title), "faces": found.families, "heavier": found.heavier}


def _compile(
    template: str, data: _Json, *, title: str, fonts: FontSet | None, standard: typst.PDFStandard = "1.7"
) -> bytes:
    found = fonts or find_fonts()
    data = _words(data, title, found)
    return typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        font_paths=found.book,
        format="pdf",
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
        pdf_standards=standard,
    )


def _elements(document: OfficialDocument) -> _Json:
    names = document.attachment_names
    moved = addressee_in_imprint(document)
    return {
        "urgency": clean(document.urgency),
        "mark": {"text": clean(document.issuer_mark), "size": mark_size(document.issuer_mark)},
        "number": clean(document.number_line),
        "form": str(document.form),
        "title-lines": title_lines(document.title, room_for(OFFICIAL.text_width)),
        "addressee": "" if moved else clean(document.addressee_line),
        "main-copies": clean(document.addressee_in_full) if moved else "",
        "body": [
            {"level": one.level, "text": clean(one.text), "running": clean(one.running), "short": _is_short(one)}
            for one in document.body
        ],
        "attachments": [clean(name) for name in names],
        "signature": clean(document.signature),
        "date": date_words(document.date),
        "note": clean(document.note_line),
        "copies": clean(document.copies_line),
        "printed-by": clean(document.printed_by),
        "printed-on": date_words(document.printed_on or document.date),
        "annexes": [_annex(document, place) for place in range(len(document.annexes))],
    }


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.text) + len(paragraph.running) <= _SHORT


def _annex(document: OfficialDocument, place: int) -> _Json:
    grid = document.annexes[place]
    page = annex_page(grid.width)
    return {
        **_grid(grid, page.text_width, page.text_height),
        "label": document.annex_label(place),
        "landscape": page.landscape,
        "title-lines": title_lines(grid.title, room_for(page.text_width)),
    }


def _grid(grid: Grid, width: float, height: float) -> _Json:
    grid = grid.fitted(width)
    return {
        "title": clean(joined(grid.title)),
        "note": clean(grid.note),
        "remarks": [clean(remark) for remark in grid.remarks],
        "columns": [
            {"title": clean(one.title), "width": one.width, "centred": one.align is Align.CENTRE}
            for one in grid.columns
        ],
        "rows": [_row(row, grid, points(height)) for row in grid.rows],
    }


def _row(row: Row | Section, grid: Grid, height: float) -> _Json:
    if isinstance(row, Section):
        return {"section": row.level, "title": clean(row.title)}
    cells = [{"text": clean(cell.text), "open": cell.open} for cell in row.cells]
    return {"cells": cells, "breakable": _height(row, grid) > _FULL * height}


def _height(row: Row, grid: Grid) -> float:
    """At most how high *row* becomes, in points."""
    return _CELL_PITCH * max(
        sum(1 + int(len(line) / max(1.0, points(column.width - 2 * _PADDING) / SIZE_TABLE - 1)) for line in lines)
        for cell, column in zip(row.cells, grid.columns, strict=True)
        for lines in (cell.text.split("\n"),)
    )
