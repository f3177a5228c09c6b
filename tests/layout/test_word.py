"""The official page in Word, opened again."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from luoshi.layout import word
from luoshi.layout.fonts import FACES
from luoshi.layout.page import TABLE


def reopened(document):
    return docx.Document(io.BytesIO(word.save(document)))


@pytest.fixture
def letter():
    document = word.new_document(title="样文")
    word.add_title(document, "关于修好水渠的通知")
    word.add_heading(document, "一、总体要求", 1)
    word.add_heading(document, "（一）目标", 2)
    word.add_paragraph(document, "汛期前修好水渠。")
    return reopened(document)


def east_asian(style) -> str:
    return style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))


def test_the_page_has_the_official_margins(letter):
    section = letter.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert [margin.mm for margin in margins] == pytest.approx([37, 35, 28, 26], abs=0.1)


def test_22_lines_of_28_characters_fit_the_page(letter):
    grid = letter.sections[0]._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    normal = letter.styles["Normal"]
    drawn_together = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + drawn_together) <= Mm(156).pt < 29 * (16 + drawn_together)
    assert 22 * normal.paragraph_format.line_spacing <= Mm(225) < 23 * normal.paragraph_format.line_spacing


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
    ],
)
def test_each_level_has_its_typeface(letter, style, face, size):
    found = letter.styles[style]
    assert (east_asian(found), found.font.size) == (face, Pt(size))
    assert found.font.bold is False


def test_the_words_stand_in_their_styles(letter):
    assert [(p.style.name, p.text) for p in letter.paragraphs] == [
        ("Title", "关于修好水渠的通知"),
        ("Heading 1", "一、总体要求"),
        ("Heading 2", "（一）目标"),
        ("Normal", "汛期前修好水渠。"),
    ]


def test_a_paragraph_is_indented_by_two_characters(letter):
    assert letter.paragraphs[-1]._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_the_font_table_names_free_fall_backs(letter):
    table = next(part for part in letter.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    words = table.blob.decode()
    for face in FACES:
        assert f'w:name="{face.name}"' in words
        assert f'w:altName w:val="{",".join(face.fallbacks)}"' in words


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(letter):
    section = letter.sections[0]
    assert letter.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"
        assert paragraph.alignment.name == side.upper()
        assert "PAGE" in "".join(node.text for node in paragraph._p.iter(qn("w:instrText")))


def test_a_page_for_tables_lies_across():
    section = reopened(word.new_document(TABLE)).sections[0]
    assert section.orientation.name == "LANDSCAPE"
    assert section.page_width > section.page_height


def test_control_characters_do_not_break_the_file():
    document = word.new_document(title="题\x00")
    word.add_paragraph(document, "甲\x00乙")
    assert reopened(document).paragraphs[0].text == "甲\ufffd乙"


def test_no_name_of_a_program_or_person_is_left(letter):
    properties = letter.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "样文"


def test_no_picture_of_an_empty_page_is_left(letter):
    assert not [part for part in letter.part.package.iter_parts() if "thumbnail" in part.partname]


def test_the_same_text_gives_the_same_bytes():
    assert word.save(word.new_document(title="样文")) == word.save(word.new_document(title="样文"))


_ORDER = {
    "pPr": [
        "pStyle",
        "keepNext",
        "keepLines",
        "widowControl",
        "pBdr",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
        "rPr",
    ],
    "rPr": ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "kern", "sz", "szCs", "lang"],
}


@pytest.mark.parametrize("part", _ORDER)
def test_properties_stand_in_the_order_of_the_schema(letter, part):
    trees = (letter.element, letter.styles.element, letter.sections[0].footer._element)
    for tree in trees:
        for properties in tree.iter(qn(f"w:{part}")):
            names = [child.tag.rpartition("}")[2] for child in properties]
            known = [name for name in names if name in _ORDER[part]]
            assert known == sorted(known, key=_ORDER[part].index)
