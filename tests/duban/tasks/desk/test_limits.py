"""Limits are set one by one or for many; the earlier ones stay on record."""

from datetime import date

import pytest

from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.set_limit import by_day, left_open, long_term, set_limit, year_end
from luoshi.duban.tasks.desk.gaps import Gap, counted, gaps_of_plan
from luoshi.duban.tasks.models import Limit, LimitKind, Task
from tests.duban.tasks.desk.given import a_desk, everything, proposal, ref, the_task


@pytest.fixture
def plan(cast):
    plan = a_desk(cast)
    accept(plan, everything(plan), actor=cast.chen)
    return plan


def _undated(plan):
    found = [key for key, gaps in gaps_of_plan(plan).items() if Gap.NO_LIMIT in gaps]
    return [ref(task) for task in Task.objects.filter(pk__in=found)]


def test_all_undated_are_given_the_year_s_end_in_one_change(cast, plan):
    undated = _undated(plan)
    assert len(undated) == 4
    set_limit(plan, undated, year_end(plan), actor=cast.chen)
    assert not _undated(plan)
    assert plan.desk_changes.count() == 2
    for reference in undated:
        task = Task.objects.get(pk=reference.number)
        assert (task.limit_kind, task.limit_text, task.due) == (LimitKind.YEAR_END, "年底前", date(2026, 12, 31))


def test_setting_the_limit_of_a_proposal_makes_it_a_task(cast):
    plan = a_desk(cast)
    set_limit(plan, [proposal(plan, "财政局")], long_term(), actor=cast.chen)
    assert the_task(plan, "财政局").limit_kind == LimitKind.LONG_TERM


def test_the_limit_of_the_document_stays_on_record(cast, plan):
    task = the_task(plan, "水库")
    set_limit(plan, [ref(task)], by_day(date(2026, 10, 31)), actor=cast.chen)
    assert list(task.limits.values_list("text", "basis", "is_current")) == [
        ("9月底前", "原文", False),
        ("2026年10月31日前", "人工设定", True),
    ]
    assert task.sources.get().limit_text == "9月底前"


def test_a_limit_can_be_taken_away(cast, plan):
    task = the_task(plan, "水库")
    set_limit(plan, [ref(task)], None, actor=cast.chen)
    assert not Limit.objects.filter(task=task, is_current=True).exists()
    assert Gap.NO_LIMIT in gaps_of_plan(plan)[task.pk]


def test_a_limit_without_a_day_stays_a_gap(cast, plan):
    task = the_task(plan, "水库")
    set_limit(plan, [ref(task)], left_open("方案下发后"), actor=cast.chen)
    assert gaps_of_plan(plan)[task.pk] == (Gap.UNRESOLVED_LIMIT,)


def test_a_day_before_the_document_is_refused(cast, plan):
    with pytest.raises(Refused, match="早于成文日期2026-07-10"):
        set_limit(plan, [ref(the_task(plan, "水库"))], by_day(date(2025, 9, 30)), actor=cast.chen)


def test_the_open_questions_are_counted(cast, plan):
    assert counted(gaps_of_plan(plan).values()) == {
        Gap.UNKNOWN_UNIT: 1,
        Gap.NO_UNIT: 1,
        Gap.NO_LIMIT: 4,
        Gap.MASKED_FIGURE: 1,
        Gap.AIM_ONLY: 1,
    }
