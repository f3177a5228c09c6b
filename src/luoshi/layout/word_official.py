"""An official document in Word, by GB/T 9704-2012, with its annexes across where they are wide."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from luoshi.layout import fonts, word
from luoshi.layout.first_page import MARK_BELOW, RULE_BELOW, addressee_in_imprint
from luoshi.layout.grid import Grid
from luoshi.layout.official import Form, OfficialDocument, Paragraph, SignOff, check, date_words, joined, mark_size
from luoshi.layout.page import CHARACTER_PITCH, LINE_PITCH, OFFICIAL, TABLE, Page, annex_page, points
from luoshi.layout.text import clean
from luoshi.layout.titles import room_for, title_lines, width
from luoshi.layout.word_letter import add_letter_head
from luoshi.layout.word_marks import imprint, number_pages_across, shrink
from luoshi.layout.word_sign import add_sign_off
from luoshi.layout.word_table import add_table
from luoshi.layout.word_xml import Element, element, run

_RED = "E60012"
_RULE = 12  # eighths of a point
_FACES = (fonts.BODY, fonts.HEI, fonts.KAI, fonts.BODY, fonts.BODY)


def render(document: OfficialDocument) -> bytes:
    """*document* as a ``.docx`` file; :class:`LuoshiError` where it breaks a rule."""
    check(document)
    made = word.new_document(title=joined(document.title))
    _bind(made)
    if document.form is Form.LETTER:
        add_letter_head(made, document)
    else:
        _add_head(made, document)
    _add_body(made, document)
    _add_foot(made, document)
    for place, grid in enumerate(document.annexes):
        _add_annex(made, grid, document.annex_label(place))
    if document.printed_by or (document.form is Form.LETTER and document.copies_to):
        _add_imprint(made, document)
    return word.save(made)


def render_table(grid: Grid, *, page: Page = TABLE, sign_off: SignOff | None = None) -> bytes:
    """*grid* with its caption on *page*, and who signs for it, as a ``.docx`` file."""
    made = word.new_document(page, title=joined(grid.title))
    add_table(made, grid.fitted(page.text_width))
    if sign_off:
        add_sign_off(made, sign_off, page)
    return word.save(made)


def _bind(made: Document) -> None:
    """Mirror the margins: the wider one is where the sheets are bound."""
    settings = made.settings.element
    settings.find(qn("w:zoom")).addnext(element("mirrorMargins"))


def _line(
    made: Document, text: str = "", face: fonts.Face = fonts.BODY, size: float = fonts.SIZE_BODY
) -> WordParagraph:
    """A line of the grid from edge to edge, as it is."""
    paragraph = made.add_paragraph()
    if text:
        _append(paragraph, text, face, size)
    return paragraph


def _append(paragraph: WordParagraph, text: str, face: fonts.Face, size: float = fonts.SIZE_BODY) -> None:
    words: Element = paragraph._p
    words.append(run(clean(text), face, size))


def _put_before(paragraph: WordParagraph, tag: str, added: Element) -> None:
    """Put *added* before the paragraph's property *tag*, as the order of the schema asks."""
    words: Element = paragraph._p
    next(words.iter(qn(tag))).addprevious(added)


def _blank(made: Document, count: int) -> None:
    for _ in range(count):
        _line(made)


def _add_head(made: Document, document: OfficialDocument) -> None:
    """版头: urgency, mark, number and the red rule."""
    _line(made, document.urgency, fonts.HEI)
    size = mark_size(document.issuer_mark)
    mark = _line(made, document.issuer_mark, fonts.TITLE, size)
    for words in mark.runs:
        words.font.color.rgb = RGBColor.from_string(_RED)
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    mark.paragraph_format.space_before = Pt(Mm(MARK_BELOW).pt - LINE_PITCH - 0.1 * size)
    mark.paragraph_format.line_spacing = Pt(1.2 * size)
    _put_before(mark, "w:spacing", element("snapToGrid", val=0))
    _blank(made, 2)
    number = _line(made, document.number_line)
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    rule = element("pBdr", element("bottom", val="single", sz=_RULE, space=round(points(RULE_BELOW)), color=_RED))
    _put_before(number, "w:jc", rule)
    _blank(made, 2)


