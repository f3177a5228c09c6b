"""The rules of reminding: steps, levels, quiet hours, and what contradicts itself."""

from dataclasses import replace
from datetime import date, time

import pytest

from luoshi.duban.oversight.reminders.due import offset, step_day
from luoshi.duban.oversight.reminders.hours import is_quiet, next_opening
from luoshi.duban.oversight.reminders.rules import LADDER, USUAL, Level, checked, read_rules
from luoshi.duban.problems import Refused
from tests.duban.oversight.reminders.given import moment

FRIDAY, SUNDAY, MONDAY = date(2026, 7, 24), date(2026, 7, 26), date(2026, 7, 27)


@pytest.mark.parametrize(
    ("days", "step"),
    [(-11, None), (-10, -10), (-4, -10), (-3, -3), (-1, -3), (0, 0), (1, 1), (5, 1), (6, 6), (10, 6), (11, 11)],
)
def test_the_newest_step_that_has_come(days, step):
    assert USUAL.step_at(days) == step


def test_without_a_reminder_on_the_day_the_one_before_is_the_newest():
    assert replace(USUAL, on_the_day=False).step_at(0) == -3
    assert replace(USUAL, on_the_day=False, before=()).step_at(0) is None


def test_it_goes_up_level_by_level():
    assert USUAL.levels_at(-10) == (Level.LIAISON,)
    assert USUAL.levels_at(0) == (Level.LIAISON,)
    assert USUAL.levels_at(1) == (Level.LIAISON, Level.UNIT_HEAD)
    assert USUAL.levels_at(6) == LADDER


def test_days_are_counted_in_working_days_and_a_limit_on_a_sunday_is_due_on_friday():
    assert offset(SUNDAY, FRIDAY) == 0
    assert offset(SUNDAY, MONDAY) == 1
    assert offset(MONDAY, FRIDAY) == -1
    assert step_day(SUNDAY, 0) == FRIDAY
    assert step_day(SUNDAY, 1) == MONDAY
    assert step_day(date(2026, 10, 9), -3) == date(2026, 9, 29), "the holiday in between does not count"


@pytest.mark.parametrize("step", [-10, -3, 0, 1, 6])
def test_a_step_is_on_its_own_day(step):
    for due in (FRIDAY, SUNDAY, MONDAY, date(2026, 10, 4)):
        assert offset(due, step_day(due, step)) == step


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        (moment(FRIDAY, 8, 30), moment(FRIDAY, 8, 30)),
        (moment(FRIDAY, 8, 29), moment(FRIDAY, 8, 30)),
        (moment(FRIDAY, 17, 59), moment(FRIDAY, 17, 59)),
        (moment(FRIDAY, 18, 0), moment(MONDAY, 8, 30)),
        (moment(SUNDAY, 10, 0), moment(MONDAY, 8, 30)),
        (moment(date(2026, 9, 30), 18, 1), moment(date(2026, 10, 8), 8, 30)),
    ],
)
def test_what_comes_in_quiet_hours_waits_for_the_next_working_morning(when, opens):
    assert next_opening(USUAL, when) == opens
    assert is_quiet(USUAL, when) is (when != opens)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"before": (0,)}, "reminder-steps"),
        ({"before": (61,)}, "reminder-steps"),
        ({"overdue_every": 0}, "reminder-pause"),
        ({"head_from": 6, "leader_from": 1}, "reminder-levels"),
        ({"quiet_from": time(8, 0), "quiet_until": time(9, 0)}, "reminder-quiet"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(change, code):
    with pytest.raises(Refused) as refused:
        checked(replace(USUAL, **change))
    assert refused.value.code == code


def test_rules_are_kept_as_data():
    rules = replace(USUAL, before=(5,), quiet_from=time(17, 30), content_leaves=True)
    assert read_rules(rules.as_json()) == rules
    assert read_rules({}) == USUAL
