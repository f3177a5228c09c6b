"""The form of a letter, GB/T 9704-2012, 10.1, measured on the page: a 专报 has room for its text on one."""

import io
from dataclasses import replace

import docx
import pytest

from luoshi.layout import pdf, word_official
from luoshi.layout.official import Form
from tests.layout.documents import LETTER
from tests.layout.paper import sheets, words_of

REPORT = replace(
    LETTER,
    form=Form.LETTER,
    issuer_mark="青禾县督查专报",
    number="",
    issue="第3期",
    title="关于水库除险加固办理情况的专报",
    addressee="赵县长",
    body=LETTER.body[:3],
    signature="青禾县督查室",
    urgency="",
    note="",
    printed_by="",
    copies_to=(),
    annexes=(),
)
CHARACTER = 16 * 25.4 / 72


@pytest.fixture(scope="module")
def page(free_fonts):
    (only,) = sheets(pdf.render(REPORT, fonts=free_fonts))
    return only


def test_10_1_the_mark_stands_30_mm_below_the_edge_in_red(page):
    mark = page.find("青禾县督查专报")
    top = mark[0].y - 0.88 * mark[0].size * 25.4 / 72
    assert top == pytest.approx(30, abs=1)
    assert mark[0].colour == (230, 0, 18)


def test_10_1_red_double_rules_of_170_mm_stand_below_the_mark_and_20_mm_above_the_lower_edge(page):
    rules = sorted(page.rules, key=lambda rule: rule.y)
    upper, lower = rules[:2], rules[2:]
    for one in rules:
        assert one.right - one.left == pytest.approx(170, abs=1.1)  # with its thickness on both sides
        assert one.left == pytest.approx(20, abs=0.6)
    assert upper[0].thickness > upper[1].thickness
    assert lower[0].thickness < lower[1].thickness
    assert lower[-1].y == pytest.approx(277, abs=0.7)
    mark = page.find("青禾县督查专报")[0]
    foot = mark.y + 0.12 * mark.size * 25.4 / 72
    assert upper[0].y - foot == pytest.approx(4, abs=0.7)


def test_10_1_the_number_stands_at_the_right_edge_seven_eighths_of_a_character_below_the_rule(page):
    number = page.find("第3期")
    rule = sorted(page.rules, key=lambda one: one.y)[1]
    assert number[-1].x + CHARACTER == pytest.approx(184, abs=0.7)
    assert number[0].y - 0.88 * CHARACTER - rule.y == pytest.approx(7 / 8 * CHARACTER, abs=0.7)


def test_10_1_the_first_page_has_no_number_and_the_second_has_one(free_fonts, page):
    assert "—" not in page.text.replace("——", "")
    longer = sheets(pdf.render(replace(REPORT, body=LETTER.body * 2), fonts=free_fonts))
    assert "—2—" in longer[1].text


def test_10_1_the_imprint_of_a_letter_names_neither_printer_nor_day(free_fonts):
    printed = sheets(pdf.render(replace(REPORT, copies_to=("县委办公室",)), fonts=free_fonts))
    assert "抄送：县委办公室。" in printed[-1].text
    assert "日印发" not in printed[-1].text
    line = next(line for line in printed[-1].lines() if words_of(line).startswith("抄送"))
    assert line[0].y == pytest.approx(260, abs=3)


def test_its_pages_are_counted(free_fonts):
    assert pdf.page_count(REPORT, fonts=free_fonts) == 1
    assert pdf.page_count(replace(REPORT, body=LETTER.body), fonts=free_fonts) == 2
    whole = pdf.page_count(LETTER, fonts=free_fonts)
    assert whole == len(sheets(pdf.render(LETTER, fonts=free_fonts)))


def test_10_1_in_word_the_mark_is_the_first_pages_header_and_its_footer_has_no_number():
    made = docx.Document(io.BytesIO(word_official.render(REPORT)))
    section = made.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == "青禾县督查专报"
    border = section.first_page_header._element.xpath(".//w:pBdr/w:bottom")[0]
    assert border.get(f"{{{border.nsmap['w']}}}val") == "thickThinSmallGap"
    assert not section.first_page_footer._element.xpath(".//w:instrText")
    assert section.footer._element.xpath(".//w:instrText")
    assert made.paragraphs[0].text == "第3期"
