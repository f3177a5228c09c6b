"""Three tasks that owe July's report, their sheet, and files that are dropped."""

import pytest

from luoshi.duban import clock
from luoshi.duban.tasks.actions.receive_sheets import receive_sheets
from tests.duban.tasks.reporting.given import LATE_JULY, a_target, owed_tasks, sent


@pytest.fixture(autouse=True)
def late_july():
    with clock.standing_at(LATE_JULY):
        yield


@pytest.fixture
def tasks(cast):
    """Three tasks in the order of the sheet's rows; the first has two figures, the third one."""
    reservoirs, water, plan = owed_tasks(cast)
    a_target(water, "18公里", "管网改造", 18, "公里")
    a_target(water, "2300人", "新增受益人口", 2300, "人", position=1)
    a_target(reservoirs)
    return [water, plan, reservoirs]


@pytest.fixture
def sheet(cast, tasks):
    return sent(cast)[1]


@pytest.fixture
def drop(cast):
    def drop(*named, actor=None):
        return receive_sheets(named, actor=actor or cast.chen).new

    return drop
