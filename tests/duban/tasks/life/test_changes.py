"""变更 and 撤销 while a task is under way: whose lateness it was, who starts clean, and what goes with a unit."""

from datetime import date

import pytest

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.actions.change_task import Wanted, change_task
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Limit,
    LimitKind,
    Notice,
    NoticeKind,
    State,
    Task,
    TaskSignature,
)
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import BY_WORD, closed, fresh, on

pytestmark = pytest.mark.django_db

LEAD, RESPONSIBLE, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE, AssignmentRole.SUPPORTING
DECEMBER = LimitProposal(LimitKind.DATE, "12月底前", due=date(2026, 12, 31))


@pytest.fixture
def task(cast):
    return an_issued_task(cast, supporting=(FINANCE,))


def change(cast, task, *units, limit=None, **words):
    now = fresh(task)
    chosen = tuple((cast.unit(name), role) for name, role in units)
    wanted = Wanted(words.get("title", now.title), words.get("text", now.text), chosen, limit, now.leader, now.note)
    return change_task(now, actor=cast.chen, version=now.version, wanted=wanted, basis=BY_WORD)


def late(task, unit):
    return late_days(the(task, unit), fresh(task), clock.today())


class TestTheLeadMoves:
    def test_the_first_keeps_its_days_and_the_second_starts_clean(self, cast, task):
        with on(10, 8):
            change(cast, task, (HOUSING, LEAD), (FINANCE, SUPPORTING), limit=DECEMBER)
            assert (late(task, WATER), late(task, HOUSING)) == (8, 0)
            assert (the(task).due, the(task, HOUSING).due) == (date(2026, 9, 30), date(2026, 12, 31))
        with on(12, 31):
            assert (late(task, WATER), late(task, HOUSING)) == (8, 0)
        with on(1, 2, 2027):
            assert (late(task, WATER), late(task, HOUSING)) == (8, 2)
        assert fresh(task).late_before == 8

    def test_without_a_new_limit_the_second_is_late_from_the_day_it_came_on(self, cast, task):
        with on(10, 8):
            change(cast, task, (HOUSING, LEAD), (FINANCE, SUPPORTING))
        with on(10, 10):
            assert (late(task, WATER), late(task, HOUSING)) == (8, 2)

    def test_a_supporting_unit_that_leads_from_now_on_starts_clean(self, cast, task):
        with on(10, 8):
            change(cast, task, (FINANCE, LEAD))
            assert late(task, FINANCE) == 0
        with on(10, 10):
            assert late(task, FINANCE) == 2

    def test_a_lead_that_supports_from_now_on_keeps_its_days_and_so_does_the_task(self, cast, task):
        with on(10, 8):
            change(cast, task, (FINANCE, LEAD), (WATER, SUPPORTING), limit=DECEMBER)
            assert late(task, WATER) == 8
        assert fresh(task).late_before == 8

    def test_both_sides_and_who_stays_are_told(self, cast, task):
        with on(10, 8):
            change(cast, task, (HOUSING, LEAD), (FINANCE, SUPPORTING))
        told = {(one.unit.name, one.kind): one.text for one in Notice.objects.all()}
        assert set(told) == {
            (WATER, NoticeKind.TAKEN_OFF),
            (HOUSING, NoticeKind.GIVEN),
            (FINANCE, NoticeKind.CHANGED),
        }
        assert set(told.values()) == {"口头：赵县长10月8日在调度会上口头明确"}


def test_parts_leave_with_their_unit(cast, task):
    part = "青禾县水利局河湖中心"
    Assignment.objects.create(
        task=task, unit=cast.unit(part), name=part, role=AssignmentRole.PART, parent=the(task), state=State.IN_PROGRESS
    )
    with on(8, 1):
        change(cast, task, (HOUSING, LEAD), (FINANCE, SUPPORTING))
    row = the(task, part)
    assert (row.state, row.ended_on) == (State.WITHDRAWN, date(2026, 8, 1))
    assert Notice.objects.filter(kind=NoticeKind.TAKEN_OFF).count() == 2


@pytest.mark.parametrize(
    ("own", "then"), [(date(2026, 9, 30), date(2026, 12, 31)), (date(2026, 8, 31), date(2026, 8, 31))]
)
def test_a_part_with_a_day_of_its_own_keeps_it(cast, task, own, then):
    part = "青禾县水利局河湖中心"
    Assignment.objects.create(
        task=task, unit=cast.unit(part), name=part, role=AssignmentRole.PART, parent=the(task), state="issued", due=own
    )
    with on(8, 1):
        change(cast, task, (WATER, LEAD), (FINANCE, SUPPORTING), limit=DECEMBER)
    assert the(task, part).due == then


def test_a_new_limit_of_the_task_takes_the_place_of_one_units_own(cast, task):
    Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
    row = the(task, FINANCE)
    Assignment.objects.filter(pk=row.pk).update(due=date(2026, 11, 30))
    own = Limit.objects.create(task=task, assignment=row, kind=LimitKind.DATE, due=date(2026, 11, 30))
    with on(8, 1):
        refresh(fresh(task))
        change(cast, task, (WATER, LEAD), (FINANCE, SUPPORTING), limit=DECEMBER)
    own.refresh_from_db()
    assert (the(task, FINANCE).due, own.is_current) == (date(2026, 12, 31), False)


def test_a_unit_that_comes_on_gets_the_tasks_limit_and_not_one_units_own(cast, task):
    Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
    Assignment.objects.filter(task=task).update(due=date(2026, 11, 30))
    with on(8, 1):
        refresh(fresh(task))
        change(cast, task, (WATER, LEAD), (FINANCE, SUPPORTING), (HOUSING, SUPPORTING))
    assert the(task, HOUSING).due == date(2026, 9, 30)


def test_a_new_wording_is_compared_anew(cast, task):
    sign([task])
    bands = set(TaskSignature.objects.filter(task=task).values_list("band", flat=True))
    with on(8, 1):
        change(cast, task, (WATER, LEAD), (FINANCE, SUPPORTING), text="疏浚柳溪河18公里并建立长效管护机制。")
    assert set(TaskSignature.objects.filter(task=task).values_list("band", flat=True)) != bands


def test_what_is_closed_out_is_not_changed(cast, task):
    with on(9, 28):
        closed(cast, task)
        with pytest.raises(Refused, match="已销号，不能变更"):
            change(cast, task, (HOUSING, LEAD))


def test_a_withdrawal_says_who_had_it(cast, task):
    with on(8, 1):
        withdraw_task(fresh(task), actor=cast.chen, version=1, basis=BY_WORD)
    event = Event.objects.get(verb="task.withdrawn")
    assert event.after["units"] == [WATER, FINANCE]
    assert event.actor_name == "陈明"
    assert {one.text for one in Notice.objects.filter(kind=NoticeKind.WITHDRAWN)} == {BY_WORD.words}
