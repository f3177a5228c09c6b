"""印发: numbers, assignments, first limits, all at once or not at all."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.organisations.models import Membership
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.approve_plan import approve_plan
from luoshi.duban.tasks.actions.issue_plan import issue_plan
from luoshi.duban.tasks.actions.propose_plan import propose_plan
from luoshi.duban.tasks.models import Assignment, Limit, PlanState, State, Task
from tests.duban.tasks.given import a_plan, a_task

DAY = date(2026, 7, 20)
NUMBER = "青督字〔2026〕12号"


@pytest.fixture
def approved(cast):
    """Two tasks, the second for all townships, ready to be issued."""

    def make(*texts):
        plan = a_plan(cast)
        for text in texts or ("完成3座水库除险加固。",):
            a_task(cast, plan, text)
        propose_plan(plan, actor=cast.chen, basis="县长批示")
        return approve_plan(plan, actor=cast.wang)

    return make


def test_every_task_gets_a_number_and_every_unit_its_assignment(cast, approved):
    plan = issue_plan(approved("完成水库加固。", "疏浚河道。"), actor=cast.wang, number=NUMBER, issued_on=DAY)
    assert plan.state == PlanState.ISSUED
    assert [task.number for task in plan.tasks.all()] == ["督2026-001", "督2026-002"]
    assert {task.state for task in plan.tasks.all()} == {State.ISSUED}
    assert set(Assignment.objects.values_list("state", flat=True)) == {State.ISSUED}


def test_numbers_go_on_in_the_next_plan(cast, approved):
    issue_plan(approved(), actor=cast.wang, number=NUMBER, issued_on=DAY)
    second = issue_plan(approved(), actor=cast.wang, number="青督字〔2026〕13号", issued_on=DAY)
    assert [task.number for task in second.tasks.all()] == ["督2026-002"]


def test_the_limits_that_stand_are_the_first(cast, approved):
    issue_plan(approved(), actor=cast.wang, number=NUMBER, issued_on=DAY)
    assert Limit.objects.get().is_first


def test_a_group_becomes_its_members(cast, approved):
    plan = approved()
    task = plan.tasks.get()
    Assignment.objects.create(task=task, unit=cast.unit("各乡镇"), name="各乡镇", role="supporting", position=2)
    issue_plan(plan, actor=cast.wang, number=NUMBER, issued_on=DAY)
    rows = task.assignments.values_list("name", "role", "through__name")
    assert list(rows) == [
        ("青禾县水利局", "lead", None),
        ("临川镇人民政府", "supporting", "各乡镇"),
        ("石桥乡人民政府", "supporting", "各乡镇"),
    ]


def test_a_township_that_is_named_itself_keeps_its_role(cast, approved):
    plan = approved()
    task = plan.tasks.get()
    Assignment.objects.create(task=task, unit=cast.unit("各乡镇"), name="各乡镇", role="supporting", position=2)
    Assignment.objects.create(
        task=task, unit=cast.unit("临川镇人民政府"), name="临川镇", role="responsible", position=3
    )
    issue_plan(plan, actor=cast.wang, number=NUMBER, issued_on=DAY)
    rows = dict(task.assignments.values_list("unit__name", "role"))
    assert rows["临川镇人民政府"] == "responsible"
    assert len(rows) == 3


def test_a_group_without_members_is_refused_and_nothing_is_issued(cast, approved):
    plan = approved()
    Membership.objects.all().delete()
    Assignment.objects.create(
        task=plan.tasks.get(), unit=cast.unit("各乡镇"), name="各乡镇", role="supporting", position=2
    )
    with pytest.raises(Refused, match="没有成员"):
        issue_plan(plan, actor=cast.wang, number=NUMBER, issued_on=DAY)
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED
    assert not Task.objects.exclude(number="").exists()


def test_a_number_is_used_once(cast, approved):
    issue_plan(approved(), actor=cast.wang, number=NUMBER, issued_on=DAY)
    with pytest.raises(Refused, match="已经用过"):
        issue_plan(approved(), actor=cast.wang, number=NUMBER, issued_on=DAY)


def test_no_issue_before_approval(cast):
    plan = a_plan(cast)
    a_task(cast, plan)
    with pytest.raises(Refused, match="不能变为"):
        issue_plan(plan, actor=cast.wang, number=NUMBER, issued_on=DAY)


def test_only_the_head_issues(cast, approved):
    with pytest.raises(PermissionDenied):
        issue_plan(approved(), actor=cast.chen, number=NUMBER, issued_on=DAY)


def test_the_record_tells_of_each_task(cast, approved):
    issue_plan(approved("完成水库加固。", "疏浚河道。"), actor=cast.wang, number=NUMBER, issued_on=DAY)
    event = Event.objects.filter(verb="task.issued").first()
    assert event.after["number"] == "督2026-001"
    assert event.after["units"] == [["青禾县水利局", "lead"]]
    assert Event.objects.filter(verb="task.issued").count() == 2
