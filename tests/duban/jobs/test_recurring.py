"""Work that comes back every day."""

import threading
from datetime import datetime, time

import pytest

from luoshi.duban import clock
from luoshi.duban.jobs import recurring
from luoshi.duban.jobs.models import Job, Round
from luoshi.duban.jobs.queue import claim, finish
from luoshi.duban.jobs.recurring import every_day, queue_rounds
from luoshi.duban.jobs.worker import work_until

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 7, 27, tzinfo=clock.ZONE)
told: list[str] = []


@pytest.fixture(autouse=True)
def _only_this_round(monkeypatch):
    monkeypatch.setattr(recurring, "_rounds", {})
    every_day("tests.round", at=[time(8, 30), time(6, 0)])(tell)
    told.clear()


def tell(round_at: str) -> None:
    told.append(round_at)


def at(hour, minute=0, day=27):
    return clock.standing_at(MONDAY.replace(day=day, hour=hour, minute=minute))


@pytest.mark.parametrize(
    ("moments", "queued"),
    [
        ([(5, 59)], []),
        ([(6, 0)], ["06:00"]),
        ([(6, 0), (6, 1), (8, 29)], ["06:00"]),
        ([(6, 5), (8, 30), (23, 59)], ["06:00", "08:30"]),
        ([(12, 0)], ["08:30"]),  # the server was off in the morning: the newest round stands for both
    ],
)
def test_each_round_is_queued_once(moments, queued):
    for moment in moments:
        with at(*moment):
            if queue_rounds():
                finish(claim("a"))
    assert [job.arguments["round_at"][11:16] for job in Job.objects.order_by("id")] == queued


def test_it_comes_back_the_next_day():
    with at(9):
        assert queue_rounds() == 1
        finish(claim("a"))
    with at(9, day=29):
        assert queue_rounds() == 1
    assert Round.objects.get().queued_for == MONDAY.replace(day=29, hour=8, minute=30)


def test_a_round_that_still_waits_is_not_queued_beside_the_next():
    for day in (27, 28):
        with at(7, day=day):
            queue_rounds()
    assert Job.objects.count() == 1


def test_a_worker_looks_by_itself():
    with at(7):
        assert work_until(threading.Event(), once=True) == 1
    assert told == ["2026-07-27T06:00:00+08:00"]


def test_a_round_without_a_time_is_refused():
    with pytest.raises(ValueError, match="no time"):
        every_day("tests.never", at=[])
