"""Where statements end."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.cut import cut_lines, extents
from luoshi.gongwen.model import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "cut.toml").read_text("utf-8"))["case"]
MARKS = st.sampled_from(
    [*"。！？；：:;!?“”‘’《》（）()〔〕[]【】「」，、 　\t\n\r\v县局要一是1.x", "一是", "首先", "🙂"]
)
TEXTS = st.lists(MARKS, max_size=60).map("".join)


def cut(text):
    return [text[start:end] for line in cut_lines(text) for start, end in line.pieces]


def owned(text):
    spans = [span for line in cut_lines(text) for span in line.pieces]
    return spans, extents(text, spans) if spans else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_statements_end_where_a_clerk_would_end_them(case):
    expected = [part.strip() for part in case["text"].split("｜")]
    assert cut(case["text"].replace("｜", "")) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_line_between_two_others_is_cut_as_it_is_alone(case):
    text = case["text"].replace("｜", "")
    assert cut(f"抓好春灌。\n{text}\n建立制度。") == ["抓好春灌。", *cut(text), "建立制度。"]


@pytest.mark.parametrize("text", ["", "\n\n", " 　\t\v\r\n"])
def test_where_there_are_no_words_there_is_no_line(text):
    assert cut_lines(text) == []


def test_a_line_begins_and_ends_with_its_statements():
    (line,) = cut_lines("\n　　疏通渠道。修好泵站。　\n")
    assert (line.start, line.end) == (3, 13)
    assert line.pieces == ((3, 8), (8, 13))


def test_white_space_belongs_to_the_statement_before_it():
    assert owned("　甲。　\n 乙。\n") == ([(1, 3), (6, 8)], [Span(0, 6), Span(6, 9)])


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_statements_hold_every_word_and_no_outer_white_space(text):
    spans, extents_ = owned(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
    assert [(extent.start, extent.end) for extent in extents_] == list(
        zip([0, *(start for start, _ in spans[1:])], [*(start for start, _ in spans[1:]), len(text)], strict=True)
    )[: len(spans)]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_stands_between_two_statements_is_white_space(text):
    spans, extents_ = owned(text)
    assert "".join(extent.of(text) for extent in extents_) == (text if spans else "")
    for (_, end), extent in zip(spans, extents_, strict=True):
        assert not text[end : extent.end].strip()


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_paragraphs_are_cut_apart_from_each_other(one, other):
    assert cut(f"{one}\n{other}") == cut(one) + cut(other)
