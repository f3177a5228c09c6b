"""What stands at fixed places of a Word page: the imprint at its foot, the page number of a page across."""

from __future__ import annotations

from math import ceil

from docx.oxml.ns import qn
from docx.section import Section
from docx.styles.style import ParagraphStyle

from luoshi.layout import fonts
from luoshi.layout.first_page import addressee_in_imprint
from luoshi.layout.official import Form, OfficialDocument, date_words
from luoshi.layout.page import OFFICIAL, points
from luoshi.layout.text import clean
from luoshi.layout.titles import width
from luoshi.layout.word import number_words
from luoshi.layout.word_box import text_box
from luoshi.layout.word_xml import Element, element, run, twips

_THICK = 8  # eighths of a point: 0.35 mm
_THIN = 6  # 0.25 mm
_SIZE = 14.0  # 4号
_NAMES_INSET = 7  # characters of a line that names do not fill: the label, the sides, a torn name
_LINE = 21.0  # points from line to line in the imprint
_BELOW = 7.0  # millimetres from the text area to the page number (7.5)
_NUMBER_WIDTH = 8.0  # millimetres that a page number needs across its direction


def imprint(document: OfficialDocument) -> Element:
    """版记: a paragraph that holds a text box at the foot of the text area of its page (7.4)."""
    # 10.1: a letter has no rules here, and names neither who printed it nor when.
    is_letter = document.form is Form.LETTER
    parts = [] if is_letter else [_rule(_THICK)]
    lines = 1
    named = (
        ("主送", document.addressee_in_full if addressee_in_imprint(document) else ""),
        ("抄送", document.copies_line),
    )
    for label, names in named:
        if names:
            parts += [_names(label, names), *([] if is_letter else [_rule(_THIN)])]
            # Rather a line too many: what is empty stands above the first rule, and nobody sees it.
            lines += ceil(width(names) / (points(OFFICIAL.text_width) / _SIZE - _NAMES_INSET))
    parts += [] if is_letter else [_printed(document), _rule(_THICK)]
    height = lines * _LINE + 6 * (len(parts) // 2) + len(parts) // 2 + 1
    return element("p", element("r", text_box(parts, points(OFFICIAL.text_width), height)))


def _paragraph(indents: dict[str, int], *words: Element, line: float = _LINE, **more: Element) -> Element:
    """A paragraph of the imprint; its properties in the order of the schema."""
    properties = element("pPr")
    properties.extend(more[name] for name in ("pBdr", "tabs") if name in more)
    properties.append(element("snapToGrid", val=0))
    space = 60 if words else 0
    properties.append(element("spacing", before=space, after=space, line=round(line * 20), lineRule="exact"))
    properties.append(element("ind", **indents))
    properties.append(element("jc", val="left"))
    return element("p", properties, *words)


def _rule(size: int) -> Element:
    """A rule across the text area: a border of a line with words would begin at their indent."""
    border = element("pBdr", element("bottom", val="single", sz=size, space=0, color="000000"))
    return _paragraph({"left": 0, "right": 0}, line=1, pBdr=border)


def _names(label: str, names: str) -> Element:
    # The lines that follow begin under the first name.
    side, hanging = round(_SIZE * 20), round(3 * _SIZE * 20)
    indents = {"left": side + hanging, "right": side, "hanging": hanging}
    return _paragraph(indents, run(clean(f"{label}：{names}"), fonts.BODY, _SIZE))


def _printed(document: OfficialDocument) -> Element:
    side = round(_SIZE * 20)
    tabs = element("tabs", element("tab", val="right", pos=twips(OFFICIAL.text_width) - side))
    date = run(f"{date_words(document.printed_on or document.date)}印发", fonts.BODY, _SIZE)
    date.insert(1, element("tab"))
    printed_by = run(clean(document.printed_by), fonts.BODY, _SIZE)
    return _paragraph({"left": side, "right": 0}, printed_by, date, tabs=tabs)


def number_pages_across(section: Section, style: ParagraphStyle) -> None:
    """Page numbers of pages across, where they stand on every other page once the document is bound (8)."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        footer.paragraphs[0].style = style
        footer._element.insert(0, _sideways(side))


def _sideways(side: str) -> Element:
    """A frame along the left edge of the page, its words turned by a quarter to the right."""
    across, along = twips(_NUMBER_WIDTH), twips(OFFICIAL.text_width)
    ends = element("ind", **{side: round(fonts.SIZE_PAGE_NUMBER * 20)})
    pitch = element("spacing", before=0, after=0, line=320, lineRule="exact")
    words = element(
        "p", element("pPr", element("snapToGrid", val=0), pitch, ends, element("jc", val=side)), *number_words()
    )
    properties = element("tcPr", element("tcW", w=across, type="dxa"), element("textDirection", val="tbRl"))
    margins = element("tblCellMar", *(element(one, w=0, type="dxa") for one in ("left", "right")))
    place = element(
        "tblpPr",
        horzAnchor="page",
        vertAnchor="page",
        tblpX=twips(OFFICIAL.bottom - _BELOW - _NUMBER_WIDTH),
        tblpY=twips(OFFICIAL.right + 1),
    )
    return element(
        "tbl",
        element("tblPr", place, element("tblW", w=across, type="dxa"), element("tblLayout", type="fixed"), margins),
        element("tblGrid", element("gridCol", w=across)),
        element(
            "tr",
            element("trPr", element("trHeight", val=along, hRule="exact")),
            element("tc", properties, words),
        ),
    )


def shrink(paragraph: Element) -> None:
    """Make an empty paragraph that only carries something take no room."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = element("pPr")
        paragraph.insert(0, properties)
    spacing = element("spacing", before=0, after=0, line=20, lineRule="exact")
    properties.insert(0, spacing)
    properties.insert(0, element("snapToGrid", val=0))
    marks = element("rPr", element("sz", val=2))
    section = properties.find(qn("w:sectPr"))
    if section is None:
        properties.append(marks)
    else:
        section.addprevious(marks)
