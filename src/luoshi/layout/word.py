"""The official page in Word: GB/T 9704-2012 for text, a landscape page for tables."""

from __future__ import annotations

import io
import math

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

from luoshi.layout import fonts
from luoshi.layout.package import settle
from luoshi.layout.page import CHARACTER_PITCH, LINE_PITCH, OFFICIAL, TITLE_PITCH, Page
from luoshi.layout.text import clean
from luoshi.layout.word_fonts import name_fonts
from luoshi.layout.word_xml import Element, element, field, run, set_fonts

# Level by level: 一、 黑体, （一） 楷体, 1. and （1） 仿宋, all of the body's size.
_HEADINGS = (fonts.HEI, fonts.KAI, fonts.BODY, fonts.BODY)
_INDENT = 2  # characters before the first line of a paragraph
_BLACK = RGBColor(0, 0, 0)


def new_document(page: Page = OFFICIAL, *, title: str = "") -> Document:
    """An empty document with the page, the styles, the fonts and the page number."""
    document = docx.Document()
    set_page(document.sections[0], page)
    _set_styles(document)
    name_fonts(document)
    document.settings.odd_and_even_pages_header_footer = True
    number_pages(document.sections[0], document.styles["Normal"])
    _drop_thumbnail(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = clean(title)
    properties.language = "zh-CN"
    return document


def add_title(document: Document, text: str) -> Paragraph:
    """The title: 2号小标宋, centred."""
    return document.add_paragraph(clean(text), style="Title")


def add_heading(document: Document, text: str, level: int) -> Paragraph:
    """A heading of level 1 (一、) to 4 (（1）); *text* brings its number."""
    return document.add_paragraph(clean(text), style=f"Heading {level}")


def add_paragraph(document: Document, text: str) -> Paragraph:
    """A paragraph of the body: 3号仿宋, indented by two characters."""
    paragraph = document.add_paragraph(clean(text))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent(paragraph.paragraph_format)
    return paragraph


def save(document: Document) -> bytes:
    """The file's bytes; the same document gives the same bytes."""
    target = io.BytesIO()
    document.save(target)
    return settle(target.getvalue())


def set_page(section: Section, page: Page) -> None:
    """Give *section* the size, the margins and the line grid of *page*."""
    section.orientation = WD_ORIENT.LANDSCAPE if page.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.footer_distance = Mm(min(15, page.top)), Mm(page.footer)
    properties: Element = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=int(LINE_PITCH * 20)))


def _set_styles(document: Document) -> None:
    normal = document.styles["Normal"]
    _set_style(normal, fonts.BODY, fonts.SIZE_BODY, LINE_PITCH)
    # 28 characters a line by drawing them together: not every program keeps a grid narrower than its characters.
    together = element("spacing", val=math.floor((CHARACTER_PITCH - fonts.SIZE_BODY) * 20))
    normal.element.rPr.find(qn("w:sz")).addprevious(together)
    normal.paragraph_format.widow_control = False  # or pages would not hold 22 lines
    _set_style(document.styles["Title"], fonts.TITLE, fonts.SIZE_TITLE, TITLE_PITCH)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for level, face in enumerate(_HEADINGS, 1):
        style = document.styles[f"Heading {level}"]
        _set_style(style, face, fonts.SIZE_BODY, LINE_PITCH)
        indent(style.paragraph_format)
    for default in document.styles.element.iter(qn("w:lang")):
        default.set(qn("w:val"), "en-US")
        default.set(qn("w:eastAsia"), "zh-CN")


def _set_style(style: ParagraphStyle, face: fonts.Face, size: float, pitch: float) -> None:
    set_fonts(style.element.get_or_add_rPr(), face)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = _BLACK
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    # Rounded down to a twentieth of a point: 22 lines must fit.
    layout.line_spacing = Pt(int(pitch * 20) / 20)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    spacing = next(style.element.iter(qn("w:spacing")))
    # No gaps between Chinese and figures; and lines of another pitch are not moved onto the grid.
    spacing.addprevious(element("autoSpaceDE", val=0))
    spacing.addprevious(element("autoSpaceDN", val=0))
    if pitch != LINE_PITCH:
        spacing.addprevious(element("snapToGrid", val=0))


def indent(layout: ParagraphFormat) -> None:
    """Indent the first line by characters; the measure in points is for programs that count none."""
    layout.first_line_indent = Pt(_INDENT * fonts.SIZE_BODY)
    in_characters(layout, "firstLine", _INDENT)


def in_characters(layout: ParagraphFormat, side: str, count: float) -> None:
    """Say an indent that is set in points also in characters, which go before."""
    next(layout._element.iter(qn("w:ind"))).set(qn(f"w:{side}Chars"), str(round(count * 100)))


def number_pages(section: Section, style: ParagraphStyle) -> None:
    """``— 1 —``, on odd pages right and on even pages left, one character in (7.5)."""
    for footer, align, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left"),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = style
        paragraph.alignment = align
        setattr(paragraph.paragraph_format, f"{side}_indent", Pt(fonts.SIZE_PAGE_NUMBER))
        in_characters(paragraph.paragraph_format, side, 1)
        paragraph._p.extend(number_words())


def number_words() -> list[Element]:
    """The runs of a page number between dashes, 4号宋体."""
    size = fonts.SIZE_PAGE_NUMBER
    return [run("— ", fonts.SONG, size), *field("PAGE", fonts.SONG, size), run(" —", fonts.SONG, size)]


def _drop_thumbnail(document: Document) -> None:
    """The template's picture of an empty page would stand for every file in a folder's view."""
    relations = document.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del relations[key]
