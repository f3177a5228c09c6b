"""按节点报送: each node asks for a report as the limit does, and the newest one alone."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.duban.oversight.models import Milestone
from luoshi.duban.registers.models import Register, Rhythm
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Assignment, State
from luoshi.duban.tasks.owed import owes, owing
from luoshi.duban.tasks.reporting.overview import all_owing, with_counts
from luoshi.duban.tasks.unit_page.burden import burden_of
from luoshi.duban.tasks.work import work_of
from tests.duban.tasks.life.given import an_issued_task, by_page, no_change, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast):
    Register.objects.update(rhythm=Rhythm.MILESTONES)
    task = an_issued_task(cast)
    for month, day, percent in ((8, 14, 20), (9, 11, 60)):
        Milestone.objects.create(task=task, day=date(2026, month, day), percent=Decimal(percent))
    return task


def owed(task, today):
    """What Python says, which the database must say as well."""
    row = the(task)
    day = owes(row, row.task, today)
    assert Assignment.objects.filter(owing(today), pk=row.pk).exists() is (day is not None)
    return day


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 8, 7), None),
        (date(2026, 8, 10), date(2026, 8, 14)),
        (date(2026, 9, 4), date(2026, 8, 14)),
        (date(2026, 9, 7), date(2026, 9, 11)),
        (date(2026, 9, 22), date(2026, 9, 11)),
        # the 25th of September is a holiday
        (date(2026, 9, 23), date(2026, 9, 30)),
        (date(2026, 10, 20), date(2026, 9, 30)),
    ],
)
def test_from_the_fifth_working_day_before_a_node_on(task, today, day):
    assert owed(task, today) == day


def test_one_report_answers_for_the_node(cast, task, standing):
    standing(date(2026, 8, 12))
    file_report(the(task), actor=cast.sun, said=no_change(), came=by_page(on=date(2026, 8, 12)))
    assert the(task).reported_through == date(2026, 8, 14)
    assert owed(task, date(2026, 9, 4)) is None
    assert owed(task, date(2026, 9, 7)) == date(2026, 9, 11)


def test_who_came_on_the_day_of_a_node_owes_nothing_for_it(task):
    Assignment.objects.update(counts_from=date(2026, 8, 14))
    assert owed(task, date(2026, 9, 1)) is None
    assert owed(task, date(2026, 9, 7)) == date(2026, 9, 11)


def test_a_node_behind_a_limit_that_was_brought_forward_asks_nothing(task):
    Assignment.objects.update(due=date(2026, 8, 20))
    assert owed(task, date(2026, 9, 7)) == date(2026, 8, 20)


def test_without_the_rhythm_nodes_ask_nothing(task):
    Register.objects.update(rhythm=Rhythm.NONE)
    assert owed(task, date(2026, 8, 10)) is None


def test_the_unit_and_the_office_see_which_node_and_since_when(cast, task, standing):
    standing(date(2026, 8, 12))
    Assignment.objects.update(state=State.ACKNOWLEDGED)
    assert [row.period for row in work_of(cast.sun).owed.rows] == ["8月14日节点"]
    (unit,) = with_counts(all_owing(cast.office, date(2026, 8, 12)), date(2026, 8, 12))
    assert (unit.count, unit.since) == (1, date(2026, 8, 10))


def test_each_node_is_a_burden(cast, task):
    found = burden_of(cast.unit("青禾县水利局"), date(2026, 10, 1))
    assert {(one.month, one.asked) for one in found.months if one.asked} == {(8, 1), (9, 2)}


def test_many_tasks_cost_one_query_more(cast, standing, django_assert_max_num_queries):
    standing(date(2026, 8, 12))
    Register.objects.update(rhythm=Rhythm.MILESTONES)
    for number in range(12):
        task = an_issued_task(cast, f"整治第{number}处隐患。")
        Milestone.objects.create(task=task, day=date(2026, 8, 14), percent=Decimal(20))
    Assignment.objects.update(state=State.ACKNOWLEDGED)
    with django_assert_max_num_queries(9):
        assert work_of(cast.sun).owed.count == 12


@pytest.mark.parametrize("who", ["sun", "zhou", "chen"])
def test_the_page_of_a_task_costs_no_query_more(cast, client, task, standing, django_assert_max_num_queries, who):
    standing(date(2026, 8, 12))
    client.force_login(cast.people[who])
    with django_assert_max_num_queries(12):
        assert "2026-08-14" in client.get(f"/tasks/{task.pk}/").content.decode()
