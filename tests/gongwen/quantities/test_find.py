"""Figures with their units in running text."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.model import Comparator
from luoshi.gongwen.quantities import find_quantities

FOLDER = Path(__file__).parents[1] / "cases"
CASES = tomllib.loads((FOLDER / "quantities.toml").read_text("utf-8"))
CONTEXTS = tomllib.loads((FOLDER / "quantities_context.toml").read_text("utf-8"))
PIECES = [
    *(
        "1000",
        "0",
        "９",
        "x",
        "三",
        "十",
        "万",
        "亿",
        "半",
        "余",
        "百分之",
        "分之",
        "5%",
        "个",
        "家",
        "亩",
        "年",
        "月",
        "第",
    ),
    *(
        "—",
        "至",
        "以上",
        "左右",
        "不少于",
        "达到",
        "新建",
        "的",
        "、",
        "，",
        "。",
        "“",
        "”",
        "《",
        "》",
        "(",
        "）",
        ".",
        ",",
    ),
    *(" ", "\n", "𠮷"),
]


def described(quantity):
    value = "?" if quantity.value is None else f"{quantity.value:f}"
    words = [quantity.text, value, quantity.unit or "-", quantity.comparator.value]
    return "|".join(words if quantity.upper is None else [*words, f"{quantity.upper:f}"])


@pytest.mark.parametrize(("text", "expected"), [(row[0], row[1:]) for row in CASES["cases"]])
def test_a_figure_is_found_with_value_unit_and_comparator(text, expected):
    assert [described(quantity) for quantity in find_quantities(text)] == expected


@pytest.mark.parametrize("text", CASES["nothing"])
def test_what_only_looks_like_a_figure_is_left_alone(text):
    assert find_quantities(text) == []


@pytest.mark.parametrize(("text", "words", "of", "verb"), CONTEXTS["cases"])
def test_a_figure_knows_what_it_measures(text, words, of, verb):
    first = find_quantities(text)[0]
    assert (first.text, first.of and first.of.text, first.verb and first.verb.text) == (words, of, verb)


@pytest.mark.parametrize("text", ["县水利局要完成3亿元。", "入冬前完成3亿元。", "1.县水利局要在6月底前完成3亿元。"])
def test_neither_a_limit_nor_who_is_to_act_is_what_a_figure_measures(text):
    assert find_quantities(text)[0].of is None


def test_a_figure_is_not_measured_by_another_one():
    assert find_quantities("投资2000万元以上的项目新增5个。")[1].of is None


def test_a_masked_figure_is_open_not_guessed():
    (quantity,) = find_quantities("完成x亿元债务化解任务")
    assert quantity.masked
    assert quantity.value is None


def test_figures_in_a_row_share_what_they_measure():
    first, second = find_quantities("人参产值分别达到12亿元、3亿元。")
    assert second.verb == first.verb
    assert second.of == first.of


def test_only_a_part_of_a_text_can_be_looked_at():
    text = "去年修渠3公里。要修渠8公里。新建2所学校。"
    assert [quantity.text for quantity in find_quantities(text, 8, 15)] == ["8公里"]


def test_a_range_is_one_figure():
    (quantity,) = find_quantities("补助5万元至8万元")
    assert (quantity.value, quantity.upper, quantity.comparator) == (Decimal(50000), Decimal(80000), Comparator.BETWEEN)


def check_spans(text):
    end = 0
    for quantity in find_quantities(text):
        assert quantity.span.start >= end
        end = quantity.span.end
        assert quantity.span.of(text) == quantity.text != ""
        assert (quantity.value is None) or quantity.value.is_finite()
        for phrase in (quantity.of, quantity.verb):
            assert phrase is None or phrase.span.of(text) == phrase.text != ""


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=300)
def test_spans_are_sorted_apart_and_slice_to_their_words(text):
    check_spans(text)


@given(st.text(max_size=80))
def test_no_text_raises(text):
    check_spans(text)


@given(st.sampled_from([row[0] for row in CASES["cases"]]), st.sampled_from(["", "青禾县。", "　　", "一是"]))
def test_a_sentence_reads_the_same_wherever_it_stands(text, before):
    alone = [quantity.text for quantity in find_quantities(text)]
    assert [quantity.text for quantity in find_quantities(before + text)] == alone


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "万",
        "1,",
        "一",
        "百分之",
        "x",
        "1万",
        "“",
        "十余",
        "1.",
        "1 ",
        "三至",
        "1—",
        "达到",
        "数几",
        "1:",
        "《",
        "5个到",
        "每",
    ],
)
def test_adversarial_text_costs_no_more_than_its_length(piece):
    # A pattern that backtracks quadratically would need hours for this; linear cost, a moment.
    assert find_quantities(piece * (200_000 // len(piece))) is not None
