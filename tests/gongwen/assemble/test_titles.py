"""Short titles in the source's own words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.assemble.titles import LONGEST, title
from luoshi.gongwen.model import Span

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "titles.toml").read_text("utf-8"))["case"]
PARTS = [
    "县水务局",
    "要",
    "按照",
    "疏通渠道",
    "，",
    "、",
    "。",
    "；",
    "（",
    "）",
    "对",
    "的",
    "待",
    "后",
    "力争",
    " ",
    "同时",
    "等部门",
]
ROOM = LONGEST + 8 + len("…")


def spans(text, words):
    return [Span(text.index(word), text.index(word) + len(word)) for word in words]


def params():
    for case in CASES:
        yield pytest.param(case, id=case["text"])


def titled(case, before="", after=""):
    """The title of the case's text where it stands between other words."""
    words = Span(len(before), len(before) + len(case["text"]))
    actors, limits = (
        [Span(words.start + span.start, words.start + span.end) for span in spans(case["text"], case.get(kind, []))]
        for kind in ("actors", "limits")
    )
    return title(before + case["text"] + after, words, actors, limits)


@pytest.mark.parametrize("case", list(params()))
def test_a_title_says_the_task(case):
    assert titled(case) == case["title"]


@pytest.mark.parametrize("case", list(params()))
def test_the_words_around_change_nothing(case):
    assert titled(case, "县财政局要按照要求，（拨付补助）。", "（县审计局负责）建立台账。") == case["title"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=40).map("".join))
def test_a_title_is_a_short_quote(text):
    found = title(text, Span(0, len(text)), [], [])
    assert len(found) <= ROOM
    assert found.removesuffix("…") in text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["疏通渠道", "备足种子", "，", "。"]), min_size=1, max_size=20).map("".join))
def test_words_have_a_title(text):
    assert title(text, Span(0, len(text)), [], []) or not text.strip("，。")


@pytest.mark.parametrize("stop", ["\v", "\n"])
def test_a_title_stays_on_one_line(stop):
    text = f"疏通渠道{stop}修好泵站"
    assert not set(title(text, Span(0, len(text)), [], [])) & set("\v\n")
