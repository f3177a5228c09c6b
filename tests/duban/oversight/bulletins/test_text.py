"""The text: paragraphs, headings that number themselves, references that only the known ones are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.duban.oversight.bulletins.text import (
    Block,
    Reference,
    check,
    heading_parts,
    numbered,
    numeral,
    parse,
    written,
)
from luoshi.duban.problems import Refused


def test_headings_number_themselves_by_their_place():
    blocks = parse("# 甲\n## 子\n## 丑\n# 乙\n## 寅\n### 一项\n#### 一款\n正文。")
    assert [number for number, _block in numbered(blocks)] == [
        "一、",
        "（一）",
        "（二）",
        "二、",
        "（一）",
        "1.",
        "（1）",
        "",
    ]


def test_a_heading_goes_on_behind_its_full_stop():
    assert heading_parts("部分任务逾期。3项逾期。") == ("部分任务逾期。", "3项逾期。")
    assert heading_parts("基本情况") == ("基本情况", "")


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_numerals_are_chinese(number, words):
    assert numeral(number) == words


def test_a_reference_stands_for_a_figure_a_share_or_a_list():
    (block,) = parse("共{{n:total}}项，占{{p:closed/total@12}}，{{u:total}}个单位：{{l:overdue}}。")
    assert block.references == [
        Reference("n", "total"),
        Reference("p", "closed", "total", 12),
        Reference("u", "total"),
        Reference("l", "overdue"),
    ]
    assert "".join(str(piece) for piece in block.pieces) == block.text


@pytest.mark.parametrize(
    "words", ["{{n:nothing}}", "{{p:closed}}", "{{n:closed/total}}", "{{l:total}}", "{{x:total}}", "{{n:total@0}}"]
)
def test_what_stands_for_no_figure_is_refused_with_its_paragraph(words):
    with pytest.raises(Refused) as caught:
        check(f"开头。\n共{words}项。", set())
    assert words in caught.value.chinese
    assert "第2段" in caught.value.chinese


def test_a_unit_that_is_not_there_is_refused():
    check("{{c:12}}批评。{{n:total@13}}", {12, 13})
    with pytest.raises(Refused):
        check("{{c:12}}批评。", {13})


def test_a_marked_paragraph_names_units():
    heading, plain = parse("## {{c:12,15}}进展缓慢。\n{{c:}}批评。")
    assert (heading.level, heading.named, heading.text) == (2, (12, 15), "进展缓慢。")
    assert (plain.named, plain.is_marked) == ((), True)


words = st.text(st.characters(blacklist_characters="{}#\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), min_size=1).map(
    str.strip
).filter(bool)  # fmt: skip
blocks = st.builds(
    lambda level, text, named: Block(level, text, tuple(named), bool(named)),
    st.integers(0, 4),
    words,
    st.lists(st.integers(1, 999), unique=True, max_size=3),
)


@given(st.lists(blocks))
def test_what_is_written_reads_as_it_was(given_blocks):
    assert parse(written(given_blocks)) == given_blocks
