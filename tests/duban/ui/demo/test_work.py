"""Work under way in the demonstration: made by the actions that people use, in every state a visitor may look for."""

import pytest

from luoshi.duban.audit.verification import verify
from luoshi.duban.oversight.lights.block import block_of
from luoshi.duban.oversight.lights.turning import this_week
from luoshi.duban.oversight.models import LightTally, TaskLight
from luoshi.duban.tasks.lateness import overdue
from luoshi.duban.tasks.models import Extension, Report, Return, State, Task
from luoshi.duban.tasks.work import work_of
from luoshi.duban.ui.demo.work import description
from tests.duban.ui.demo.given import TODAY, standing_in


@pytest.fixture
def county(db):
    with standing_in() as county:
        yield county


def test_every_state_is_there_to_be_looked_at(county):
    states = set(Task.objects.values_list("state", flat=True))
    assert states >= {
        *(State.ISSUED, State.ACKNOWLEDGED, State.IN_PROGRESS, State.SUBMITTED),
        *(State.VERIFIED, State.CLOSED_OUT, State.RETURNED),
    }
    assert Task.objects.exclude(issued_at=None).count() == len(description()["tasks"])
    assert Task.objects.filter(issued_at=None).count() == 1, "the draft that a meeting decided"
    assert Task.objects.filter(overdue(TODAY)).exists()


def test_something_waits_for_the_office_and_for_the_units(county):
    assert Extension.objects.filter(decision="").exists()
    assert Return.objects.filter(decision="").exists()
    assert Report.objects.filter(channel="telephone").exists()
    assert not work_of(county.people["caoshuiyuan"]).is_clear


def test_lights_of_every_kind_shine(county):
    colours = set(TaskLight.objects.values_list("colour", flat=True))
    assert colours >= {"green", "yellow", "red", "grey", "long-term", "closed"}
    assert TaskLight.objects.filter(forecast="will-miss").exists()
    week = this_week(county.people["wangjianguo"])
    assert sum(count for _colour, count in week.counts), "something turned this week"
    told = [block_of(task, county.people["chenming"]) for task in Task.objects.exclude(issued_at=None)]
    assert any(block.disagreements for block in told)
    assert any(block.nodes for block in told)
    assert LightTally.objects.values("day").distinct().count() == 73


def test_the_record_is_whole(county):
    assert not list(verify("qinghe"))
