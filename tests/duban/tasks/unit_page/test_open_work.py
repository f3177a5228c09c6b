"""The open tasks of a unit by state and limit, and its record: facts, the unit then responsible, no ranking."""

from datetime import date, datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Decision,
    Extension,
    Report,
    Return,
    State,
    Task,
    Verification,
    VerificationOutcome,
)
from luoshi.duban.tasks.unit_page.open_work import When, count_open, listed, roles_in_words
from luoshi.duban.tasks.unit_page.record import record_of
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.landing.given import closed_out, withdrawn
from tests.duban.tasks.life.given import HOUSING, WATER, the

OCTOBER = date(2026, 10, 8)


@pytest.fixture
def plan(cast):
    return a_plan(cast)


@pytest.fixture
def water(cast):
    return cast.unit(WATER)


def facts(unit, today=OCTOBER):
    return {(str(fact.what), fact.below): (fact.this_year, fact.ever) for fact in record_of(unit, today)}


def four_limits(cast, plan):
    a_task(cast, plan, "逾期的。", due=date(2026, 9, 30), issued=True)
    a_task(cast, plan, "快到期的。", due=date(2026, 11, 7), issued=True)
    a_task(cast, plan, "以后的。", due=date(2026, 11, 8), issued=True)
    a_task(cast, plan, "没有期限的。", due=None, issued=True)


def test_open_tasks_are_counted_by_state_and_limit(cast, plan, water):
    four_limits(cast, plan)
    Assignment.objects.filter(task__text="快到期的。").update(state=State.IN_PROGRESS)
    counts = count_open(water, OCTOBER)
    assert counts.rows == [
        (State.ISSUED, [(When.LATE, 1), (When.NEAR, 0), (When.LATER, 1), (When.NONE, 1)], 3),
        (State.IN_PROGRESS, [(When.LATE, 0), (When.NEAR, 1), (When.LATER, 0), (When.NONE, 0)], 1),
    ]
    assert counts.sums == [(When.LATE, 1), (When.NEAR, 1), (When.LATER, 1), (When.NONE, 1)]
    assert (counts.total, counts.late) == (4, 1)


def test_every_open_task_is_counted_in_one_place(cast, plan, water):
    four_limits(cast, plan)
    said_done = a_task(cast, plan, "已报完成的。", due=date(2026, 9, 30), issued=True)
    Assignment.objects.filter(task=said_done).update(state=State.SUBMITTED, done_on=date(2026, 9, 29))
    stopped = a_task(cast, plan, "中止的。", due=date(2026, 9, 30), issued=True)
    Task.objects.filter(pk=stopped.pk).update(suspended_since=date(2026, 9, 1))
    counts = count_open(water, OCTOBER)
    assert counts.total == 6
    assert counts.late == 1


def test_drafts_and_what_is_over_are_not_open(cast, plan, water):
    a_task(cast, plan, "草稿。")
    closed_out(a_task(cast, plan, "办完的。", issued=True), on=date(2026, 9, 1))
    withdrawn(a_task(cast, plan, "撤销的。", issued=True))
    assert count_open(water, OCTOBER).total == 0
    assert not listed(water, OCTOBER)


def test_where_a_unit_only_takes_part_is_counted_beside(cast, plan):
    a_task(cast, plan, supporting=(HOUSING,), issued=True)
    counts = count_open(cast.unit(HOUSING), OCTOBER)
    assert counts.total == 0
    assert roles_in_words(counts) == [("配合", 1)]
    assert listed(cast.unit(HOUSING), OCTOBER, others=True).get().role == AssignmentRole.SUPPORTING


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["逾期的。", "快到期的。", "以后的。", "没有期限的。"]),
        ({"when": "late"}, ["逾期的。"]),
        ({"when": "near"}, ["快到期的。"]),
        ({"when": "later"}, ["以后的。"]),
        ({"when": "none"}, ["没有期限的。"]),
        ({"state": "in-progress"}, []),
        ({"state": "issued", "when": "late"}, ["逾期的。"]),
        ({"state": "nonsense", "when": "never"}, ["逾期的。", "快到期的。", "以后的。", "没有期限的。"]),
    ],
)
def test_the_list_has_the_next_limit_first_and_is_narrowed(cast, plan, water, asked, found):
    four_limits(cast, plan)
    assert [one.task.text for one in listed(water, OCTOBER, **asked)] == found


