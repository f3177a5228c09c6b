"""Resolving: what stays open, and what the caller can hand in."""

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr

from luoshi.calendar import WorkingCalendar
from luoshi.gongwen.model import LimitKind, TimeLimit
from luoshi.gongwen.times import find_times, resolve

ISSUED = date(2026, 3, 18)


def limit(text: str, issued_on: date | None = ISSUED, **options: object) -> TimeLimit:
    (found,) = find_times(text)
    return resolve(found, issued_on=issued_on, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["年底前", "6月底前", "3年内", "下半年", "下月10日前", "本周五前", "即日起", "本季度内"]
)
def test_a_relative_limit_without_a_date_of_issue_stays_open(text: str):
    found = limit(text, issued_on=None)
    assert (found.kind, found.start, found.due) == (LimitKind.RELATIVE, None, None)
    assert found.problem == "no-issue-date"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026年6月底前", date(2026, 6, 30)),
        ("“十五五”末", date(2030, 12, 31)),
        ("二〇二七年", date(2027, 12, 31)),
    ],
)
def test_a_fixed_limit_needs_no_date_of_issue(text: str, due: date):
    found = limit(text, issued_on=None)
    assert (found.kind, found.due, found.problem) == (LimitKind.FIXED, due, "")


def test_a_month_that_has_passed_stays_in_the_year_of_issue():
    assert limit("1月底前", date(2026, 9, 1)).due == date(2026, 1, 31)


def test_a_month_takes_the_year_that_the_caller_inherits():
    assert limit("6月底前", year=2027).due == date(2027, 6, 30)


def test_an_inherited_year_resolves_a_month_without_a_date_of_issue():
    assert limit("6月底前", None, year=2027).due == date(2027, 6, 30)


def test_an_inherited_year_does_not_move_a_year_that_is_named():
    assert limit("2026年6月底前", year=2030).due == date(2026, 6, 30)


def test_working_days_pass_over_a_moved_holiday():
    assert limit("3个工作日内", date(2024, 2, 8)).due == date(2024, 2, 19)


def test_working_days_in_a_year_without_data_are_said_and_not_guessed():
    found = limit("5个工作日内", date(1995, 5, 4))
    assert (found.due, found.problem) == (None, "no-calendar")


def test_working_days_follow_the_callers_own_calendar():
    without_holidays = WorkingCalendar({}, frozenset({1995}))
    assert limit("5个工作日内", date(1995, 5, 4), calendar=without_holidays).due == date(1995, 5, 11)


def test_plain_days_need_no_calendar():
    assert limit("5日内", date(1995, 5, 4)).due == date(1995, 5, 9)


def test_a_month_later_ends_on_the_last_day_of_a_shorter_month():
    assert limit("一个月内", date(2026, 1, 31)).due == date(2026, 2, 28)


def test_a_masked_number_is_never_guessed():
    found = limit("x月底前")
    assert found.masked
    assert (found.start, found.due, found.problem) == (None, None, "masked")


@pytest.mark.parametrize("text", ["自受理之日起20个工作日内", "汛期前", "竣工后3个月内"])
def test_a_limit_bound_to_an_event_has_no_date(text: str):
    found = limit(text)
    assert (found.kind, found.due, found.problem) == (LimitKind.MILESTONE, None, "")


def test_a_leap_day_exists_only_in_a_leap_year():
    assert limit("2028年2月29日前").due == date(2028, 2, 29)
    assert limit("2027年2月29日前").problem == "impossible-date"


def test_the_end_of_the_calendar_is_no_error():
    assert limit("9000年内", date(2026, 1, 1)).problem == "impossible-date"
    assert limit("9999天内", date(9999, 1, 1)).problem == "impossible-date"


def test_a_range_that_runs_backwards_is_impossible():
    assert limit("2027年至2025年").problem == "impossible-date"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("每季度末", date(2026, 3, 31)),
        ("每月5日前", date(2026, 4, 5)),
        ("每年2月底前", date(2027, 2, 28)),
        ("每周五前", date(2026, 3, 20)),
        ("每半年", date(2026, 6, 30)),
        ("每两年", date(2026, 12, 31)),
        ("每季度首月10日前", date(2026, 4, 10)),
    ],
)
def test_a_recurrence_falls_due_next_on(text: str, first: date):
    rule = limit(text).rule
    assert rule is not None
    assert rrulestr(rule, dtstart=datetime(2026, 3, 18))[0].date() == first
