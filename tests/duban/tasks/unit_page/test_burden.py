"""The burden laid on a unit: reports asked for in a month, counted as they are asked; forms and files."""

from datetime import date, datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.registers.models import Register, Rhythm
from luoshi.duban.tasks.models import (
    Assignment,
    Circulation,
    Invitation,
    Report,
    ReportLink,
    ReportSheet,
    State,
    Suspension,
    Task,
)
from luoshi.duban.tasks.owed import owes, periods_between
from luoshi.duban.tasks.unit_page.burden import burden_of, first_day, forms_of
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.landing.given import closed_out
from tests.duban.tasks.life.given import HOUSING, WATER, the

#: Tasks are issued on 15 July 2026; November is over.
TODAY = date(2026, 12, 1)


@pytest.fixture
def plan(cast):
    return a_plan(cast)


@pytest.fixture
def water(cast):
    return cast.unit(WATER)


def asked(unit, today=TODAY):
    return {(one.year, one.month): one.asked for one in burden_of(unit, today).months if one.asked}


def ruled(cast, rhythm):
    Register.objects.filter(pk=cast.register.pk).update(rhythm=rhythm)


def test_twelve_months_this_one_included(cast, water):
    months = burden_of(water, TODAY).months
    assert [(one.year, one.month) for one in (months[0], months[-1])] == [(2026, 1), (2026, 12)]
    assert len(months) == 12
    assert first_day(date(2026, 3, 31)) == date(2025, 4, 1)


def test_a_monthly_task_is_asked_for_once_a_month_while_the_unit_has_it(cast, plan, water):
    a_task(cast, plan, issued=True)
    assert asked(water) == {(2026, month): 1 for month in range(7, 12)}


def test_each_task_is_one_more_report_at_the_same_time(cast, plan, water):
    for text in ("甲。", "乙。", "丙。"):
        a_task(cast, plan, text, issued=True)
    august = burden_of(water, TODAY).months[7]
    assert (august.asked, august.times) == (3, 1)


def test_a_week_asks_as_often_as_it_has_weeks(cast, plan, water):
    ruled(cast, Rhythm.WEEKLY)
    a_task(cast, plan, issued=True)
    october = burden_of(water, TODAY).months[9]
    assert october.asked == october.times
    assert october.asked in {4, 5}
    assert asked(water)[2026, 10] == len(periods_between(Rhythm.WEEKLY, date(2026, 10, 1), date(2026, 10, 31)))


def test_a_task_may_have_a_rhythm_of_its_own(cast, plan, water):
    task = a_task(cast, plan, issued=True)
    Task.objects.filter(pk=task.pk).update(rhythm=Rhythm.QUARTERLY)
    assert asked(water) == {(2026, 9): 1}


@pytest.mark.parametrize("rhythm", [Rhythm.NONE, Rhythm.MILESTONES])
def test_without_a_rhythm_the_limit_asks_once(cast, plan, water, rhythm):
    ruled(cast, rhythm)
    a_task(cast, plan, due=date(2026, 9, 30), issued=True)
    a_task(cast, plan, "没有期限。", due=None, issued=True)
    assert asked(water) == {(2026, 9): 1}


def test_who_has_said_that_it_is_done_is_asked_no_more(cast, plan, water):
    task = a_task(cast, plan, issued=True)
    Assignment.objects.filter(task=task).update(state=State.SUBMITTED, done_on=date(2026, 9, 10))
    assert set(asked(water)) == {(2026, 7), (2026, 8)}


def test_what_is_over_was_a_burden_before(cast, plan, water):
    closed_out(a_task(cast, plan, issued=True), on=date(2026, 9, 10))
    assert set(asked(water)) == {(2026, 7), (2026, 8)}
    assert burden_of(water, TODAY).registers[0].open == 0


def test_who_was_taken_off_was_asked_until_then_and_who_came_on_from_then(cast, plan, water):
    task = a_task(cast, plan, supporting=(HOUSING,), issued=True)
    rows = Assignment.objects.filter(task=task)
    rows.filter(unit=water).update(state=State.WITHDRAWN, ended_on=date(2026, 9, 10))
    rows.exclude(unit=water).update(answers=True, counts_from=date(2026, 9, 10))
    assert set(asked(water)) == {(2026, 7), (2026, 8)}
    assert set(asked(cast.unit(HOUSING))) == {(2026, 9), (2026, 10), (2026, 11)}


