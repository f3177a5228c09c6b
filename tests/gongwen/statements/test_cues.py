"""The plainest cues of what a statement is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.statements.cues import read_all_cues, read_cues, squeeze, squeeze_all, squeezed_places


@pytest.mark.parametrize(
    ("words", "squeezed"),
    [
        ("修渠18公里", "修渠0公里"),
        ("投资1.2亿元", "投资0亿元"),
        ("投资１,２００万元", "投资0万元"),
        ("x月底前完成", "0月底前完成"),
        ("xx家企业", "0家企业"),
        ("增长x%", "增长0%"),
        ("XML格式", "XML格式"),
        ("十八公里", "十八公里"),
        ("", ""),
    ],
)
def test_figures_are_all_alike(words, squeezed):
    assert squeeze(words) == squeezed


@given(st.text(max_size=30))
def test_squeezing_twice_changes_nothing(words):
    once = squeeze(words)
    assert squeeze(once) == once


@given(st.text(st.sampled_from("县水务局0１２.,x%年月，。"), max_size=30))
def test_each_squeezed_character_stands_where_it_says(words):
    squeezed, places = squeeze(words), squeezed_places(words)
    assert len(places) == len(squeezed)
    assert "".join(words[start:end] for start, end in places) == words
    for char, (start, end) in zip(squeezed, places, strict=True):
        assert char == "0" or words[start:end] == char


@pytest.mark.parametrize(
    ("words", "cues"),
    [
        ("县水务局要清淤。", ("told",)),
        ("由县水务局牵头清淤。", ("told",)),
        ("县水务局要求不高。", ()),
        ("年底前清淤。", ("due",)),
        ("清淤前提是断水。", ()),
        ("渠道已清淤，同比增加0公里。", ("past",)),
        ("为了清淤，要了解渠道。", ()),
        ("务必清淤。", ("must",)),
        ("清淤进度滞后。", ("weak",)),
        ("渠道清淤（县水务局）。", ("units",)),
        ("年底前必须解决存在的问题。", ("due", "must", "weak")),
        ("清淤。", ()),
        ("", ()),
    ],
)
def test_the_kinds_of_cue_are_told(words, cues):
    assert read_cues(words) == cues


STATEMENTS = st.lists(st.text(st.sampled_from("县水务局要负责必须已了解年底前0xX月（）。"), max_size=16), max_size=12)


@given(STATEMENTS)
def test_many_statements_are_read_like_one(statements):
    assert read_all_cues(statements) == [read_cues(words) for words in statements]
    assert squeeze_all(statements) == [squeeze(words) for words in statements]
