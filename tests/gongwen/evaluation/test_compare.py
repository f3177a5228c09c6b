"""Which names and words count as the same."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.evaluation.compare import bare_name, bare_words, split_items, stands_in

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/gold_names.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["name"], ids=lambda case: case["text"])
def test_a_name_is_compared_without_its_general_ending(case):
    assert bare_name(case["text"]) == case["bare"]


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: case["text"])
def test_words_are_compared_without_what_leads_up_to_them(case):
    assert bare_words(case["text"]) == case["bare"]


@pytest.mark.parametrize("case", CASES["split"], ids=lambda case: case["text"])
def test_a_list_is_cut_outside_brackets_only(case):
    assert split_items(case["text"]) == case["items"]


@pytest.mark.parametrize("case", CASES["stands"], ids=lambda case: f"{case['words']} in {case['unit']}")
def test_a_figure_does_not_stand_in_the_tail_of_a_longer_one(case):
    assert stands_in(case["words"], case["unit"]) is case["expect"]


@given(st.text("县局、（）()等部门", max_size=30))
def test_the_items_of_a_list_joined_again_are_the_list(words):
    assert "、".join(split_items(words)) == words
