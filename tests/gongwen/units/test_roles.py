"""Who a sentence tells to act, and who assists."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from luoshi.gongwen.model import UnitKind, Why
from luoshi.gongwen.units import read_heading_units, read_roles

CASES = Path(__file__).parent.parent / "cases"
SUBJECTS = tomllib.loads((CASES / "roles_subjects.toml").read_text("utf-8"))["case"]
NOBODY = tomllib.loads((CASES / "roles_nobody.toml").read_text("utf-8"))["sentences"]


# A heading may say that the duties of its units follow.
HEADINGS = [
    ("2.各乡镇人民政府职责。", ["各乡镇人民政府"]),
    ("（一）县教育局主要职责", ["县教育局"]),
    ("3.县应急局、县消防救援大队工作职责：", ["县应急局", "县消防救援大队"]),
    ("三、部门职责", []),
    ("三、工作职责", []),
    ("四、职责分工", []),
    ("五、领导小组职责", []),
]


def roles_of(text):
    return read_roles(text, 0, len(text))


def names(roles):
    return [unit.name for unit, _ in roles]


@pytest.mark.parametrize("case", SUBJECTS, ids=[case["text"] for case in SUBJECTS])
def test_the_units_that_are_told_to_act_are_responsible(case):
    roles = roles_of(case["text"])
    assert names(roles.responsible) == case.get("responsible", [])
    assert names(roles.supporting) == case.get("supporting", [])
    for flag in case.get("flags", []):
        assert getattr(roles, flag), flag


@pytest.mark.parametrize("case", SUBJECTS, ids=[case["text"] for case in SUBJECTS])
def test_the_words_around_a_sentence_change_nothing(case):
    text = f"县水务局要先报告。{case['text']}县教育局要后报告。"
    roles = read_roles(text, 9, 9 + len(case["text"]))
    assert names(roles.responsible) == case.get("responsible", [])
    assert all(9 <= unit.span.start < unit.span.end <= 9 + len(case["text"]) for unit, _ in roles.responsible)


@pytest.mark.parametrize("text", NOBODY)
def test_a_unit_that_is_only_spoken_of_is_no_actor(text):
    roles = roles_of(text)
    assert names(roles.responsible) == []
    assert names(roles.supporting) == []
    assert roles.closing is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("县水务局要加快改造。", Why.SUBJECT),
        ("县水务局牵头，加快改造。", Why.LEAD),
        ("由县水务局制定办法。", Why.CHARGED),
        ("请县水务局制定办法。", Why.CHARGED),
        ("会议要求县水务局制定办法。", Why.CHARGED),
        ("以上任务由县水务局负责。", Why.SECTION),
    ],
)
def test_the_reason_is_given(text, why):
    assert [reason for _, reason in roles_of(text).responsible] == [why]


def test_who_shares_the_duties_of_a_lead_supports():
    roles = roles_of("县水务局牵头，县住建局、县城管局按职责分工负责。")
    assert [(unit.name, why) for unit, why in roles.supporting] == [("县住建局", Why.DUTIES), ("县城管局", Why.DUTIES)]


def test_a_unit_named_twice_is_given_once():
    roles = roles_of("县水务局要制定方案，县水务局要抓好落实。")
    assert names(roles.responsible) == ["县水务局"]


def test_a_full_width_digit_does_not_move_the_spans():
    text = "１．县水务局要在６月底前完成。"
    ((unit, _),) = roles_of(text).responsible
    assert unit.span.of(text) == "县水务局"


def test_the_span_may_hold_an_ending_that_the_name_does_not():
    ((unit, _),) = roles_of("财政部门要拨付资金。").responsible
    assert (unit.name, unit.kind) == ("财政", UnitKind.ORGANISATION)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("三、县教育局", ["县教育局"]),
        ("（二）各乡镇、各部门：", ["各乡镇", "各部门"]),
        ("二、主要任务", []),
        ("", []),
        *HEADINGS,
    ],
)
def test_a_heading_may_be_nothing_but_units(heading, expected):
    assert [unit.name for unit in read_heading_units(heading, 0, len(heading))] == expected
