"""Aims, conditions, deliverables and campaigns."""

import functools
import operator
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.assemble.phrases import find_phrases, modality
from luoshi.gongwen.model import Modality, Span

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "phrases.toml").read_text("utf-8"))["case"]
KINDS = ("aims", "conditions", "deliverables", "campaigns")
PARTS = [
    "力争", "争取", "资金", "年内", "待", "方案", "下发", "后", "，", "。", "对", "的", "如", "制定", "《",
    "》", "“", "”", "回头看", "专项行动", "十项", "重点工作", "前提", "下", "\n", "台账", "、",
]  # fmt: skip


def params():
    for case in CASES:
        yield pytest.param(case, id=case["text"])


def found_in(text):
    return {kind: [phrase.text for phrase in getattr(find_phrases(text), kind)] for kind in KINDS}


@pytest.mark.parametrize("case", list(params()))
def test_phrases_are_found(case):
    assert found_in(case["text"]) == {kind: case.get(kind, []) for kind in KINDS}


@pytest.mark.parametrize("case", list(params()))
def test_the_sentences_around_change_nothing(case):
    assert found_in(f"县水务局要清淤。{case['text']}\n县水务局要清淤。") == found_in(case["text"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_phrases_are_quoted_in_order(text):
    found = find_phrases(text)
    for kind in KINDS:
        phrases = getattr(found, kind)
        assert [phrase.text for phrase in phrases] == [phrase.span.of(text) for phrase in phrases]
        assert all(phrase.text for phrase in phrases)
        if kind != "campaigns":
            assert sorted(phrase.span for phrase in phrases) == [phrase.span for phrase in phrases]


@pytest.mark.parametrize("text", ["按要求制定\n巡查台账", "待条件\n成熟后，开工", "“清渠\n护水”专项行动"])
def test_a_phrase_stays_in_its_line(text):
    assert not [words for words in functools.reduce(operator.iadd, found_in(text).values(), []) if "\n" in words]


def test_campaigns_do_not_overlap():
    one, other = find_phrases("十项专项行动专项行动").campaigns
    assert one.span.end <= other.span.start


def modality_of(text):
    how, aim = modality(text, Span(0, len(text)), find_phrases(text).aims)
    return how, None if aim is None else aim.of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县水务局要疏通渠道。", (Modality.BINDING, None)),
        ("力争年内疏通渠道。", (Modality.AIM, "力争")),
        ("疏通石桥渠道，力争年内完工。", (Modality.AIM, "力争")),
        ("县水务局要加快疏通石桥渠道，力争年内完工。", (Modality.BINDING, None)),
        ("确保渠道畅通、水量充足，力争增产。", (Modality.BINDING, None)),
        ("力争年内完工，确保用水。", (Modality.AIM, "力争")),
        ("要素市场改革走在前列，力争见效。", (Modality.AIM, "力争")),
        ("争取上级资金3亿元。", (Modality.BINDING, None)),
    ],
)
def test_a_sentence_binds_or_aims(text, expected):
    assert modality_of(text) == expected
