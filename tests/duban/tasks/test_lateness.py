"""逾期 follows from dates and stays for ever; the condition for the database says the same as the words for one row."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.lateness import (
    days_late,
    is_overdue,
    late_days,
    overdue,
    overdue_assignments,
    overdue_days,
    task_overdue_days,
)
from luoshi.duban.tasks.lateness_words import of_task
from luoshi.duban.tasks.models import OVER, Assignment, State, Task
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import an_issued_task
from tests.duban.tasks.life.office import BY_WORD, fresh, on, submitted

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("due", "until", "counts_from", "days"),
    [
        (DUE, date(2026, 9, 30), None, 0),  # the last day is included
        (DUE, date(2026, 10, 1), None, 1),
        (DUE, date(2026, 9, 1), None, 0),
        (None, date(2026, 12, 31), None, 0),
        (DUE, date(2026, 10, 10), date(2026, 10, 8), 2),  # came on later: clean until then
        (DUE, date(2026, 10, 10), date(2026, 7, 15), 10),
    ],
)
def test_days_late(due, until, counts_from, days):
    assert days_late(due, until, counts_from) == days


@pytest.fixture
def water(cast):
    """A task of the water bureau, due on the last of September, with its one assignment."""
    task = a_task(cast, a_plan(cast), issued=True, due=DUE)
    return task.assignments.get()


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({}, 15),
        ({"done_on": date(2026, 9, 28)}, 0),
        ({"done_on": date(2026, 10, 3)}, 3),
        ({"ended_on": date(2026, 10, 5)}, 5),
        ({"done_on": date(2026, 9, 30), "ended_on": date(2026, 10, 12)}, 0),  # done in time, closed out later
        ({"late_before": 4}, 19),
        ({"state": State.CLOSED_OUT}, 0),  # closed out on a day that nobody noted
    ],
)
def test_late_days_of_a_unit(water, facts, days):
    for name, value in facts.items():
        setattr(water, name, value)
    assert late_days(water, water.task, date(2026, 10, 15)) == days


def test_a_suspended_clock_stands_still(water):
    water.task.suspended_since = date(2026, 10, 2)
    assert overdue_days(water, water.task, date(2026, 11, 30)) == 2


def test_done_in_time_is_in_no_alarm_and_done_late_is(cast):
    plan = a_plan(cast)
    in_time, late = a_task(cast, plan, issued=True), a_task(cast, plan, "修订防汛预案。", issued=True)
    for task, day in ((in_time, date(2026, 9, 30)), (late, date(2026, 10, 1))):
        task.assignments.update(state=State.SUBMITTED, done_on=day)
        refresh(task)
    today = date(2026, 10, 20)
    assert set(Task.objects.filter(overdue(today))) == {late}
    assert task_overdue_days(late, today) == 1


DAYS = st.none() | st.integers(-20, 20).map(lambda days: DUE + timedelta(days=days))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    due=DAYS,
    done=DAYS,
    suspended=DAYS,
    counts_from=DAYS,
    state=st.sampled_from(State),
    today=st.integers(-20, 40).map(lambda days: DUE + timedelta(days=days)),
)
def test_the_database_and_the_words_agree(water, due, done, suspended, counts_from, state, today):
    Assignment.objects.filter(pk=water.pk).update(due=due, done_on=done, counts_from=counts_from, state=state)
    Task.objects.filter(pk=water.task_id).update(due=due, done_on=done, suspended_since=suspended, state=state)
    row = Assignment.objects.select_related("task").get(pk=water.pk)
    asked = Assignment.objects.filter(overdue_assignments(today), pk=row.pk).exists()
    told = overdue_days(row, row.task, today) > 0 and row.state not in OVER
    assert asked == told
    assert Task.objects.filter(overdue(today), pk=row.task_id).exists() == is_overdue(row.task, today)


def test_what_was_done_late_and_then_withdrawn_counts_its_days_once(cast):
    task = an_issued_task(cast)
    with on(10, 4):
        submitted(cast, task)
    with on(10, 20):
        now = fresh(task)
        withdraw_task(now, actor=cast.wang, version=now.version, basis=BY_WORD)
    gone = fresh(task)
    assert (gone.late_before, task_overdue_days(gone, date(2026, 10, 20))) == (4, 0)
    assert "曾逾期4天" in [fact.text for fact in of_task(gone, date(2026, 10, 20))]
