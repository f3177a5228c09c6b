"""亮灯: what shows when and why; the forecast stands beside it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.duban.oversight.lights.facts import Facts, Node
from luoshi.duban.oversight.lights.judging import Forecast, Reason, judge
from luoshi.duban.oversight.lights.rules import COLOURS, FIVE, NOTICES, READY_MADE, THREE, Colour, read_rules
from luoshi.duban.oversight.lights.trajectory import expected
from luoshi.duban.oversight.lights.wording import forecast, why
from luoshi.duban.problems import Refused

START, DUE = date(2026, 7, 1), date(2026, 9, 30)


def facts(**more):
    return Facts(**{"starts": START, "due": DUE, **more})


@pytest.mark.parametrize(
    ("known", "today", "colour", "sentence"),
    [
        (facts(), date(2026, 7, 15), Colour.GREEN, "距时限还有55个工作日。单位还没有报进度。"),
        (facts(percent=50), date(2026, 8, 14), Colour.GREEN, "进度50%，按时间应到49%；距时限还有33个工作日。"),
        (facts(percent=30), date(2026, 8, 14), Colour.YELLOW, "进度30%，按时间应到49%，落后19个百分点。"),
        (facts(percent=95), date(2026, 9, 22), Colour.YELLOW, "距时限还有5个工作日。"),
        (facts(percent=95), DUE, Colour.YELLOW, "今天到时限。"),
        (facts(percent=95), date(2026, 10, 1), Colour.RED, "已过时限1天。"),
        (facts(done_on=DUE), date(2026, 11, 1), Colour.GREEN, "单位已按时申请销号，等待核查。"),
        (facts(done_on=date(2026, 10, 4)), date(2026, 11, 1), Colour.RED, "已过时限4天。"),
        (facts(due=None), date(2026, 8, 1), Colour.GREY, "时限待明确。"),
        (facts(masked=True), date(2026, 8, 1), Colour.GREY, "指标数值待明确。"),
        (facts(masked=True), date(2026, 10, 3), Colour.RED, "已过时限3天。"),
        (facts(due=None, is_long_term=True), date(2026, 8, 1), Colour.LONG_TERM, "长期坚持，没有完成时限。"),
        (facts(suspended_since=date(2026, 7, 20)), date(2026, 8, 1), Colour.GREY, "已中止12天，不计时。"),
        (facts(is_closed=True, done_on=DUE), date(2027, 1, 1), Colour.CLOSED, "已按时完成并销号。"),
        (facts(is_closed=True, done_on=date(2026, 10, 5)), date(2027, 1, 1), Colour.CLOSED, "已销号，曾逾期5天。"),
        (facts(is_withdrawn=True), date(2026, 10, 5), Colour.WITHDRAWN, "任务已撤销。"),
    ],
)
def test_three_colours(known, today, colour, sentence):
    light = judge(known, THREE, today)
    assert (light.colour, why(light)) == (colour, sentence)


@pytest.mark.parametrize(
    ("rules", "known", "today", "colour"),
    [
        (NOTICES, facts(), date(2026, 9, 1), Colour.GREEN),
        (NOTICES, facts(), date(2026, 9, 23), Colour.BLUE),
        (NOTICES, facts(), date(2026, 10, 1), Colour.ORANGE),
        (NOTICES, facts(), date(2026, 10, 15), Colour.RED),
        (FIVE, facts(percent=10), date(2026, 8, 14), Colour.RED),
        (FIVE, facts(percent=20), date(2026, 8, 14), Colour.ORANGE),
        (FIVE, facts(percent=35), date(2026, 8, 14), Colour.YELLOW),
        (FIVE, facts(percent=45), date(2026, 8, 14), Colour.BLUE),
        (FIVE, facts(percent=60), date(2026, 8, 14), Colour.GREEN),
        (FIVE, facts(), date(2026, 8, 14), Colour.GREEN),
    ],
)
def test_other_ready_made_rules(rules, known, today, colour):
    assert judge(known, rules, today).colour is colour


@pytest.mark.parametrize(
    ("known", "today", "told", "sentence"),
    [
        (facts(percent=50), date(2026, 8, 14), Forecast.WILL_KEEP, ""),
        (facts(percent=30), date(2026, 8, 14), Forecast.WILL_MISS, "照目前进度，要到2026-12-03才能完成，赶不上时限。"),
        (facts(percent=0), date(2026, 8, 20), Forecast.NOT_BEGUN, "时间已过55%，进度仍是0，照此不能按时完成。"),
        (facts(percent=0), date(2026, 7, 20), Forecast.NONE, ""),
        (facts(), date(2026, 8, 20), Forecast.NONE, ""),
        (facts(percent=10), date(2026, 7, 3), Forecast.NONE, ""),
        (facts(percent=60), date(2026, 10, 9), Forecast.NONE, ""),
    ],
)
def test_the_forecast_is_told_apart(known, today, told, sentence):
    light = judge(known, THREE, today)
    assert (light.forecast, forecast(light)) == (told, sentence)


def test_an_entered_plan_is_no_straight_line():
    quarters = facts(nodes=(Node(date(2026, 7, 31), 10), Node(date(2026, 8, 31), 30)))
    assert expected(quarters, date(2026, 7, 31)) == pytest.approx(10)
    assert expected(quarters, date(2026, 8, 31)) == pytest.approx(30)
    assert judge(facts(percent=12), THREE, date(2026, 8, 3)).colour is Colour.YELLOW
    assert judge(facts(percent=12, nodes=quarters.nodes), THREE, date(2026, 8, 3)).colour is Colour.GREEN


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(
    known=st.builds(
        Facts,
        starts=st.just(START),
        due=st.none() | DAYS,
        is_long_term=st.booleans(),
        masked=st.booleans(),
        percent=st.none() | st.floats(0, 100),
        done_on=st.none() | DAYS,
        suspended_since=st.none() | DAYS,
        is_closed=st.booleans(),
        is_withdrawn=st.booleans(),
        late_before=st.integers(0, 100),
    ),
    rules=st.sampled_from(list(READY_MADE.values())),
    today=DAYS,
)
def test_every_task_has_one_light_with_a_reason(known, rules, today):
    light = judge(known, rules, today)
    assert why(light)
    open_and_late = (
        known.due is not None
        and not (known.is_closed or known.is_withdrawn or known.suspended_since)
        and min(today, known.done_on or today) > known.due
    )
    if open_and_late:
        assert light.colour in (Colour.RED, Colour.ORANGE), "an overdue task never leaves the alarm"
        assert light.forecast is Forecast.NONE
    if light.reason is Reason.OVERDUE:
        assert open_and_late


@given(percent=st.floats(0, 100), today=st.dates(START, DUE))
def test_more_progress_never_makes_a_light_worse(percent, today):
    for rules in READY_MADE.values():
        less, more = (judge(facts(percent=one), rules, today).colour for one in (percent / 2, percent))
        assert COLOURS.index(more) <= COLOURS.index(less)


@given(today=st.dates(START, DUE), days=st.integers(0, 30))
def test_the_line_only_rises(today, days):
    assert expected(facts(), today) <= expected(facts(), today + timedelta(days=days))


class TestRulesAsData:
    @pytest.mark.parametrize("rules", READY_MADE.values(), ids=READY_MADE)
    def test_ready_made_ones_are_sound(self, rules):
        assert read_rules(rules.key, rules.as_data()) == rules

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            ([], "no-end"),
            ([{"colour": "red", "when": "overdue", "value": 1}], "no-end"),
            ([{"colour": "purple", "when": "otherwise"}], "no-such-rule"),
            ([{"colour": "grey", "when": "otherwise"}], "no-such-rule"),
            ([{"colour": "red", "when": "sometimes"}], "no-such-rule"),
            ([{"colour": "red", "when": "overdue", "value": "viel"}], "no-such-rule"),
            ([{"colour": "red", "when": "behind", "value": 101}, {"colour": "green", "when": "otherwise"}], "value"),
            ([{"colour": "red", "when": "overdue", "value": 0}, {"colour": "green", "when": "otherwise"}], "value"),
            (
                [
                    {"colour": "yellow", "when": "due-within", "value": 10},
                    {"colour": "orange", "when": "due-within", "value": 3},
                    {"colour": "green", "when": "otherwise"},
                ],
                "never-reached",
            ),
            (
                [
                    {"colour": "orange", "when": "overdue", "value": 1},
                    {"colour": "red", "when": "overdue", "value": 15},
                    {"colour": "green", "when": "otherwise"},
                ],
                "never-reached",
            ),
            (
                [{"colour": "green", "when": "otherwise"}, {"colour": "green", "when": "otherwise"}],
                "never-reached",
            ),
        ],
    )
    def test_contradictions_are_named(self, data, code):
        with pytest.raises(Refused) as refused:
            read_rules("own", data)
        assert refused.value.code == code
