"""What is owed, by whom, since when: by rhythm and working days, and never twice."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.duban.registers.models import Register, Rhythm
from luoshi.duban.tasks.models import Assignment, State, Task
from luoshi.duban.tasks.owed import REPORTING, asked_period, owes, owing, periods_between
from tests.duban.tasks.given import a_plan, a_task


@pytest.mark.parametrize(
    ("rhythm", "today", "opens", "ends"),
    [
        # 2026-07: the 31st is a Friday, so the last five working days begin on Monday the 27th
        (Rhythm.MONTHLY, date(2026, 7, 27), date(2026, 7, 27), date(2026, 7, 31)),
        (Rhythm.MONTHLY, date(2026, 7, 26), date(2026, 6, 24), date(2026, 6, 30)),
        # weeks end on Sunday, the last two working days are Thursday and Friday
        (Rhythm.WEEKLY, date(2026, 7, 16), date(2026, 7, 16), date(2026, 7, 19)),
        (Rhythm.WEEKLY, date(2026, 7, 15), date(2026, 7, 9), date(2026, 7, 12)),
        (Rhythm.TEN_DAYS, date(2026, 7, 10), date(2026, 7, 9), date(2026, 7, 10)),
        (Rhythm.TEN_DAYS, date(2026, 7, 31), date(2026, 7, 30), date(2026, 7, 31)),
        # the 25th of September is a holiday, Sunday the 20th is worked for it
        (Rhythm.QUARTERLY, date(2026, 9, 30), date(2026, 9, 17), date(2026, 9, 30)),
        # the holidays of October are no working days: the month still ends on a Saturday
        (Rhythm.MONTHLY, date(2026, 10, 26), date(2026, 10, 26), date(2026, 10, 31)),
        # a year whose holidays nobody has announced yet is counted by weekends alone
        (Rhythm.MONTHLY, date(2030, 7, 31), date(2030, 7, 25), date(2030, 7, 31)),
    ],
)
def test_the_newest_period_whose_window_has_opened(rhythm, today, opens, ends):
    period = asked_period(rhythm, today)
    assert (period.opens, period.ends) == (opens, ends)


@pytest.mark.parametrize("rhythm", [Rhythm.NONE, Rhythm.MILESTONES])
def test_without_a_rhythm_no_period_is_asked_for(rhythm):
    assert asked_period(rhythm, date(2026, 7, 31)) is None


@given(
    rhythm=st.sampled_from([Rhythm.WEEKLY, Rhythm.TEN_DAYS, Rhythm.MONTHLY, Rhythm.QUARTERLY]),
    first=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    length=st.integers(0, 120),
)
def test_periods_follow_one_another_without_a_gap(rhythm, first, length):
    found = periods_between(rhythm, first, first + timedelta(days=length))
    for one, other in itertools.pairwise(found):
        assert one.ends + timedelta(days=1) == other.starts
    assert all(first <= one.opens <= first + timedelta(days=length) for one in found)


@pytest.mark.django_db
class TestAUnit:
    @pytest.fixture
    def water(self, cast):
        return a_task(cast, a_plan(cast), issued=True).assignments.select_related("task__register", "unit").get()

    def test_owes_a_monthly_report_once_the_window_opens_until_it_came(self, water):
        task, july = water.task, date(2026, 7, 31)
        assert owes(water, task, date(2026, 7, 26)) is None, "given in July, after the window of June"
        assert owes(water, task, date(2026, 7, 27)) == july
        water.reported_through = july
        assert owes(water, task, date(2026, 7, 31)) is None
        assert owes(water, task, date(2026, 8, 26)) == date(2026, 8, 31)

    def test_is_asked_once_for_months_in_which_it_was_silent(self, water):
        assert owes(water, water.task, date(2026, 12, 31)) == date(2026, 12, 31)

    def test_owes_only_at_the_limit_where_there_is_no_rhythm(self, water):
        Register.objects.update(rhythm=Rhythm.NONE)
        task = Task.objects.select_related("register").get()
        assert owes(water, task, date(2026, 9, 22)) is None
        assert owes(water, task, date(2026, 9, 23)) == date(2026, 9, 30)
        assert owes(water, task, date(2026, 10, 20)) == date(2026, 9, 30)

    def test_the_rhythm_of_a_task_comes_before_the_registers(self, water):
        water.task.rhythm = Rhythm.WEEKLY
        assert owes(water, water.task, date(2026, 7, 30)) == date(2026, 8, 2)

    @pytest.mark.parametrize("state", [state for state in State if state not in REPORTING])
    def test_owes_nothing_once_it_is_done_or_not_its_matter(self, water, state):
        water.state = state
        assert owes(water, water.task, date(2026, 12, 31)) is None

    def test_owes_nothing_while_the_task_is_suspended(self, water):
        water.task.suspended_since = date(2026, 8, 1)
        assert owes(water, water.task, date(2026, 12, 31)) is None

    @settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        rhythm=st.sampled_from(Rhythm),
        own=st.sampled_from(["", *Rhythm]),
        state=st.sampled_from(State),
        answers=st.booleans(),
        through=st.none() | st.dates(date(2026, 6, 1), date(2026, 12, 31)),
        given_on=st.dates(date(2026, 6, 1), date(2026, 12, 31)),
        due=st.none() | st.dates(date(2026, 6, 1), date(2026, 12, 31)),
        today=st.dates(date(2026, 6, 1), date(2026, 12, 31)),
    )
    def test_the_database_and_the_words_agree(self, water, rhythm, own, state, answers, through, given_on, due, today):
        Register.objects.update(rhythm=rhythm)
        Task.objects.update(rhythm=own)
        Assignment.objects.filter(pk=water.pk).update(
            state=state, answers=answers, reported_through=through, counts_from=given_on, due=due
        )
        row = Assignment.objects.select_related("task__register").get(pk=water.pk)
        assert Assignment.objects.filter(owing(today)).exists() == (owes(row, row.task, today) is not None)
