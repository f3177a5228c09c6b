"""Text for files: what XML forbids is replaced, what looks like a formula is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from luoshi.layout.text import clean, looks_like_formula


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按期\x00完成", "按期\ufffd完成"),
        ("按期\ud800完成", "按期\ufffd完成"),
        ("按期\ufffe完成", "按期\ufffd完成"),
        ("一行\r\n二行\r三行\v四行", "一行\n二行\n三行\n四行"),
        ("保留\t制表符", "保留\t制表符"),
        ("全角　空格和𠮷字", "全角　空格和𠮷字"),
    ],
)
def test_what_xml_forbids_is_replaced_and_line_ends_are_one(text, expected):
    assert clean(text) == expected


@given(st.text(alphabet=st.characters()))
def test_cleaned_text_can_stand_in_any_xml_file(text):
    element = etree.Element("t")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)).text == (clean(text) or None)


@pytest.mark.parametrize("text", ["=1+1", "+5", "-5%", "@name", "＝1", "＋1", "－1", "＠x", "\t=1"])
def test_formula_like_text_is_known(text):
    assert looks_like_formula(text)


@pytest.mark.parametrize("text", ["", "——加强管理", "增长5%", "（一）=", "—1", "1-2"])
def test_ordinary_text_is_no_formula(text):
    assert not looks_like_formula(text)
