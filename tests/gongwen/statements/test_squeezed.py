"""Words with their numbers squeezed, and the way back to where they stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.statements.cues import squeeze, squeezed_places


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("清淤18公里", ["清", "淤", "18", "公", "里"]),
        ("增长5.4%", ["增", "长", "5.4", "%"]),
        ("x月底前", ["x", "月", "底", "前"]),
        ("１，２００亩", ["１，２００", "亩"]),
        ("", []),
    ],
)
def test_a_number_is_one_place(words, places):
    assert [words[start:end] for start, end in squeezed_places(words)] == places


@given(st.text(alphabet="清淤公里0９.,，x年月%🙂", max_size=30))
def test_there_is_a_place_for_each_squeezed_character_and_none_is_left_out(words):
    places = squeezed_places(words)
    assert len(places) == len(squeeze(words))
    assert "".join(words[start:end] for start, end in places) == words
