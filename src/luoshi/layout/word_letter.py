"""The head of a letter in Word (GB/T 9704-2012, 10.1): the mark and red double rules on its first page.

They stand in the first page's own header and footer, so that the text begins below them and goes on from the usual
edge of the text area on the pages that follow; that footer has no page number, as the clause asks.
"""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from luoshi.layout import fonts
from luoshi.layout.official import OfficialDocument, mark_size
from luoshi.layout.page import OFFICIAL, points
from luoshi.layout.text import clean
from luoshi.layout.word_box import text_box
from luoshi.layout.word_marks import shrink
from luoshi.layout.word_xml import Element, element, run

RED = "E60012"
#: From the page's upper edge to the mark, from the mark to the rule, from the lower rule to the page's lower edge; the
#: rules' length; millimetres.
MARK_FROM_EDGE, RULE_BELOW, RULE_FROM_EDGE, RULE_LENGTH = 30.0, 4.0, 20.0, 170.0
_RULE = 18  # eighths of a point, both lines and what is between them
_RULE_HEIGHT = 5.0  # points
#: A line is higher than its characters by a tenth above and below.
_OVER, _LINE = 0.1, 1.2
_SIDE = (OFFICIAL.width - RULE_LENGTH) / 2


def add_letter_head(made: Document, document: OfficialDocument) -> None:
    """The mark between its rules, and the number at the right edge below them."""
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Pt(points(MARK_FROM_EDGE) - _OVER * mark_size(document.issuer_mark))
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        shrink(header.paragraphs[0]._p)
    _add_mark(section.first_page_header.paragraphs[0], document)
    _add_lower_rule(section.first_page_footer.paragraphs[0])
    number = made.add_paragraph()
    words: Element = number._p
    words.append(run(clean(document.number_line), fonts.BODY, fonts.SIZE_BODY))
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    number.paragraph_format.space_before = Pt(fonts.SIZE_BODY * 7 / 8)
    for _ in range(2):
        made.add_paragraph()


def _add_mark(paragraph: Paragraph, document: OfficialDocument) -> None:
    size = mark_size(document.issuer_mark)
    words: Element = paragraph._p
    words.append(run(clean(document.issuer_mark), fonts.TITLE, size))
    for one in paragraph.runs:
        one.font.color.rgb = RGBColor.from_string(RED)
    layout = paragraph.paragraph_format
    # From rule's end to rule's end, wider than the text area.
    layout.left_indent, layout.right_indent = Mm(_SIDE - OFFICIAL.left), Mm(_SIDE - OFFICIAL.right)
    layout.first_line_indent = layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(_LINE * size)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    space = round(points(RULE_BELOW) - _OVER * size)
    border = element("pBdr", element("bottom", val="thickThinSmallGap", sz=_RULE, space=space, color=RED))
    next(words.iter(qn("w:spacing"))).addprevious(border)
    border.addnext(element("snapToGrid", val=0))


def _add_lower_rule(paragraph: Paragraph) -> None:
    """In a box with a place of its own on the page: a footer ends where the page number does."""
    border = element("pBdr", element("top", val="thinThickSmallGap", sz=_RULE, space=0, color=RED))
    pitch = element("spacing", before=0, after=0, line=20, lineRule="exact")
    line = element("p", element("pPr", border, element("snapToGrid", val=0), pitch))
    shrink(paragraph._p)
    # The empty line of a point ends where a page number would.
    at = points(_SIDE - OFFICIAL.left), points(OFFICIAL.footer - RULE_FROM_EDGE) + 1 - _RULE_HEIGHT
    drawing = text_box([line], points(RULE_LENGTH), 2 * _RULE_HEIGHT, at=at)
    words: Element = paragraph._p
    words.append(element("r", drawing))
