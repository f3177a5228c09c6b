"""Working days: moved rest days, counting, and years that are not known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.calendar import NoCalendarData, WorkingCalendar
from luoshi.errors import LuoshiError

CALENDAR = WorkingCalendar.default()
KNOWN = st.dates(date(2004, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 9), True),  # the eve of the Spring Festival of 2024
        (date(2024, 2, 12), False),  # a Monday in the Spring Festival
        (date(2024, 2, 18), True),  # a Sunday moved to work
        (date(2024, 2, 24), False),  # a plain Saturday
        (date(2024, 2, 26), True),  # a plain Monday
        (date(2026, 10, 10), True),  # a Saturday moved to work
    ],
)
def test_a_day_is_worked_on_or_not(day: date, works: bool):
    assert CALENDAR.is_working_day(day) is works


def test_the_first_day_does_not_count():
    assert CALENDAR.add_working_days(date(2024, 3, 4), 1) == date(2024, 3, 5)


def test_counting_passes_over_the_holiday():
    assert CALENDAR.add_working_days(date(2024, 2, 9), 1) == date(2024, 2, 18)


def test_counting_goes_back_too():
    assert CALENDAR.add_working_days(date(2024, 2, 18), -1) == date(2024, 2, 9)


def test_no_days_later_is_the_same_day():
    assert CALENDAR.add_working_days(date(2024, 2, 10), 0) == date(2024, 2, 10)


def test_a_year_without_data_is_said():
    with pytest.raises(NoCalendarData) as caught:
        CALENDAR.is_working_day(date(1999, 5, 4))
    assert caught.value.year == 1999
    assert caught.value.code == "no-calendar"
    assert "1999年" in str(caught.value)
    assert isinstance(caught.value, LuoshiError)


def test_counting_into_a_year_without_data_is_said():
    last = max(CALENDAR.years)
    with pytest.raises(NoCalendarData) as caught:
        CALENDAR.add_working_days(date(last, 12, 31), 3)
    assert caught.value.year == last + 1


def test_counting_past_the_end_of_the_calendar_is_said():
    forever = WorkingCalendar({}, frozenset({9999}))
    with pytest.raises(NoCalendarData):
        forever.add_working_days(date(9999, 12, 30), 9)


def test_the_table_covers_the_years_since_2004():
    assert set(range(2004, 2027)) <= CALENDAR.years


@given(KNOWN, st.integers(-30, 30))
def test_counting_forth_and_between_agree(day: date, count: int):
    try:
        end = CALENDAR.add_working_days(day, count)
        between = CALENDAR.working_days_between(day, end)
    except NoCalendarData:
        return
    if count >= 0:
        assert between == count
    else:
        assert between <= -1


@given(KNOWN, KNOWN, KNOWN)
def test_days_between_add_up(first: date, second: date, third: date):
    first, second, third = sorted((first, second, third))
    whole = CALENDAR.working_days_between(first, third)
    assert whole == CALENDAR.working_days_between(first, second) + CALENDAR.working_days_between(second, third)


def test_the_table_agrees_with_the_package_it_comes_from():
    other = pytest.importorskip("chinese_calendar")
    day = date(min(CALENDAR.years), 1, 1)
    while day.year in CALENDAR.years and day <= date(2026, 12, 31):
        assert CALENDAR.is_working_day(day) == other.is_workday(day), day
        day += timedelta(days=1)
