"""Whatever the words, nothing raises and what is found stands where it says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.units import find_units, read_roles, read_unit_list
from luoshi.gongwen.units.lists import read_list
from luoshi.gongwen.units.names import kind_of
from tests.gongwen.growing import grows_at_most

WORDS = [
    "县水务局", "财政", "住建", "部门", "等", "、", "，", "。", "；", "：", "（", "）", "〔", "〕", "和", "及",
    "或", "要", "应当", "牵头", "配合", "负责", "会同", "由", "请", "责任单位：", "牵头单位：", "完成时限：", "各乡镇",
    "各省", "自治区", "直辖市人民政府", "支持", "的", "6月底前", "x", "　", "\n", "\t", "列首位的为牵头单位",
    "以上任务", "🙂", "下同",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)


def mentions(roles):
    found = [*roles.responsible, *roles.supporting]
    for bracket in (roles.closing, roles.opening):
        if bracket is not None:
            found += [*bracket.responsible, *bracket.supporting]
    return [unit for unit, _ in found]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 10), st.integers(0, 10))
def test_roles_stand_inside_their_statement(text, before, after):
    whole = "前" * before + text + "后" * after
    if not text:
        return
    for unit in mentions(read_roles(whole, before, before + len(text))):
        assert before <= unit.span.start < unit.span.end <= before + len(text)
        assert unit.span.of(whole).startswith(unit.name)
        assert unit.name


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_units_come_in_order_and_each_once(text):
    spans = [unit.span for unit in find_units(text)]
    assert spans == sorted(set(spans))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_read(text):
    find_units(text)
    read_unit_list(text, 0, len(text))
    kind_of(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["县水务局", "县住建局", "各乡镇", "省财政厅"]), min_size=1, max_size=6, unique=True))
def test_a_list_of_names_gives_back_its_names(names):
    text = "、".join(names)
    found = read_list(text, 0, len(text))
    assert found is not None
    assert [unit.name for unit in found] == names


HOSTILE = [
    "（" * 3000,
    "）" * 3000,
    "（责任单位：" * 600,
    "县水务局、" * 1000,
    "县水务局和" * 1000,
    "等部门" * 1500,
    "各省、自治区、" * 600,
    "按职责分工" * 1000 + "）",
    "牵头、配合、负责" * 500,
    "由请会同商" * 800,
    "局要" * 2000,
    "（县水务局（县" * 500 + "））" * 500,
    "1.2.3." * 800,
    "各" * 4000 + "要",
    "一是二要" * 1000,
    " 　" * 2000 + "责任单位：",
    "完成时限：6月、" * 500,
    "列第一位" * 1000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:8] for text in HOSTILE])
def test_hostile_words_cost_no_more_than_their_length_allows(text):
    # Four times the length may cost four times as much and some noise, not sixteen times.
    assert grows_at_most(8, lambda: find_units(text), lambda: find_units(text * 4), noise=0.02)
