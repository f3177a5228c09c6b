"""What stands in the cells that may hold a gap."""

from dataclasses import replace
from datetime import date

import pytest

from luoshi.gongwen.export.cells import flat, goal_cell, limit_cell, responsible_cell, supporting_cell
from luoshi.gongwen.model import Gap, GapKind, LimitKind, Span, TimeLimit
from luoshi.layout.grid import Cell
from tests.gongwen.export.plans import county_plan

PLAN = county_plan()
FARMLAND, CANAL, SEEDLINGS, SCHOOL, REPORT, CHECK = PLAN.directives
_FIXED, _RELATIVE = LimitKind.FIXED, LimitKind.RELATIVE


def limited(words, kind, start=None, due=None, **more):
    found = TimeLimit(Span(0, len(words)), words, kind, start, due, **more)
    return limit_cell(replace(SCHOOL, limits=(found,)))


@pytest.mark.parametrize(
    ("words", "kind", "start", "due", "expected"),
    [
        ("年底前", _RELATIVE, None, date(2026, 12, 31), "年底前\n（2026-12-31）"),
        ("年内", _RELATIVE, date(2026, 3, 2), date(2026, 12, 31), "年内\n（2026-12-31）"),
        ("下半年", _RELATIVE, date(2026, 7, 1), date(2026, 12, 31), "下半年\n（2026-12-31）"),
        ("到2027年", _FIXED, date(2027, 1, 1), date(2027, 12, 31), "到2027年\n（2027-12-31）"),
        ("截至9月底", _RELATIVE, date(2026, 3, 2), date(2026, 9, 30), "截至9月底\n（2026-09-30）"),
        ("两到三年内", _RELATIVE, date(2026, 3, 2), date(2029, 3, 2), "两到三年内\n（2029-03-02）"),
        ("3—5年左右时间", _RELATIVE, date(2026, 3, 2), date(2031, 3, 2), "3—5年左右时间\n（2031-03-02）"),
        ("2026-09", _FIXED, date(2026, 9, 1), date(2026, 9, 30), "2026-09\n（2026-09-30）"),
        ("2026年9月10日", _FIXED, date(2026, 9, 1), date(2026, 9, 10), "2026年9月10日"),
        ("今年起", _RELATIVE, date(2026, 1, 1), None, "今年起\n（自2026-01-01起）"),
        ("2026年5月1日前", _FIXED, None, date(2026, 5, 1), "2026年5月1日前"),
        ("5月1日", _RELATIVE, date(2026, 5, 1), date(2026, 5, 1), "5月1日\n（2026-05-01）"),
        ("长期坚持", LimitKind.LONG_TERM, None, None, "长期坚持"),
        ("每月5日前", LimitKind.RECURRING, None, None, "每月5日前"),
        ("方案下发后", LimitKind.MILESTONE, None, None, "方案下发后"),
        ("12 月底前", _RELATIVE, None, date(2026, 12, 31), "12月底前\n（2026-12-31）"),
    ],
)
def test_a_limit_stands_with_the_day_that_it_comes_to(words, kind, start, due, expected):
    assert limited(words, kind, start, due) == Cell(expected)


@pytest.mark.parametrize(
    "words",
    [
        "3月1日至9月底",
        "3月1日到9月底",
        "3—9月",
        "三月～九月",
        "3月1日-9月30日",
        "从现在起到9月底",
        "今年3月起，9月底前",
        "自即日起半年内",
        "2026-03-01至2026-09-30",
        "3月至9月",
    ],
)
def test_the_first_day_is_shown_where_the_words_name_a_beginning(words):
    assert (
        limited(words, _RELATIVE, date(2026, 3, 1), date(2026, 9, 30)).text == f"{words}\n（2026-03-01\n至2026-09-30）"
    )


def test_a_limit_that_names_no_day_is_open():
    assert limited("x月底前", _RELATIVE, masked=True, problem="masked") == Cell("x月底前\n（待明确）", open=True)
    assert limited("年底前", _RELATIVE, problem="no-issue-date") == Cell("年底前\n（日期待明确）", open=True)
    assert limit_cell(SEEDLINGS) == Cell("（待明确）", open=True)


def test_limits_that_come_to_the_same_day_share_it():
    year, end, autumn = (
        TimeLimit(Span(place, place + 2), words, _RELATIVE, None, due)
        for place, (words, due) in enumerate(
            [("年内", date(2026, 12, 31)), ("年底", date(2026, 12, 31)), ("9月底前", date(2026, 9, 30))]
        )
    )
    assert limit_cell(replace(SCHOOL, limits=(year, end, end))).text == "年内、年底\n（2026-12-31）"
    assert limit_cell(replace(SCHOOL, limits=(year, autumn, end))).text.count("2026-12-31") == 2


def test_contradictory_limits_are_both_shown_and_marked():
    cell = limit_cell(CHECK)
    assert cell.text.startswith("长期坚持\n2027年3月1日至9月底\n")
    assert cell.text.endswith("\n（时限不一致，待明确）")
    assert cell.open


def test_units_stand_in_the_order_of_the_text():
    assert responsible_cell(PLAN, FARMLAND) == Cell("县农业农村局")
    assert supporting_cell(PLAN, FARMLAND) == Cell("县财政局、各乡镇")


def test_a_directive_without_a_unit_is_open_but_one_without_support_is_not():
    assert responsible_cell(PLAN, CANAL) == Cell("（待明确）", open=True)
    assert supporting_cell(PLAN, CANAL) == Cell()


def test_a_unit_that_the_register_knows_has_its_official_name_and_an_unknown_one_is_marked():
    assert responsible_cell(PLAN, CHECK) == Cell("青禾县统计局、乐民集团（待核实）", open=True)


def test_a_leader_stands_below_the_unit():
    assert responsible_cell(PLAN, SCHOOL).text == "县教育局\n（牵头领导：教育局）"


def test_the_same_unit_is_named_once():
    twice = replace(FARMLAND, responsible=FARMLAND.responsible * 2)
    assert responsible_cell(PLAN, twice).text == "县农业农村局"


def test_goals_are_listed_and_what_is_masked_or_only_an_aim_is_open():
    assert goal_cell(PLAN, FARMLAND) == Cell("新建高标准农田1.2万亩\n粮食总产量不低于3.5亿斤\n全部清零")
    assert goal_cell(PLAN, CANAL) == Cell("渠道清淤x公里（数字待明确）", open=True)
    assert goal_cell(PLAN, SEEDLINGS) == Cell("早稻集中育秧面积提高到6000亩\n（力争性表述，待明确）", open=True)
    assert goal_cell(PLAN, REPORT) == Cell()


def test_an_unknown_unit_without_a_place_marks_nobody():
    assert supporting_cell(PLAN, replace(FARMLAND, gaps=(Gap(GapKind.UNKNOWN_UNIT),))) == Cell("县财政局、各乡镇")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n乙", "甲；乙"),
        ("下半年\n（2026-07-01\n至2026-12-31）", "下半年（2026-07-01至2026-12-31）"),
        ("甲", "甲"),
        ("", ""),
    ],
)
def test_lines_become_one_line(text, expected):
    assert flat(text) == expected