def test_what_was_closed_out_in_time_and_late(cast, plan, water):
    closed_out(a_task(cast, plan, "按时。", issued=True), on=date(2026, 9, 30))
    closed_out(a_task(cast, plan, "晚了。", issued=True), on=date(2026, 10, 1))
    closed_out(a_task(cast, plan, "没有期限。", due=None, issued=True), on=date(2026, 10, 1))
    extended = closed_out(a_task(cast, plan, "延期前就晚了。", issued=True), on=date(2026, 9, 1))
    Assignment.objects.filter(task=extended).update(late_before=5)
    found = facts(water)
    assert found["交办", False] == (4, 4)
    assert found["已销号", False] == (4, 4)
    assert found["未逾期", True] == (2, 2)
    assert found["逾期", True] == (2, 2)
    assert ("完成日期不详", True) not in found


def test_a_unit_that_came_on_late_is_late_only_from_then(cast, plan, water):
    task = closed_out(a_task(cast, plan, issued=True), on=date(2026, 10, 5))
    Assignment.objects.filter(task=task).update(counts_from=date(2026, 10, 5))
    assert facts(water)["逾期", True] == (0, 0)
    Assignment.objects.filter(task=task).update(counts_from=date(2026, 10, 4))
    assert facts(water)["逾期", True] == (1, 1)


def test_last_year_counts_in_all_years_alone(cast, plan, water):
    closed_out(a_task(cast, plan, issued=True), on=date(2026, 10, 5))
    found = facts(water, date(2027, 3, 1))
    assert found["已销号", False] == found["逾期", True] == (0, 1)
    assert found["交办", False] == (0, 1)


def test_a_day_that_nobody_noted_is_said_to_be_unknown(cast, plan, water):
    task = closed_out(a_task(cast, plan, issued=True), on=date(2026, 10, 5))
    Assignment.objects.filter(task=task).update(done_on=None)
    found = facts(water)
    assert found["完成日期不详", True] == (0, 1)
    assert found["未逾期", True] == found["逾期", True] == (0, 0)


def test_lateness_stays_with_the_unit_that_was_taken_off(cast, plan, water):
    task = a_task(cast, plan, issued=True)
    Assignment.objects.filter(task=task).update(state=State.WITHDRAWN, ended_on=date(2026, 10, 4))
    other = withdrawn(a_task(cast, plan, "另一项。", issued=True))
    assert other.state == State.WITHDRAWN
    found = facts(water)
    assert found["撤销或改由其他单位承办", False] == (2, 2)
    assert found["当时已逾期", True] == (1, 1)


def test_what_the_unit_asked_for_and_what_was_granted(cast, plan, water):
    task = a_task(cast, plan, issued=True)
    asked = {"assignment": the(task), "asked_by": "孙联络", "reason": "汛期延长", "asked_on": date(2026, 9, 1)}
    due = {"due_then": date(2026, 9, 30), "due_wanted": date(2026, 10, 31), "progress": "过半"}
    Extension.objects.create(**asked, **due, decision=Decision.GRANTED)
    Extension.objects.create(**asked, **due, decision=Decision.REFUSED)
    Return.objects.create(**asked)
    rows = [(fact.what, fact.this_year) for fact in record_of(water, OCTOBER)]
    at = [str(what) for what, _number in rows].index("申请延期")
    assert [(str(what), number) for what, number in rows[at : at + 4]] == [
        *(("申请延期", 2), ("同意", 1), ("申请退回", 1), ("同意", 0)),
    ]


def test_how_often_it_was_sent_back(cast, plan, water):
    row = the(a_task(cast, plan, issued=True))
    said = Report.objects.create(assignment=row, kind="completion", reported_by="孙联络", reported_on=OCTOBER)
    checked = {"assignment": row, "report": said, "conclusion": "已看", "verified_by": cast.chen}
    for outcome in (VerificationOutcome.SENT_BACK, VerificationOutcome.SENT_BACK, VerificationOutcome.PASSED):
        with clock.standing_at(datetime(2026, 10, 1, 9, 0, tzinfo=clock.ZONE)):
            Verification.objects.create(**checked, outcome=outcome, verified_at=clock.now())
    found = facts(water)
    assert found["退办", False] == (2, 2)
    assert found["核查通过", False] == (1, 1)
    assert facts(water, date(2027, 1, 1))["退办", False] == (0, 2)


def test_where_it_only_supports_is_not_in_its_record(cast, plan):
    closed_out(a_task(cast, plan, supporting=(HOUSING,), issued=True), on=date(2026, 10, 5))
    assert facts(cast.unit(HOUSING))["已销号", False] == (0, 0)
