"""我的工作: each role finds what awaits it, and nothing of others."""

import pytest
from django.test import Client

from luoshi.duban import clock
from luoshi.duban.documents.models import Document, DocumentState, Reading, SourceFile, Statement
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Circulation,
    Comment,
    Invitation,
    Plan,
    PlanState,
    State,
    StatementDecision,
    Task,
)

SPEECH = "在青禾县全会上的讲话"


def document(cast, state=DocumentState.READY, office=None, title=SPEECH):
    office = office or cast.office
    number = SourceFile.objects.count()
    source = SourceFile.objects.create(office=office, sha256=f"{number:064}", name="讲话.txt", size=1, stored="x")
    return Document.objects.create(office=office, source=source, title=title, state=state)


def plan(cast, state=PlanState.DRAFTING, **more):
    return Plan.objects.create(
        office=cast.office, register=cast.register, title="全会讲话任务分解", state=state, **more
    )


def page(person):
    client = Client()
    client.force_login(person)
    return client.get("/").content.decode()


def test_who_has_not_signed_in_is_asked_to_do_so(client, db):
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("name", ["chen", "wang", "zhao", "qian", "sun", "zhou", "jiang", "feng", "chu", "wei"])
def test_every_role_has_a_home_page_in_a_dozen_queries(cast, name, django_assert_max_num_queries):
    plan(cast)
    client = Client()
    client.force_login(getattr(cast, name))
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_with_nothing_to_do_the_page_says_so(cast):
    assert "没有等待您办理的事项" in page(cast.chen)


def test_a_supervisor_sees_documents_that_nobody_has_decomposed(cast):
    document(cast)
    assert "已读取、待分解的公文" in page(cast.chen)
    assert SPEECH in page(cast.chen)


def test_a_document_that_has_a_plan_is_not_asked_for_again(cast):
    plan(cast, document=document(cast))
    assert "待分解" not in page(cast.chen)


def test_a_failed_document_comes_first(cast):
    document(cast)
    document(cast, state=DocumentState.FAILED, title="读不出来的文件")
    shown = page(cast.chen)
    assert shown.index("读不出来的文件") < shown.index(SPEECH)


def test_another_county_sees_nothing_of_it(cast):
    document(cast)
    plan(cast)
    assert SPEECH not in page(cast.shen)
    assert "全会讲话任务分解" not in page(cast.shen)


def test_a_plan_at_the_desk_tells_how_many_statements_are_undecided(cast):
    reading = Reading.objects.create(document=document(cast), reader="txt", engine="1", text="甲。乙。丙。")
    rows = [
        Statement.objects.create(
            reading=reading, index=i, start=i * 2, end=i * 2 + 2, extent_start=i * 2, extent_end=i * 2 + 2,
            kind="directive", confidence=1,
        )
        for i in range(3)
    ]  # fmt: skip
    draft = plan(cast, document=reading.document, reading=reading)
    StatementDecision.objects.create(plan=draft, statement=rows[0], outcome="context", decided_by=cast.chen)
    assert "还有 2 句未定" in page(cast.chen)


def test_the_head_is_asked_to_approve_what_another_proposed(cast):
    plan(cast, PlanState.PROPOSED, proposed_by=cast.chen)
    assert "待我审批的方案" in page(cast.wang)
    assert "待我审批的方案" not in page(cast.chen)


def test_nobody_is_asked_to_approve_their_own_proposal(cast):
    plan(cast, PlanState.PROPOSED, proposed_by=cast.wang)
    assert "待我审批的方案" not in page(cast.wang)


def test_where_the_register_wants_the_principal_the_head_is_not_asked(cast):
    cast.register.principal_approves = True
    cast.register.save()
    plan(cast, PlanState.PROPOSED, proposed_by=cast.chen)
    assert "待我审批的方案" not in page(cast.wang)
    assert "待我审批的方案" in page(cast.zhao)


def test_the_head_finds_what_is_to_be_issued(cast):
    plan(cast, PlanState.APPROVED)
    assert "待印发的方案" in page(cast.wang)


def test_a_plan_in_circulation_tells_answers_and_open_comments(cast):
    circulating = plan(cast, PlanState.CIRCULATING)
    round_ = Circulation.objects.create(plan=circulating, answer_by=clock.today(), opened_by=cast.chen)
    for number, (name, answered) in enumerate((("青禾县水利局", clock.now()), ("青禾县财政局", None)), 1):
        unit = cast.unit(name)
        invitation = Invitation.objects.create(circulation=round_, unit=unit, number=number, answered_at=answered)
    Comment.objects.create(invitation=invitation, field="text", proposed="改为年底前")
    assert "1/2 家已反馈，1 条意见待处理" in page(cast.chen)


def test_a_liaison_is_asked_only_for_the_own_unit(cast):
    round_ = Circulation.objects.create(plan=plan(cast), answer_by=clock.today(), opened_by=cast.chen)
    Invitation.objects.create(circulation=round_, unit=cast.unit("青禾县水利局"))
    assert "待反馈的征求意见" in page(cast.sun)
    assert "待反馈的征求意见" not in page(cast.wu)


def test_an_answered_invitation_awaits_nobody(cast):
    round_ = Circulation.objects.create(plan=plan(cast), answer_by=clock.today(), opened_by=cast.chen)
    Invitation.objects.create(circulation=round_, unit=cast.unit("青禾县水利局"), answered_at=clock.now())
    assert "待反馈的征求意见" not in page(cast.sun)


def issued(cast, unit, state=State.ISSUED):
    number = f"督2026-{Task.objects.count() + 1:03}"
    task = Task.objects.create(
        office=cast.office, register=cast.register, title="河道疏浚18公里", number=number, issued_at=clock.now()
    )
    Assignment.objects.create(
        task=task, unit=cast.unit(unit), name=unit, role=AssignmentRole.LEAD, state=state, state_since=clock.now()
    )
    return task


def test_a_unit_finds_what_was_issued_to_it(cast):
    issued(cast, "青禾县水利局")
    assert "全部签收" in page(cast.sun)
    assert "督2026-001" in page(cast.zhou)
    assert "督2026-001" not in page(cast.wu)


def test_a_task_that_was_taken_up_is_no_longer_new(cast):
    issued(cast, "青禾县水利局", State.IN_PROGRESS)
    assert "全部签收" not in page(cast.sun)


def test_a_leader_sees_what_the_units_in_the_field_have_not_taken_up(cast):
    issued(cast, "青禾县水利局")
    issued(cast, "青禾县财政局")
    shown = page(cast.qian)
    assert "分管单位新交办的任务" in shown
    assert "督2026-001" in shown
    assert "督2026-002" not in shown
