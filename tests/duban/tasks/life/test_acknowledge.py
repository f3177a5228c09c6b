"""签收: one or all, by the unit itself, as often as the button is pressed."""

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.acknowledge import acknowledge
from luoshi.duban.tasks.models import State
from tests.duban.tasks.life.given import HOUSING, an_issued_task, the

pytestmark = pytest.mark.django_db


def test_a_liaison_signs_for_all_at_once(cast):
    tasks = [an_issued_task(cast, f"修订第{number}份预案。") for number in range(1, 4)]
    assert acknowledge([the(task) for task in tasks], actor=cast.sun) == 3
    for task in tasks:
        task.refresh_from_db()
        assert task.state == the(task).state == State.ACKNOWLEDGED
    assert Event.objects.filter(verb="assignment.acknowledged").count() == 3


def test_two_colleagues_press_the_button(cast):
    task = an_issued_task(cast)
    acknowledge([the(task)], actor=cast.sun)
    assert acknowledge([the(task)], actor=cast.zhou) == 0
    assert Event.objects.filter(verb="assignment.acknowledged").count() == 1


@pytest.mark.parametrize("who", ["wu", "chen", "wang", "qian", "jiang", "feng", "chu"])
def test_nobody_signs_for_another_unit(cast, who):
    task = an_issued_task(cast)
    with pytest.raises(PermissionDenied):
        acknowledge([the(task)], actor=getattr(cast, who))
    assert the(task).state == State.ISSUED


def test_one_foreign_task_among_own_ones_stops_all(cast):
    own, foreign = an_issued_task(cast), an_issued_task(cast, "改造老旧小区。", lead=HOUSING)
    with pytest.raises(PermissionDenied):
        acknowledge([the(own), the(foreign, HOUSING)], actor=cast.sun)
    assert the(own).state == State.ISSUED


def test_nothing_chosen(cast):
    with pytest.raises(Refused, match="没有待签收"):
        acknowledge([], actor=cast.sun)
