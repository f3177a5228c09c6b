"""Which lines are headings, and what the pieces of a line know of it."""

import pytest

from luoshi.gongwen.cut import cut_lines
from luoshi.gongwen.model import Facts, HeadingHint, Numbering, Span
from luoshi.gongwen.outline.headings import read_pieces

AFTER = "全面疏通石桥灌区的渠道，修好临川镇的泵站，建立巡查台账。"


def pieces_of(text, hints=()):
    return read_pieces(text, cut_lines(text), hints, Facts())


def first(line, after=AFTER):
    return pieces_of(f"{line}\n{after}")[0]


@pytest.mark.parametrize(
    "line",
    [
        "一、稳住粮食生产",
        "（一）建好农田",
        "(一)建好农田。",
        "1.高标准农田",
        "1.建好高标准农田。",
        "（1）土壤检测",
        "第一章　总则",
        "第二节 渠道管护",
        "附件：任务清单",
        "附件2 任务清单",
        "主要任务",
        "保障措施",
        "（三）稳住粮食生产，守住耕地红线",
        "一、关于农田、渠道和泵站",
    ],
)
def test_a_title_on_its_own_line_is_a_heading(line):
    assert first(line).heading


@pytest.mark.parametrize(
    "line",
    [
        "疏通石桥渠道。",
        "1.疏通渠道；",
        "1.重点抓好以下工作：",
        "1.疏通渠道，",
        "1.由县水务局牵头疏通渠道",
        "1.投入资金3亿元",
        "（二）覆盖率达到98%",
        "责任单位：县水务局",
        "水利方面，疏通渠道。",
        "各乡镇人民政府：",
        "2026年3月2日",
        "青禾县人民政府",
        "同志们",
        "一是疏通渠道。",
        "首先，疏通渠道。",
        "第五条　县水务局负责渠道管护。",
        "第一章　为了管好渠道，制定本办法。",
        "这里是一段比较长的没有句号也没有编号的文字它不会是标题因为它实在太长了",
    ],
)
def test_a_line_that_tells_or_dates_or_addresses_is_no_heading(line):
    assert not first(line).heading


@pytest.mark.parametrize(
    ("line", "after", "heading"),
    [
        ("1.建好农田。", "2.备足种子。", False),
        ("1.建好农田。", "（1）检测土壤。", True),
        ("（1）检测土壤。", "1.建好农田。", False),
        ("（一）建好农田。", "1.检测土壤。", True),
        ("（一）建好农田。", "", False),
        ("（一）建好农田", "", True),
        ("主要任务", "", False),
        ("主要任务", "1.检测土壤。", True),
        ("主要任务", "清淤。", False),
        ("1.疏通渠道（县水务局负责）", "2.修好泵站（县水务局负责）", False),
    ],
)
def test_what_follows_decides(line, after, heading):
    assert first(line, after).heading is heading


def test_a_bracket_of_units_makes_a_title_over_a_paragraph_no_less_a_heading():
    assert first("（二）疏通河渠（县水务局负责）").heading


def test_a_line_of_two_sentences_is_no_heading():
    assert [piece.heading for piece in pieces_of(f"（一）建好农田。检测土壤。\n{AFTER}")] == [False, False, False]


def test_a_title_that_the_file_marks_is_a_heading_whatever_its_form():
    text = f"疏通渠道。\n{AFTER}"
    (piece, _) = pieces_of(text, [HeadingHint(Span(0, 5), 2)])
    assert (piece.heading, piece.level) == (True, 2)


def test_pieces_know_their_place_in_their_line():
    pieces = pieces_of("　抓好春灌。\n疏通渠道。修好泵站；建立台账。")
    assert [(piece.line, piece.first, piece.last) for piece in pieces] == [
        (0, True, True),
        (1, True, False),
        (1, False, False),
        (1, False, True),
    ]


def test_a_mark_inside_a_line_counts_only_where_items_are_written_so():
    pieces = pieces_of("抓好春灌。一是清淤。第一章的规定要落实。附件2 要一并报送。（2）护岸。")
    kinds = [piece.mark.numbering if piece.mark else None for piece in pieces]
    assert kinds == [None, Numbering.ORDINAL_IS, None, None, Numbering.ARABIC_BRACKET]


def test_the_words_begin_behind_the_mark():
    text = "一是清淤。护岸。"
    assert [text[piece.words_start : piece.end] for piece in pieces_of(text)] == ["清淤。", "护岸。"]


def test_a_number_without_words_is_no_mark():
    (piece,) = pieces_of("一、")
    assert piece.mark is None
