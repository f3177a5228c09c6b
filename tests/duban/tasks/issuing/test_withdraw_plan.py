"""撤销方案: a plan is given up with a reason, and stays on record."""

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.withdraw_plan import withdraw_plan
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import BasisKind, Plan, PlanState, State
from tests.duban.tasks.given import MOMENT, a_plan, a_task

BASIS = Basis(BasisKind.MEETING, "县政府第10次常务会议决定另行部署")


@pytest.fixture
def issued(cast):
    plan = a_plan(cast, state=PlanState.ISSUED, issued_at=MOMENT)
    a_task(cast, plan, "完成水库加固。", issued=True)
    a_task(cast, plan, "疏浚河道。", issued=True)
    return plan


def test_a_draft_is_given_up_with_a_reason(cast):
    plan = a_plan(cast)
    a_task(cast, plan)
    withdraw_plan(plan, actor=cast.chen, basis=BASIS)
    assert Plan.objects.get(pk=plan.pk).state == PlanState.WITHDRAWN
    assert plan.tasks.count() == 1
    assert Event.objects.get(verb="plan.withdrawn").reason.startswith("会议：")


def test_an_issued_plan_takes_its_open_tasks_with_it(cast, issued):
    done = issued.tasks.first()
    done.state = State.CLOSED_OUT
    done.save()
    withdraw_plan(issued, actor=cast.wang, basis=BASIS)
    assert [task.state for task in issued.tasks.order_by("position")] == [State.CLOSED_OUT, State.WITHDRAWN]


def test_only_the_head_withdraws_an_issued_plan(cast, issued):
    with pytest.raises(PermissionDenied):
        withdraw_plan(issued, actor=cast.chen, basis=BASIS)


def test_not_without_a_reason(cast):
    with pytest.raises(Refused, match="依据或理由"):
        withdraw_plan(a_plan(cast), actor=cast.chen, basis=Basis(BasisKind.ORAL, " "))


def test_not_while_it_is_before_its_approver(cast):
    with pytest.raises(Refused, match="不能变为"):
        withdraw_plan(a_plan(cast, state=PlanState.PROPOSED), actor=cast.chen, basis=BASIS)


def test_through_its_page(client, cast, issued):
    client.force_login(cast.wang)
    assert "没有办结的任务一并撤销" in client.get(f"/plans/{issued.pk}/withdraw/").content.decode()
    answer = client.post(f"/plans/{issued.pk}/withdraw/", {"basis_kind": "meeting", "basis": BASIS.text}, follow=True)
    assert "方案已撤销" in answer.content.decode()
