"""Which figures of a directive are goals."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.quantities import find_quantities, measures_in

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quantities_measures.toml").read_text("utf-8"))["cases"]
TEXTS = [row[0] for row in CASES]


def measures(text, start=0, end=None):
    return [
        quantity.text for quantity in measures_in(text, start, len(text) if end is None else end, find_quantities(text))
    ]


@pytest.mark.parametrize(("text", "expected"), [(row[0], row[1:]) for row in CASES])
def test_a_figure_is_a_goal_or_it_is_not(text, expected):
    assert measures(text) == expected


def test_only_figures_inside_the_statement_count():
    text = "完成造林5万亩。新建泵站3座。"
    assert measures(text, 0, 8) == ["5万亩"]
    assert measures(text, 8) == ["3座"]


def test_an_empty_statement_has_none():
    assert measures("新建泵站3座。", 2, 2) == []


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
def test_a_statement_is_read_alone_as_in_its_document(texts):
    document = "".join(texts)
    quantities = find_quantities(document)
    at = 0
    for text in texts:
        found = measures_in(document, at, at + len(text), quantities)
        assert [quantity.text for quantity in found] == measures(text)
        at += len(text)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_no_text_raises(text, start, end):
    found = find_quantities(text)
    assert set(measures_in(text, start, end, found)) <= set(found)
