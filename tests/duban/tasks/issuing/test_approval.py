"""立项: one proposes, another approves, and nothing goes on that is incomplete."""

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.documents.models import Document, Reading, SourceFile, Statement
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.approve_plan import approve_plan
from luoshi.duban.tasks.actions.propose_plan import propose_plan
from luoshi.duban.tasks.actions.send_plan_back import send_plan_back
from luoshi.duban.tasks.models import Assignment, Plan, PlanState
from tests.duban.tasks.given import a_plan, a_task

BASIS = "县委十四届十一次全会议定，县长7月12日批示同意立项。"


@pytest.fixture
def plan(cast):
    plan = a_plan(cast)
    a_task(cast, plan)
    return plan


def test_a_proposal_keeps_its_basis(cast, plan):
    propose_plan(plan, actor=cast.chen, basis=BASIS)
    plan.refresh_from_db()
    assert (plan.state, plan.basis, plan.proposed_by) == (PlanState.PROPOSED, BASIS, cast.chen)
    assert Event.objects.get(verb="plan.proposed").after["basis"] == BASIS


def test_no_proposal_without_a_basis(cast, plan):
    with pytest.raises(Refused, match="立项依据"):
        propose_plan(plan, actor=cast.chen, basis="  ")


def test_no_proposal_while_a_statement_is_undecided(cast, plan):
    source = SourceFile.objects.create(office=cast.office, sha256="0" * 64, name="讲话.txt", size=1)
    document = Document.objects.create(office=cast.office, source=source)
    plan.reading = Reading.objects.create(document=document, reader="txt", engine="0", text="请抓好落实。")
    plan.save()
    Statement.objects.create(
        reading=plan.reading, index=0, start=0, end=6, extent_start=0, extent_end=6, kind="context", confidence=0.9
    )
    with pytest.raises(Refused, match="1 句未审核"):
        propose_plan(plan, actor=cast.chen, basis=BASIS)


def test_no_proposal_of_an_empty_plan(cast):
    with pytest.raises(Refused, match="还没有任务"):
        propose_plan(a_plan(cast), actor=cast.chen, basis=BASIS)


def test_a_task_that_nobody_answers_for_is_named(cast, plan):
    a_task(cast, plan, "健全项目例会制度。", lead=None)
    with pytest.raises(Refused, match=r"2\. 健全项目例会制度"):
        propose_plan(plan, actor=cast.chen, basis=BASIS)


def test_a_unit_that_the_register_does_not_know_is_named(cast, plan):
    Assignment.objects.create(task=plan.tasks.get(), name="县气象台", role="supporting", position=2)
    with pytest.raises(Refused, match=r"名录以外的单位：1\. 完成3座水库除险加固"):
        propose_plan(plan, actor=cast.chen, basis=BASIS)


def test_another_approves(cast, plan):
    propose_plan(plan, actor=cast.chen, basis=BASIS)
    approve_plan(plan, actor=cast.wang)
    assert Plan.objects.get(pk=plan.pk).state == PlanState.APPROVED


def test_who_proposed_cannot_approve(cast, plan):
    propose_plan(plan, actor=cast.wang, basis=BASIS)
    with pytest.raises(Refused, match="由他人审批"):
        approve_plan(plan, actor=cast.wang)


def test_a_supervisor_cannot_approve(cast, plan):
    propose_plan(plan, actor=cast.chen, basis=BASIS)
    with pytest.raises(PermissionDenied):
        approve_plan(plan, actor=cast.li)


def test_a_register_can_ask_for_the_principal(cast, plan):
    Register.objects.update(principal_approves=True)
    plan.refresh_from_db()
    propose_plan(plan, actor=cast.chen, basis=BASIS)
    with pytest.raises(Refused, match="主要领导"):
        approve_plan(plan, actor=cast.wang)
    approve_plan(plan, actor=cast.zhao)


def test_the_approver_sends_back_with_a_reason(cast, plan):
    propose_plan(plan, actor=cast.chen, basis=BASIS)
    with pytest.raises(Refused, match="理由"):
        send_plan_back(plan, actor=cast.wang, reason="")
    send_plan_back(plan, actor=cast.wang, reason="第一项时限过紧。")
    assert plan.state == PlanState.DRAFTING
    assert Event.objects.get(verb="plan.sent-back").reason == "第一项时限过紧。"


def test_the_office_takes_a_proposal_back_but_not_an_approval(cast, plan):
    propose_plan(plan, actor=cast.chen, basis=BASIS)
    send_plan_back(plan, actor=cast.li, reason="补充一项任务。")
    propose_plan(plan, actor=cast.chen, basis=BASIS)
    approve_plan(plan, actor=cast.wang)
    with pytest.raises(PermissionDenied):
        send_plan_back(plan, actor=cast.li, reason="补充一项任务。")


def test_two_people_decide_at_once(cast, plan):
    propose_plan(plan, actor=cast.chen, basis=BASIS)
    stale = Plan.objects.get(pk=plan.pk)
    approve_plan(plan, actor=cast.wang)
    with pytest.raises(ChangedMeanwhile):
        send_plan_back(stale, actor=cast.zhao, reason="再议。")
    assert Plan.objects.get(pk=plan.pk).state == PlanState.APPROVED
