"""The weights of a statement's traits, one by one: the same that the model sums."""

from math import isclose, isinf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.statements.classify import Weigher
from luoshi.gongwen.statements.evidence import Aspect, aspect_of, weigh_rest, weigh_words
from luoshi.gongwen.statements.weights import load
from tests.gongwen.statements.pieces import read

TEXT = """青禾县2026年春耕工作实施方案
一、主要任务
（一）加强渠道管护。县水务局要在3月底前完成石桥灌区清淤18公里。去年已经清淤x公里。
农业农村部门牵头抓好以下工作：一是备足种子；二是培训农民。
（县水务局负责）
"""
PARTS = st.lists(
    st.sampled_from(
        ["一、", "（一）", "一是", "县水务局要", "去年", "完成", "18公里", "，", "。", "；", "：", "\n", "🙂", "x个"]
    ),
    max_size=40,
).map("".join)


def summed(weigher, index):
    weights = [weight for _, _, weight in weigh_words(weigher, index)]
    weights += [weight for _, weight in weigh_rest(weigher, index)]
    return [sum(weight[label] for weight in weights) for label in range(4)]


def agrees(text):
    pieces, outline = read(text)
    weigher = Weigher(text, pieces, outline, "青禾县春耕工作方案")
    for index, whole in enumerate(weigher.weigh(range(len(pieces)))):
        for label, amount in enumerate(summed(weigher, index)):
            assert isinf(whole[label]) or isclose(whole[label], amount, abs_tol=1e-6)


def test_the_parts_add_up_to_the_whole():
    agrees(TEXT)


@settings(max_examples=60, deadline=None)
@given(PARTS)
def test_the_parts_of_any_text_add_up_to_the_whole(text):
    agrees(text)


def test_every_feature_that_was_learned_belongs_to_an_aspect():
    assert not [name for name in load().features if name[0] == "@" and aspect_of(name) is Aspect.OTHER]


@pytest.mark.parametrize(
    ("feature", "aspect"),
    [
        ("@mark=han", Aspect.MARK),
        ("@genre=plan/fl", Aspect.GENRE),
        ("@cue=told", Aspect.CUES),
        ("@title=True/3", Aspect.TITLE),
        ("@depth=1", Aspect.HEADINGS),
        ("@direction=a", Aspect.HEADINGS),
    ],
)
def test_a_feature_is_told_by_its_name(feature, aspect):
    assert aspect_of(feature) is aspect


def test_the_places_of_the_words_stay_inside():
    pieces, outline = read(TEXT)
    weigher = Weigher(TEXT, pieces, outline, "")
    for index, words in enumerate(weigher.setting.words):
        assert all(0 <= start < end <= len(words) for start, end, _ in weigh_words(weigher, index))
