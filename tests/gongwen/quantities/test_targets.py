"""Targets in words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.quantities import find_targets

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quantities_targets.toml").read_text("utf-8"))["cases"]
PIECES = [
    "全部",
    "清零",
    "应",
    "改",
    "尽",
    "“",
    "”",
    "零",
    "拖欠",
    "翻",
    "两",
    "番",
    "双",
    "不发生",
    "事故",
    "全覆盖",
    "基本",
    "行动",
    "，",
    "。",
]


def described(target):
    return f"{target.text}|{'-' if target.value is None else target.value}|{target.unit or '-'}"


@pytest.mark.parametrize(("text", "expected"), [(row[0], row[1:]) for row in CASES])
def test_a_target_in_words_is_found_with_what_it_comes_to(text, expected):
    assert [described(target) for target in find_targets(text)] == expected


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_spans_are_sorted_apart_and_slice_to_their_words(text):
    end = 0
    for target in find_targets(text):
        assert target.span.start >= end
        assert target.span.of(text) == target.text != ""
        end = target.span.end


@pytest.mark.parametrize("piece", ["全部", "应", "不发生", "零", "翻", "“", "全部或", "基本", "双清"])
def test_adversarial_text_costs_no_more_than_its_length(piece):
    assert find_targets(piece * (200_000 // len(piece))) is not None
