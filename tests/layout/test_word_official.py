"""An official document in Word, opened again."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from luoshi.errors import LuoshiError
from luoshi.layout import word_official
from luoshi.layout.official import Paragraph, SignOff
from luoshi.layout.page import TABLE_UPRIGHT
from tests.layout.documents import LETTER, decomposition


def opened(document):
    return docx.Document(io.BytesIO(word_official.render(document)))


@pytest.fixture(scope="module")
def letter():
    return opened(LETTER)


def found(document, words):
    return next(paragraph for paragraph in document.paragraphs if words in paragraph.text.replace("\n", ""))


def place(document, words):
    return next(n for n, one in enumerate(document.paragraphs) if words in one.text.replace("\n", ""))


def faces(paragraph):
    return [run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) for run in paragraph.runs if run.text]


def indent(paragraph, side):
    return paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}"))


def test_5_2_1_margins_are_mirrored_so_that_the_wide_one_is_bound(letter):
    assert letter.settings.element.find(qn("w:mirrorMargins")) is not None
    assert letter.sections[0].left_margin.mm == pytest.approx(28, abs=0.1)


def test_7_2_3_the_urgency_is_the_first_line_in_heiti(letter):
    assert letter.paragraphs[0].text == "特急"
    assert faces(letter.paragraphs[0]) == ["黑体"]


def test_7_2_4_the_mark_is_red_and_35_millimetres_down(letter):
    mark = letter.paragraphs[1]
    assert (mark.text, faces(mark)) == (LETTER.issuer_mark, ["方正小标宋简体"])
    assert str(mark.runs[0].font.color.rgb) == "E60012"
    first_line = letter.styles["Normal"].paragraph_format.line_spacing
    assert Length(first_line + mark.paragraph_format.space_before).mm == pytest.approx(35, abs=2)


def test_7_2_5_two_empty_lines_stand_before_the_number(letter):
    at = place(letter, LETTER.number)
    assert [one.text for one in letter.paragraphs[at - 2 : at]] == ["", ""]
    assert letter.paragraphs[at].alignment.name == "CENTER"


def test_7_2_7_a_red_rule_stands_4_millimetres_below_the_number(letter):
    rule = found(letter, LETTER.number)._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:color")) == "E60012"
    assert Pt(int(rule.get(qn("w:space")))).mm == pytest.approx(4, abs=0.2)


def test_7_3_1_two_empty_lines_stand_before_the_title_and_one_behind(letter):
    at = place(letter, LETTER.title)
    assert letter.paragraphs[at].style.name == "Title"
    assert [one.text for one in letter.paragraphs[at - 2 : at]] == ["", ""]
    assert [one.text for one in letter.paragraphs[at + 1 : at + 2]] == [""]


def test_7_3_2_the_addressee_begins_at_the_edge(letter):
    addressee = found(letter, "各直属机构：")
    assert addressee._p.pPr.find(qn("w:ind")) is None


def test_7_3_2_too_many_addressees_move_to_the_imprint():
    many = "、".join(f"青禾县第{n}小学" for n in range(60))
    document = opened(replace(LETTER, addressee=many))
    assert not [one for one in document.paragraphs if "青禾县第1小学" in one.text]
    words = "".join(node.text for node in next(document.element.body.iter(qn("w:txbxContent"))).iter(qn("w:t")))
    assert words.startswith(f"主送：{many}。抄送：")


def test_7_3_3_a_heading_alone_is_a_heading_and_one_that_runs_on_keeps_its_face(letter):
    assert found(letter, "一、总体要求").style.name == "Heading 1"
    assert faces(found(letter, "（一）细化")) == ["楷体_GB2312", "仿宋_GB2312"]
    assert faces(found(letter, "1.按季")) == ["仿宋_GB2312", "仿宋_GB2312"]


def test_7_3_4_annexes_are_named_a_line_below_the_body_under_one_another():
    document = opened(replace(LETTER, annexes=(), attachments=("任务分解表", "填报说明")))
    second = found(document, "填报说明")
    at = place(document, "附件：1.")
    assert document.paragraphs[at - 1].text == ""
    assert document.paragraphs[at].text == "附件：1.\t任务分解表"
    assert second.text == "2.\t填报说明"
    assert document.paragraphs[at].paragraph_format.left_indent == second.paragraph_format.left_indent


@pytest.mark.parametrize("attachments", [(), ("任务分解表",), ("任务分解表", "填报说明")])
def test_no_page_has_the_signature_without_words_of_the_body(attachments):
    """此页无正文 is no way out any more: the last paragraph goes over to the next page with what follows it."""
    document = opened(replace(LETTER, annexes=(), attachments=attachments))
    date = place(document, "2026年3月18日")
    below = len(attachments) + 1 if attachments else 0
    chain = document.paragraphs[date - 4 - below : date]
    assert chain[0].text == LETTER.body[-1].text + LETTER.body[-1].running
    assert all(one.paragraph_format.keep_with_next for one in chain)


def test_7_3_5_1_the_date_is_four_characters_in_and_the_signature_is_centred_over_it(letter):
    date, signature = found(letter, "2026年3月18日"), letter.paragraphs[place(letter, "2026年3月18日") - 1]
    assert (date.text, signature.text) == ("2026年3月18日", LETTER.signature)
    assert indent(date, "rightChars") == "400"
    # Ten characters over six and a half: one and three quarters stand out on each side.
    assert indent(signature, "rightChars") == "225"
    assert signature.paragraph_format.keep_with_next


def test_7_3_6_the_note_follows_the_date_in_brackets(letter):
    at = place(letter, "2026年3月18日")
    assert letter.paragraphs[at + 1].text == "（此件公开发布）"


def test_7_3_7_an_annex_is_a_section_of_its_own_across(letter):
    sections = [(section.orientation.name, section.page_width > section.page_height) for section in letter.sections]
    assert sections == [("PORTRAIT", False), ("LANDSCAPE", True), ("PORTRAIT", False)]
    at = place(letter, "附件：")
    label = next(one for one in letter.paragraphs[at + 1 :] if one.text == "附件")
    assert faces(label) == ["黑体"]
    assert len(letter.tables) == 1
    assert len(letter.tables[0].rows) == 60 + 5 + 1


def test_7_3_7_the_annex_s_table_fills_the_text_area(letter):
    assert sum(column.width.mm for column in letter.tables[0].columns) == pytest.approx(225, abs=0.5)


def test_7_4_the_imprint_stands_at_the_foot_of_the_text_area(letter):
    box = next(letter.element.body.iter("{*}anchor"))
    vertical = box.find("{*}positionV")
    assert (vertical.get("relativeFrom"), vertical[0].text) == ("margin", "bottom")
    words = ["".join(node.text for node in one.iter(qn("w:t"))) for one in next(box.iter(qn("w:txbxContent")))]
    assert [line for line in words if line] == [f"抄送：{LETTER.copies_line}", "青禾县人民政府办公室2026年3月18日印发"]


def test_7_4_1_its_rules_are_thick_thin_and_thick(letter):
    box = next(letter.element.body.iter(qn("w:txbxContent")))
    eighths = [int(border.find(qn("w:bottom")).get(qn("w:sz"))) for border in box.iter(qn("w:pBdr"))]
    assert [Pt(size / 8).mm for size in eighths] == pytest.approx([0.35, 0.26, 0.35], abs=0.01)


def test_7_5_numbers_stand_outside_in_every_section(letter):
    for section in letter.sections:
        for footer in (section.footer, section.even_page_footer):
            assert not footer.is_linked_to_previous
            assert "PAGE" in "".join(node.text for node in footer._element.iter(qn("w:instrText")))


def test_8_on_pages_across_the_number_is_turned_and_stands_at_the_left_edge(letter):
    across = letter.sections[1]
    for footer, side in ((across.footer, "right"), (across.even_page_footer, "left")):
        direction = next(footer._element.iter(qn("w:textDirection")))
        assert direction.get(qn("w:val")) == "tbRl"
        frame = next(footer._element.iter(qn("w:tblpPr")))
        assert frame.get(qn("w:horzAnchor")) == frame.get(qn("w:vertAnchor")) == "page"
        assert next(footer._element.iter(qn("w:jc"))).get(qn("w:val")) == side


def test_without_annexes_the_imprint_is_on_the_last_page_of_text():
    document = opened(replace(LETTER, annexes=()))
    assert len(document.sections) == 1
    assert len(list(document.element.body.iter("{*}anchor"))) == 1


def test_behind_an_upright_annex_the_imprint_is_on_the_annex_s_last_page():
    grid = decomposition(3)
    narrow = replace(grid, columns=tuple(replace(column, width=25) for column in grid.columns))
    document = opened(replace(LETTER, annexes=(narrow,)))
    assert [section.orientation.name for section in document.sections] == ["PORTRAIT", "PORTRAIT"]
    assert len(list(document.element.body.iter("{*}anchor"))) == 1


def test_without_a_printer_there_is_no_imprint():
    assert not list(opened(replace(LETTER, printed_by="")).element.body.iter("{*}anchor"))


def test_properties_stand_in_the_order_of_the_schema(letter):
    order = (
        "pStyle keepNext keepLines widowControl pBdr tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc rPr sectPr"
    )
    ranks = {name: rank for rank, name in enumerate(order.split(" "))}
    trees = [letter.element, letter.styles.element]
    trees += [footer._element for one in letter.sections for footer in (one.footer, one.even_page_footer)]
    for tree in trees:
        for properties in tree.iter(qn("w:pPr")):
            names = [child.tag.rpartition("}")[2] for child in properties]
            known = [name for name in names if name in ranks]
            assert known == sorted(known, key=ranks.__getitem__)


def test_an_extract_ends_with_lines_to_sign_and_seal():
    blob = word_official.render_table(decomposition(4), page=TABLE_UPRIGHT, sign_off=SignOff(unit="县水利局"))
    table, lines = docx.Document(io.BytesIO(blob)).tables
    assert [[cell.text for cell in row.cells] for row in lines.rows] == [
        ["单位（盖章）：", "县水利局", "负责人签字：", ""],
        ["联系人及电话：", "", "日期：", "　　　年　　月　　日"],
    ]
    assert sum(column.width.mm for column in table.columns) == pytest.approx(170, abs=0.5)


def test_a_table_alone_has_nothing_to_sign():
    assert len(docx.Document(io.BytesIO(word_official.render_table(decomposition(4)))).tables) == 1


def test_the_same_document_gives_the_same_bytes():
    assert word_official.render(LETTER) == word_official.render(LETTER)


def test_characters_that_xml_forbids_are_replaced():
    document = opened(replace(LETTER, body=(Paragraph("甲\x00乙"),), note="丙\x0b丁"))
    assert found(document, "甲\ufffd乙")


def test_a_document_that_breaks_a_rule_is_not_rendered():
    with pytest.raises(LuoshiError):
        word_official.render(replace(LETTER, urgency="火急"))
