"""Words are words: nothing in them reaches typst as markup, code or a path; the same words give the same bytes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.errors import LuoshiError
from luoshi.layout import pdf
from luoshi.layout.grid import Cell, Column, Grid, Row
from luoshi.layout.official import Paragraph
from luoshi.layout.text import clean
from tests.layout.documents import LETTER, decomposition
from tests.layout.paper import sheets

HOSTILE = (
    '#panic("x")',
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": *',
    '"; #sys.inputs; "',
    "\\u{41} \\n \\",
    "$ x^2 $ *粗* _斜_ `码` <标> @引 = 题",
    "// 注释 /* 注释 */ ~ --- ...",
    '{"document": 1}',
    "]#[)#(}#{",
    "${7*7}{{7*7}}%s%n",
    "控制\x00\x1b字符与替换\ufffd符",
)


def printed(document, fonts):
    return "".join(page.text for page in sheets(pdf.render(document, fonts=fonts)))


def bare(text):
    return "".join(clean(text).split())


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_printed_as_they_are(words, free_fonts):
    grid = Grid(
        "表", f"题{words}", (Column(words, 80), Column("乙", 20)), (Row((Cell(words), Cell("是"))),), words, (words,)
    )
    document = replace(
        LETTER,
        title=f"通知{words}",
        addressee=words,
        body=(Paragraph(f"甲{words}乙"), Paragraph(words, 2, words)),
        annexes=(grid,),
        note=words,
        signature=words,
        copies_to=(words,),
        printed_by=words,
        issuer_mark=f"机关{words}",
    )
    text = printed(document, free_fonts)
    assert f"甲{bare(words)}乙" in text
    assert text.count(bare(words)) >= 5


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=0x17F), min_size=1, max_size=60))
def test_any_latin_text_is_printed(free_fonts, words):
    grid = Grid("表", "表", (Column("列", 150),), (Row((Cell(words),)),))
    assert pdf.render_table(grid, fonts=free_fonts).startswith(b"%PDF")


def test_the_same_document_gives_the_same_bytes(free_fonts):
    assert pdf.render(LETTER, fonts=free_fonts) == pdf.render(LETTER, fonts=free_fonts)


def test_the_date_of_the_document_is_kept_and_not_the_moment_of_writing(free_fonts):
    assert set(re.findall(rb"\(D:([0-9]+)", pdf.render(LETTER, fonts=free_fonts))) == {b"20260318000000"}
    assert b"(D:" not in pdf.render_table(decomposition(3), fonts=free_fonts)


def test_a_document_is_fit_for_an_archive(free_fonts):
    blob = pdf.render(LETTER, fonts=free_fonts)
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in blob


def test_a_character_that_no_font_has_is_named(free_fonts):
    with pytest.raises(LuoshiError, match=r"U\+E000") as caught:
        pdf.render(replace(LETTER, note="\ue000"), fonts=free_fonts)
    assert "空框" in caught.value.chinese
    assert "empty box" in caught.value.english


def test_marks_that_leave_nothing_on_paper_need_no_font(free_fonts):
    assert "（甲" in printed(replace(LETTER, note="甲\u200b\ufe0f\u2060乙"), free_fonts)


def test_a_document_that_breaks_a_rule_is_not_rendered(free_fonts):
    with pytest.raises(LuoshiError, match="发文字号"):
        pdf.render(replace(LETTER, number="青政办发[2026]012号"), fonts=free_fonts)
