"""The numbers and marks that open a line."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.model import Numbering
from luoshi.gongwen.outline.headings import DEPTH_ORDER
from luoshi.gongwen.outline.numbering import INLINE, read_aspect, read_mark

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "outline_marks.toml").read_text("utf-8"))


@pytest.mark.parametrize(("line", "expected"), CASES["numbers"].items())
def test_a_number_is_read_with_its_kind(line, expected):
    mark = read_mark(line, 0, len(line))
    assert mark is not None
    assert [mark.numbering.value, mark.number, line[mark.end :].lstrip()] == expected


@pytest.mark.parametrize("line", CASES["none"]["lines"])
def test_a_figure_or_word_is_no_number(line):
    assert read_mark(line, 0, len(line)) is None


@pytest.mark.parametrize(("line", "topic"), CASES["aspects"].items())
def test_an_aspect_opens_an_item(line, topic):
    mark = read_aspect(line, 0, len(line))
    assert mark is not None
    assert (mark.numbering, mark.number) == (Numbering.ASPECT, topic)


@pytest.mark.parametrize("line", CASES["no_aspects"]["lines"])
def test_an_aspect_that_is_only_spoken_of_opens_nothing(line):
    assert read_aspect(line, 0, len(line)) is None


@pytest.mark.parametrize("line", CASES["numbers"])
def test_a_number_is_read_where_the_line_stands(line):
    mark = read_mark(f"甲。\n{line}\n乙。", 3, 3 + len(line))
    alone = read_mark(line, 0, len(line))
    assert mark is not None
    assert alone is not None
    assert (mark.start, mark.end, mark.number) == (3, 3 + alone.end, alone.number)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("一二十第章条是要（）().．、1２①—附件首先其次， \t方面"), max_size=14))
def test_a_mark_never_leaves_its_line(line):
    text = f"{line}一二三"
    for mark in (read_mark(text, 0, len(line)), read_aspect(text, 0, len(line))):
        assert mark is None or (mark.start == 0 < mark.end <= len(line) and mark.number)


def test_every_kind_of_number_has_its_depth():
    assert set(DEPTH_ORDER) == set(Numbering)
    assert len(set(DEPTH_ORDER.values())) == len(DEPTH_ORDER)


def test_headings_of_chapters_open_no_item_inside_a_paragraph():
    assert not INLINE & {Numbering.CHAPTER, Numbering.ARTICLE, Numbering.ANNEX, Numbering.TITLE}
