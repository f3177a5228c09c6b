"""Lights are kept as they were computed, follow every action at once, and remember when they turned."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from luoshi.duban.oversight.lights.reading import read_facts
from luoshi.duban.oversight.lights.renewing import compute, renew_all
from luoshi.duban.oversight.lights.rules import NOTICES
from luoshi.duban.oversight.models import LightChange, LightTally, Milestone, RegisterRules, TaskLight
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Target, Task
from tests.duban.tasks.life.given import WATER, an_issued_task, by_page, done, progress, the

pytestmark = pytest.mark.django_db


def light(task):
    return TaskLight.objects.get(pk=task.pk)


def test_a_morning_turns_what_has_passed_its_limit(cast, standing):
    standing(date(2026, 9, 1))
    task = an_issued_task(cast)
    assert light(task).colour == "green"
    counts = renew_all(date(2026, 10, 1))
    assert counts == {"red": 1}
    assert (light(task).colour, light(task).days, light(task).since) == ("red", 1, date(2026, 10, 1))
    renew_all(date(2026, 10, 2))
    assert (light(task).days, light(task).since) == (2, date(2026, 10, 1)), "since when it is red"
    turned = [(one.was, one.colour) for one in LightChange.objects.order_by("id")]
    assert turned == [("", "green"), ("green", "red")]


def test_a_report_renews_the_light_in_its_own_transaction(cast, standing):
    standing(date(2026, 8, 14))
    task = an_issued_task(cast)
    file_report(the(task), actor=cast.sun, said=progress(percent=Decimal(10)), came=by_page(on=date(2026, 8, 14)))
    assert (light(task).colour, light(task).percent) == ("yellow", 10)
    file_report(the(task), actor=cast.sun, said=done(), came=by_page(on=date(2026, 8, 14)))
    assert (light(task).colour, light(task).reason) == ("green", "submitted")


def test_a_register_has_rules_of_its_own(cast, standing):
    task = an_issued_task(cast)
    RegisterRules.objects.create(register=cast.register, key="notices", rules=NOTICES.as_data())
    renew_all(date(2026, 10, 5))
    assert light(task).colour == "orange"


def test_the_tally_of_a_day_is_kept_once(cast, standing):
    for number in range(3):
        an_issued_task(cast, f"修订第{number}份预案。")
    for _ in range(2):
        renew_all(date(2026, 9, 1))
    assert LightTally.objects.values_list("colour", "count").get() == ("green", 3)


def test_what_the_facts_are_read_from(cast, standing):
    standing(date(2026, 8, 14))
    task = an_issued_task(cast)
    Target.objects.create(task=task, words="x座", measured="水库", unit="座", masked=True)
    Milestone.objects.create(task=task, day=date(2026, 8, 31), percent=Decimal(40))
    file_report(
        the(task, WATER), actor=cast.sun, said=progress(percent=Decimal(35)), came=by_page(on=date(2026, 8, 14))
    )
    (known,) = read_facts(Task.objects.all())
    facts = known.facts
    assert (facts.masked, facts.percent, facts.due) == (True, 35, date(2026, 9, 30))
    assert [(node.day, node.percent) for node in facts.nodes] == [(date(2026, 8, 31), 40)]
    assert compute([known], {}, date(2026, 8, 14))[task.pk].colour == "grey"


@pytest.mark.parametrize("count", [2, 40])
def test_so_many_tasks_cost_so_many_queries(cast, standing, django_assert_max_num_queries, count):
    for number in range(count):
        an_issued_task(cast, f"修订第{number}份预案。", due=date(2026, 9, 30) + timedelta(days=number))
    renew_all(date(2026, 9, 1))
    with django_assert_max_num_queries(14):
        renew_all(date(2026, 10, 1))
