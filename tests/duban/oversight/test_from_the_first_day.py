"""Tasks have lights from the moment they are there: issued, taken over from yesterday's ledger, carried over."""

from datetime import date

import pytest

from luoshi.duban.oversight.actions.set_rules import set_rules
from luoshi.duban.oversight.lights.renewing import rules_of
from luoshi.duban.oversight.lights.rules import FIVE, NOTICES
from luoshi.duban.oversight.models import TaskLight
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.approve_plan import approve_plan
from luoshi.duban.tasks.actions.issue_plan import issue_plan
from luoshi.duban.tasks.actions.propose_plan import propose_plan
from luoshi.duban.tasks.actions.take_over_ledger import take_over_ledger
from luoshi.duban.tasks.models import Task
from tests.duban.oversight.given import light
from tests.duban.tasks.carrying.given import WATER, a_year, carry, the
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.takeover.given import a_takeover

pytestmark = pytest.mark.django_db


def test_a_plan_that_is_issued(cast, standing):
    standing(date(2026, 7, 20))
    plan = a_plan(cast)
    for text in ("完成水库加固。", "疏浚河道。"):
        a_task(cast, plan, text)
    propose_plan(plan, actor=cast.chen, basis="县长批示")
    assert not TaskLight.objects.exists()
    issue_plan(
        approve_plan(plan, actor=cast.wang), actor=cast.wang, number="青督字〔2026〕12号", issued_on=date(2026, 7, 20)
    )
    assert [light(task).colour for task in plan.tasks.all()] == ["green", "green"]


def test_a_ledger_that_is_taken_over(cast, standing):
    standing(date(2026, 10, 12))
    takeover = a_takeover(cast)
    take_over_ledger(takeover, actor=cast.chen, version=takeover.version)
    colours = {task.title: light(task).colour for task in Task.objects.all()}
    assert colours == {"完成3座水库除险加固": "red", "新建停车位800个": "closed"}


def test_in_the_new_register_its_rules_count(cast):
    year = a_year(cast)
    into = Register.objects.create(office=cast.office, name="来年台账", year=2027, prefix="新")
    set_rules(into, NOTICES, actor=cast.wang, version=0)
    carry(cast, year, into)
    assert the(WATER).register == into
    assert light(the(WATER)).colour == "red", "more than half a month late"


def test_a_register_made_by_carrying_over_keeps_the_rules(cast):
    year = a_year(cast)
    set_rules(year, FIVE, actor=cast.wang, version=0)
    carry(cast, year)
    new = Register.objects.exclude(pk=year.pk).get()
    assert rules_of(new.pk) == FIVE