def test_while_a_task_is_suspended_nothing_is_asked(cast, plan, water):
    task = a_task(cast, plan, issued=True)
    Suspension.objects.create(
        task=task,
        starts=date(2026, 8, 1),
        ends=date(2026, 10, 1),
        basis_kind="oral",
        basis="汛期",
        suspended_by=cast.chen,
    )
    assert set(asked(water)) == {(2026, 7), (2026, 10), (2026, 11)}


def test_where_it_only_supports_nothing_is_asked(cast, plan):
    a_task(cast, plan, supporting=(HOUSING,), issued=True)
    assert asked(cast.unit(HOUSING)) == {}


@pytest.mark.parametrize("rhythm", [Rhythm.WEEKLY, Rhythm.TEN_DAYS, Rhythm.MONTHLY, Rhythm.QUARTERLY, Rhythm.NONE])
def test_it_counts_what_the_unit_is_asked_for_day_by_day(cast, plan, water, rhythm):
    """Walking through the year with ``owes``: each period that is owed on some day is one report asked for."""
    ruled(cast, rhythm)
    row = the(a_task(cast, plan, due=date(2026, 10, 30), issued=True))
    days = [date.fromordinal(number) for number in range(date(2026, 7, 15).toordinal(), TODAY.toordinal() + 1)]
    periods = {owes(row, row.task, day) for day in days} - {None}
    assert sum(asked(water).values()) == len(periods)


def test_what_came_stands_beside_what_was_asked(cast, plan, water):
    row = the(a_task(cast, plan, issued=True))
    said = {"assignment": row, "reported_by": "孙联络", "filed_at": clock.now()}
    Report.objects.create(**said, kind="progress", reported_on=date(2026, 8, 28))
    Report.objects.create(**said, kind="no-change", reported_on=date(2026, 8, 31))
    Report.objects.create(**{**said, "filed_at": None}, kind="progress", reported_on=date(2026, 8, 31))
    Report.objects.create(**said, kind="progress", reported_on=date(2025, 8, 31))
    august = burden_of(water, TODAY).months[7]
    assert (august.came, august.no_change) == (2, 1)


def test_registers_are_named_the_heaviest_first(cast, plan, water):
    a_task(cast, plan, issued=True)
    weekly = Register.objects.create(office=cast.office, name="重点项目台账", year=2026, rhythm=Rhythm.WEEKLY)
    Task.objects.filter(pk=a_task(cast, plan, "项目。", issued=True).pk).update(register=weekly)
    found = burden_of(water, TODAY).registers
    assert [(one.name, one.open, one.rhythms) for one in found] == [
        ("重点项目台账（2026）", 1, {Rhythm.WEEKLY}),
        ("重点工作任务台账（2026）", 1, {Rhythm.MONTHLY}),
    ]
    assert found[0].asked > found[1].asked == 5


def test_the_average_leaves_out_months_without_any(cast, plan, water):
    assert burden_of(water, TODAY).average == 0
    a_task(cast, plan, issued=True)
    found = burden_of(water, TODAY)
    assert (found.asked, found.average, found.most) == (5, 1, 1)


def test_forms_and_files_of_the_last_twelve_months(cast, plan, water):
    with clock.standing_at(datetime(2026, 8, 3, 9, 0, tzinfo=clock.ZONE)):
        round_ = Circulation.objects.create(plan=plan, answer_by=date(2026, 8, 10), opened_by=cast.chen)
        Invitation.objects.create(circulation=round_, unit=water, answered_at=clock.now())
        old = Circulation.objects.create(
            plan=a_plan(cast),
            code="old",
            answer_by=date(2025, 8, 10),
            opened_by=cast.chen,
            opened_at=datetime(2025, 8, 3, tzinfo=clock.ZONE),
        )
        Invitation.objects.create(circulation=old, unit=water)
        made = {"office": cast.office, "unit": water, "made_by": cast.chen, "made_at": clock.now()}
        ReportSheet.objects.create(code="a1", **made)
        ReportLink.objects.create(token_sha256="0", expires_at=clock.now(), **made)
    found = forms_of(water, TODAY)
    assert (found.circulated, found.answered, found.sheets, found.links) == (1, 1, 1, 1)
    assert forms_of(cast.unit(HOUSING), TODAY).circulated == 0
