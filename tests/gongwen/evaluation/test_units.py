"""Texts are cut into annotation units as the guide says."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.evaluation import annotation_units

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/annotation_units.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_is_cut_as_the_guide_says(case):
    assert [span.of(case["text"]) for span in annotation_units(case["text"])] == case["expect"]


@given(st.text("县乡要。；：:一是1.（）“”》《\r\n\t\v　 ", max_size=80))
def test_units_hold_every_character_that_is_no_white_space_once_and_in_order(text):
    units = annotation_units(text)
    assert "".join("".join(span.of(text) for span in units).split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(units))
    assert all(span.of(text) == span.of(text).strip() != "" for span in units)
