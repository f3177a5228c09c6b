"""亮灯: what shows when and why; the forecast stands beside it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from luoshi.duban.oversight.lights.facts import Facts, Node
from luoshi.duban.oversight.lights.judging import Forecast, Reason, judge
from luoshi.duban.oversight.lights.rules import (
    COLOURS,
    FIVE,
    NOTICES,
    READY_MADE,
    THREE,
    Colour,
    Rule,
    RuleRefused,
    When,
    named,
    read_rules,
)
from luoshi.duban.oversight.lights.trajectory import expected
from luoshi.duban.oversight.lights.wording import forecast, why
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.owed import is_working_day

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


ANY_RULE = st.one_of(
    st.builds(Rule, st.sampled_from(COLOURS), st.just(When.OVERDUE), st.integers(1, 90)),
    st.builds(Rule, st.sampled_from(COLOURS), st.just(When.DUE_WITHIN), st.integers(0, 60)),
    st.builds(Rule, st.sampled_from(COLOURS), st.just(When.BEHIND), st.integers(1, 100)),
    st.builds(Rule, st.sampled_from(COLOURS), st.just(When.SHARE_BELOW), st.integers(1, 200)),
)


def holds(rule, known, today):
    """What a rule says, told anew from the table in docs/lights.md."""
    left = sum(is_working_day(today + timedelta(days=n)) for n in range(1, (known.due - today).days + 1))
    should = expected(known, today)
    return {
        When.OVERDUE: (today - known.due).days >= rule.value,
        When.DUE_WITHIN: today <= known.due and left <= rule.value,
        When.BEHIND: known.percent is not None and should - known.percent >= rule.value,
        When.SHARE_BELOW: known.percent is not None and should > 0 and known.percent < rule.value / 100 * should - 1e-9,
        When.OTHERWISE: True,
    }[rule.when]


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(
    rules=st.lists(ANY_RULE, max_size=6),
    rest=st.sampled_from(COLOURS),
    percent=st.none() | st.integers(0, 100),
    today=st.dates(START, DUE + timedelta(days=100)),
)
def test_the_first_rule_that_holds_decides(rules, rest, percent, today):
    try:
        found = read_rules("own", [rule.as_data() for rule in (*rules, Rule(rest, When.OTHERWISE))])
    except RuleRefused:  # two of them contradict one another: tested by itself
        reject()
    known = facts(percent=percent)
    first = next(rule for rule in found.rules if holds(rule, known, today))
    assert judge(known, found, today).colour is first.colour


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

    def test_the_refusal_says_which_rule(self):
        data = [*NOTICES.as_data()[:2], {"colour": "red", "when": "behind", "value": 300}, *NOTICES.as_data()[2:]]
        with pytest.raises(RuleRefused) as refused:
            read_rules("own", data)
        assert refused.value.place == 3

    def test_a_set_has_no_more_rules_than_somebody_can_follow(self):
        many = [{"colour": "red", "when": "overdue", "value": 100 - number} for number in range(20)]
        with pytest.raises(Refused) as refused:
            read_rules("own", [*many, {"colour": "green", "when": "otherwise"}])
        assert refused.value.code == "too-many-rules"

    def test_a_set_is_called_what_it_is(self):
        assert named(read_rules("own", FIVE.as_data())).key == "five"
        assert named(read_rules("five", THREE.as_data()[1:])).key == "own"
