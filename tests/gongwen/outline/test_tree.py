"""The tree of headings and items."""

import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.cut import cut_lines
from luoshi.gongwen.model import Facts, HeadingHint, Numbering, Outline, Phrase, Span
from luoshi.gongwen.outline.headings import read_pieces
from luoshi.gongwen.outline.tree import build_outline, build_sections

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "outline_trees.toml").read_text("utf-8"))["case"]
PARTS = [
    "一、", "二、", "（一）", "1.", "（1）", "①", "——", "一是", "二要", "首先，", "水利方面，", "第一章 ",
    "第二条 ", "附件1：", "疏通渠道", "疏通渠道。", "建立台账；", "备足农资", "1.2万亩", "\n", "\n\n", "\t",
    "（县水务局负责）", "：",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


def build(text, run_in=(), hints=(), facts=None):
    facts = facts or Facts()
    pieces = read_pieces(text, cut_lines(text), hints, facts)
    for piece in pieces:
        piece.run_in = any(words in text[piece.start : piece.end] for words in run_in)
    return build_outline(text, pieces, facts), pieces


def drawn(outline: Outline) -> str:
    """The tree as the cases write it."""
    lines = []
    for node in outline.headings:
        words = [node.numbering.value, node.number, node.title.text]
        lines.append("  " * node.depth + "* " * node.is_item + " ".join(word for word in words if word))
    return "\n".join(lines)


def params():
    for case in CASES:
        yield pytest.param(case, id=case["about"])


@pytest.mark.parametrize("case", list(params()))
def test_the_tree_is_drawn(case):
    outline, _ = build(case["text"], case.get("run_in", ()))
    assert drawn(outline) == case["tree"].strip("\n")


def sections_of(outline, pieces):
    """The headings above each piece, items passed over."""
    return [[heading.title for heading in outline.path(piece.node) if not heading.is_item] for piece in pieces]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_sections_are_the_tree_without_its_items(text):
    outline, pieces = build(text)
    expected = sections_of(outline, pieces)
    headings = [heading.title for heading in outline.headings if not heading.is_item]
    sections = build_sections(text, pieces, Facts())
    assert sections_of(sections, pieces) == expected
    assert [heading.title for heading in sections.headings] == headings
    assert [heading.index for heading in sections.headings] == list(range(len(headings)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_titles_are_quoted_and_parts_nest(case):
    check(case["text"], *build(case["text"], case.get("run_in", ())))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.lists(st.sampled_from(["疏通", "备足", "建立"]), max_size=1))
def test_any_text_has_a_tree_whose_parts_nest(text, run_in):
    check(text, *build(text, run_in))


def check(text, outline, pieces):
    """What holds of every tree."""
    for place, node in enumerate(outline.headings):
        assert node.index == place
        assert node.title.text == node.title.span.of(text)
        assert node.span.covers(node.title.span)
        assert (pieces[node.statement].start, pieces[node.statement].end) == (node.span.start, node.span.end)
        assert node.span.end <= node.end <= len(text) or text[node.span.end : node.end].strip() == ""
        path = outline.path(place)
        assert path[-1] is node
        assert [one.depth for one in path] == list(range(len(path)))
        for upper, lower in itertools.pairwise(path):
            assert upper.span.start < lower.span.start <= lower.end <= upper.end
    for piece in pieces:
        assert piece.node is None or outline.headings[piece.node].span.start <= piece.start


def titled(words, text):
    start = text.index(words)
    return Facts(title=Phrase(Span(start, start + len(words)), words))


def test_the_documents_title_heads_nothing_in_a_path():
    text = "青禾县春耕方案\n备足种子。\n一、疏通河渠\n疏通石桥渠道。"
    outline, pieces = build(text, facts=titled("青禾县春耕方案", text))
    assert drawn(outline) == "title 青禾县春耕方案\nhan 一、 疏通河渠"
    assert [piece.node for piece in pieces] == [0, None, 1, 1]


def test_a_title_over_two_lines_is_two_headings_of_level_0():
    text = "青禾县人民政府\n关于春耕的通知\n备足种子。"
    outline, pieces = build(text, facts=titled("青禾县人民政府\n关于春耕的通知", text))
    assert [piece.level for piece in pieces] == [0, 0, None]
    assert [node.numbering for node in outline.headings] == [Numbering.TITLE, Numbering.TITLE]


def hints(text, *titles):
    return [HeadingHint(Span(text.index(words), text.index(words) + len(words)), level) for words, level in titles]


def test_titles_that_the_file_marks_nest_by_their_level():
    text = "春灌\n渠道\n疏通石桥渠道。\n泵站\n修好。\n农资\n备足种子。"
    outline, _ = build(text, hints=hints(text, ("春灌", 1), ("渠道\n"[:2], 2), ("泵站", 2), ("农资", 1)))
    assert drawn(outline) == "title 春灌\n  title 渠道\n  title 泵站\ntitle 农资"


def test_a_marked_title_holds_the_numbers_under_it():
    text = "春灌\n一、渠道\n疏通石桥渠道。\n二、泵站\n修好。\n农资\n一、种子\n备足。"
    outline, _ = build(text, hints=hints(text, ("春灌", 1), ("农资", 1)))
    assert drawn(outline) == "title 春灌\n  han 一、 渠道\n  han 二、 泵站\ntitle 农资\n  han 一、 种子"


def test_no_text_has_no_tree():
    assert build("")[0] == Outline((), Facts())