def _add_body(made: Document, document: OfficialDocument) -> None:
    word.add_title(made, "\n".join(title_lines(document.title, room_for(OFFICIAL.text_width))))
    _blank(made, 1)
    if document.addressee and not addressee_in_imprint(document):
        _line(made, document.addressee_line).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for paragraph in document.body:
        _add_paragraph(made, paragraph)


def _add_paragraph(made: Document, paragraph: Paragraph) -> None:
    if paragraph.level and not paragraph.running:
        word.add_heading(made, paragraph.text, paragraph.level)
        return
    added = word.add_paragraph(made, "")
    for text, face in ((paragraph.text, _FACES[paragraph.level]), (paragraph.running, fonts.BODY)):
        if text:
            _append(added, text, face)


def _add_foot(made: Document, document: OfficialDocument) -> None:
    """What is annexed, the signature over the date, and the note."""
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    if document.attachment_names:
        _blank(made, 1)
        made.paragraphs[-1].paragraph_format.keep_with_next = True
        _add_attachments(made, document.attachment_names)
    _blank(made, 2)
    date = date_words(document.date)
    sign_wide, date_wide = width(document.signature), width(date)
    date_in = max(4.0, (sign_wide - date_wide) / 2)
    for text, inset in ((document.signature, date_in - (sign_wide - date_wide) / 2), (date, date_in)):
        line = _line(made, text)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt(inset * CHARACTER_PITCH)
        word.in_characters(line.paragraph_format, "right", inset)
    # The blank lines and what stands above them stay with the signature, the signature with the date.
    for paragraph in made.paragraphs[-4:-1]:
        paragraph.paragraph_format.keep_with_next = True
    if document.note:
        word.indent(_line(made, document.note_line).paragraph_format)


def _add_attachments(made: Document, names: tuple[str, ...]) -> None:
    several = len(names) > 1
    for place, name in enumerate(names):
        # A tab ends the number, so that names stand under one another.
        text = ("附件：" if place == 0 else "") + (f"{place + 1}.\t" if several else "") + name
        line = _line(made)
        line.add_run(clean(text))
        left = 5 + (1.25 if several else 0)
        first = left - 2 if place == 0 else left - 5
        layout = line.paragraph_format
        layout.left_indent, layout.first_line_indent = Pt(left * CHARACTER_PITCH), Pt(-first * CHARACTER_PITCH)
        layout.keep_with_next = True


def _add_annex(made: Document, grid: Grid, label: str) -> None:
    page = annex_page(grid.width)
    _begin_section(made, page)
    _line(made, label, fonts.HEI)
    _blank(made, 1)
    room = room_for(page.text_width)
    title = word.add_title(made, "\n".join(title_lines(grid.title, room)))
    title.paragraph_format.space_after = Pt(4)
    add_table(made, grid.fitted(page.text_width), titled=False)


def _begin_section(made: Document, page: Page) -> None:
    """A section of its own, with page numbers for its way of lying."""
    section = made.add_section(WD_SECTION.NEW_PAGE)
    shrink(made.element.body.findall(qn("w:p"))[-1])
    word.set_page(section, page)
    style = made.styles["Normal"]
    if page.landscape:
        number_pages_across(section, style)
    else:
        word.number_pages(section, style)


def _add_imprint(made: Document, document: OfficialDocument) -> None:
    """At the foot of the last page; behind a page that lies across, on a page of its own.

    No blank page is left before it: whether its number would have to go (7.5) only the word processor knows.
    """
    if document.annexes and annex_page(document.annexes[-1].width).landscape:
        _begin_section(made, OFFICIAL)
    anchor = imprint(document)
    made.element.body.find(qn("w:sectPr")).addprevious(anchor)
    shrink(anchor)
