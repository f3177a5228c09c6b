"""Deciding a comment, and the table of what became of all of them."""

import io

import docx
import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.answer import answer, by_office
from luoshi.duban.tasks.actions.close_circulation import close_circulation
from luoshi.duban.tasks.actions.decide_comment import decide_comment
from luoshi.duban.tasks.circulation.adoption import adoption_file, adoption_grid
from luoshi.duban.tasks.circulation.queries import comments_in, extract_of, open_comments
from luoshi.duban.tasks.circulation.wording import Proposal
from luoshi.duban.tasks.models import Plan, PlanState, Verdict
from tests.duban.tasks.circulation.given import a_round, invitation_of


@pytest.fixture
def circulation(cast):
    return a_round(cast).circulation


@pytest.fixture
def comment(cast, circulation):
    water = invitation_of(circulation, "青禾县水利局")
    row = extract_of(water)[0].row_id
    answer(
        water, [Proposal(row, "text", "完成2座水库除险加固。", "1座已完工")], by=by_office(water, cast.chen, "孙联络")
    )
    return comments_in(circulation).get()


def decide(comment, cast, verdict=Verdict.TAKEN, reason="", **more):
    return decide_comment(
        comment, verdict=verdict, reason=reason, actor=cast.chen, **{"version": comment.version, **more}
    )


def test_a_comment_is_taken_without_a_reason(cast, comment):
    decide(comment, cast)
    comment.refresh_from_db()
    assert (comment.verdict, comment.decided_by) == (Verdict.TAKEN, cast.chen)
    assert Event.objects.get(verb="comment.decided").after["proposed"] == "完成2座水库除险加固。"


@pytest.mark.parametrize("verdict", [Verdict.PARTLY, Verdict.NOT_TAKEN])
def test_otherwise_a_reason_is_required(cast, comment, verdict):
    with pytest.raises(Refused) as refusal:
        decide(comment, cast, verdict, " ")
    assert refusal.value.code == "no-reason"
    decide(comment, cast, verdict, "以年初计划为准")
    assert comment.reason == "以年初计划为准"


def test_a_decision_can_be_taken_back(cast, comment):
    decide(comment, cast)
    decide(comment, cast, Verdict.OPEN)
    comment.refresh_from_db()
    assert (comment.verdict, comment.decided_by, comment.decided_at) == (Verdict.OPEN, None, None)


def test_two_people_at_once_the_second_is_refused(cast, comment):
    seen = comment.version
    decide(comment, cast)
    with pytest.raises(ChangedMeanwhile):
        decide_comment(comment, verdict=Verdict.NOT_TAKEN, reason="不妥", version=seen, actor=cast.li)
    comment.refresh_from_db()
    assert comment.verdict == Verdict.TAKEN


def test_nobody_decides_for_a_unit_that_has_changed_its_mind(cast, circulation, comment):
    seen = comment.version
    water = invitation_of(circulation, "青禾县水利局")
    answer(water, [Proposal(comment.row_id, "text", "完成1座。", "")], by=by_office(water, cast.li, "孙联络"))
    with pytest.raises(ChangedMeanwhile):
        decide(comment, cast, version=seen)


@pytest.mark.parametrize("who", ["sun", "zhao", "jiang", "feng"])
def test_only_the_office_decides(cast, comment, who):
    with pytest.raises(PermissionDenied):
        decide_comment(comment, verdict=Verdict.TAKEN, reason="", version=comment.version, actor=cast.people[who])


def test_a_comment_can_be_decided_after_the_round_but_not_after_proposal(cast, circulation, comment):
    close_circulation(circulation, actor=cast.chen)
    comment = comments_in(circulation).get()
    decide(comment, cast)
    assert open_comments(circulation.plan) == 0
    Plan.objects.update(state=PlanState.PROPOSED)
    with pytest.raises(Refused) as refusal:
        decide(comments_in(circulation).get(), cast, Verdict.OPEN)
    assert refusal.value.code == "plan-closed"


def test_a_round_is_closed_once(cast, circulation):
    close_circulation(circulation, actor=cast.chen)
    with pytest.raises(ChangedMeanwhile):
        close_circulation(circulation, actor=cast.li)


@pytest.fixture
def grid(cast, circulation, comment):
    money = invitation_of(circulation, "青禾县财政局")
    answer(money, [], by=by_office(money, cast.chen, "李科长"))
    decide(comment, cast, Verdict.PARTLY, "已完工的1座改为管护")
    return adoption_grid(circulation, comments_in(circulation), list(circulation.invitations.select_related("unit")))


def test_the_table_says_what_became_of_every_comment(grid):
    assert [column.title for column in grid.columns] == ["序号", "单位", "条目", "原文", "意见", "采纳情况", "理由"]
    assert [cell.text for cell in grid.rows[0].cells] == [
        "1",
        "青禾县水利局",
        "1. 完成3座水库除险加固\n（工作任务）",
        "完成3座水库除险加固。",
        "改为：完成2座水库除险加固。\n理由：1座已完工",
        "部分采纳",
        "已完工的1座改为管护",
    ]
    assert "征求4个单位意见，2个单位反馈，其中1个单位无意见；共收到意见1条，采纳0条，部分采纳1条" in grid.note
    assert grid.remarks == ("无意见单位：青禾县财政局。", "未反馈单位：临川镇人民政府、石桥乡人民政府。")


def test_the_table_opens_in_word_and_in_excel(grid):
    table = docx.Document(io.BytesIO(adoption_file(grid, "docx"))).tables[0]
    assert table.rows[1].cells[5].text == "部分采纳"
    sheet = openpyxl.load_workbook(io.BytesIO(adoption_file(grid, "xlsx"))).active
    assert sheet.cell(4, 6).value == "部分采纳"
