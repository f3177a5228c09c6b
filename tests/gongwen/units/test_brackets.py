"""Brackets that close an item, and labels, say who answers."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from luoshi.gongwen.model import Why
from luoshi.gongwen.units import read_roles

CASES = Path(__file__).parent.parent / "cases"
BRACKETS = tomllib.loads((CASES / "roles_brackets.toml").read_text("utf-8"))["case"]
NONE = tomllib.loads((CASES / "roles_no_brackets.toml").read_text("utf-8"))["sentences"]


def roles_of(text):
    return read_roles(text, 0, len(text))


def names(roles):
    return [unit.name for unit, _ in roles]


@pytest.mark.parametrize("case", BRACKETS, ids=[case["text"] for case in BRACKETS])
def test_a_bracket_or_label_names_who_answers(case):
    roles = roles_of(case["text"])
    assert roles.closing is not None
    assert names(roles.closing.responsible) == case.get("responsible", [])
    assert names(roles.closing.supporting) == case.get("supporting", [])
    assert [leader.text for leader in roles.closing.leaders] == case.get("leaders", [])
    assert [unit.name for unit in roles.closing.standing] == case.get("standing", [])
    assert roles.responsible == ()
    for flag in ("only_bracket", "first_leads"):
        assert getattr(roles, flag) == (flag in case.get("flags", [])), flag


@pytest.mark.parametrize("case", BRACKETS, ids=[case["text"] for case in BRACKETS])
def test_what_it_says_stands_inside_it(case):
    text = case["text"]
    closing = roles_of(text).closing
    assert closing is not None
    for unit, _ in (*closing.responsible, *closing.supporting):
        assert closing.span.covers(unit.span)
        assert unit.span.of(text).startswith(unit.name)


@pytest.mark.parametrize("text", NONE)
def test_other_brackets_name_nobody(text):
    roles = roles_of(text)
    assert roles.closing is None
    assert not roles.only_bracket


def test_a_bracket_with_words_after_it_closes_what_stands_before():
    text = "（住建局、商务局指导）以农贸市场为重点，开展整治。"
    roles = roles_of(text)
    assert roles.opening is not None
    assert names(roles.opening.responsible) == ["住建局", "商务局"]
    assert roles.closing is None
    assert not roles.only_bracket


def test_a_sentence_may_have_a_subject_and_a_bracket():
    roles = roles_of("各乡镇要开展整治（牵头单位：县农科局）。")
    assert names(roles.responsible) == ["各乡镇"]
    assert roles.closing is not None
    assert names(roles.closing.responsible) == ["县农科局"]


def test_a_list_without_a_word_after_an_explained_name_needs_two_units():
    assert roles_of("联系县市场监管局（县知识产权局）。").closing is None
    assert roles_of("联系县市场监管局（县知识产权局、县药监局）。").closing is not None


def test_a_bracket_that_a_line_break_cut_off_is_read_as_far_as_it_goes():
    roles = roles_of("（责任单位：县水务局、县住建局、")
    assert roles.closing is not None
    assert names(roles.closing.responsible) == ["县水务局", "县住建局"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("（县水务局牵头）", Why.LEAD),
        ("（县水务局负责）", Why.BRACKET),
        ("（责任单位：县水务局）", Why.LISTED),
        ("（牵头单位：县水务局）", Why.LEAD),
        ("（县水务局、县住建局负责，列首位的为牵头单位）", Why.FIRST_LISTED),
    ],
)
def test_the_reason_is_given(text, why):
    closing = roles_of(text).closing
    assert closing is not None
    assert [reason for _, reason in closing.responsible] == [why]
