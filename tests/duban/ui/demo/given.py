"""The demonstration as it is on a day."""

from contextlib import contextmanager
from datetime import date

from luoshi.duban import clock
from luoshi.duban.ui.demo.county import raise_county
from luoshi.duban.ui.demo.work import do_the_work, founding_day, year_of_work

TODAY = date(2026, 11, 27)


@contextmanager
def standing_in(today=TODAY):
    """The county with its work, as somebody finds it who sets the demonstration up on the morning of *today*."""
    with clock.standing_at(clock.start_of(founding_day(today))):
        county = raise_county(year_of_work(today))
    do_the_work(county, today)
    with clock.standing_at(clock.start_of(today).replace(hour=10)):
        yield county
