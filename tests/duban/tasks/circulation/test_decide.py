"""Deciding a comment, and the table of what became of all of them."""

import io
from datetime import date

import docx
import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.answer import answer, by_office
from luoshi.duban.tasks.actions.close_circulation import close_circulation
from luoshi.duban.tasks.actions.decide_comment import decide_comment
from luoshi.duban.tasks.actions.propose_plan import propose_plan
from luoshi.duban.tasks.actions.undo import undo
from luoshi.duban.tasks.circulation.adoption import adoption_file, adoption_grid
from luoshi.duban.tasks.circulation.applying import TaskChange
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


def applied(cast, circulation, unit, field, words, *, wording=None, seen=None, number=1):
    """A comment of *unit* on the row *number*, taken with the task changed; the task as it is then."""
    invitation = invitation_of(circulation, unit)
    row = next(one.row for one in extract_of(invitation) if one.row.number == number)
    answer(invitation, [Proposal(row.pk, field, words)], by=by_office(invitation, cast.chen, "某"))
    found = comments_in(circulation).get(field=field, row=row)
    change = TaskChange(words if wording is None else wording, getattr(row, field) if seen is None else seen)
    decide(found, cast, change=change)
    return circulation.plan.tasks.get(pk=row.task_id)


def units_of(task):
    return [(one.name, one.role) for one in task.assignments.all()]


def test_taking_a_wording_changes_the_task_in_the_same_action(cast, circulation):
    task = applied(cast, circulation, "青禾县水利局", "text", "完成2座水库除险加固。")
    assert task.text == "完成2座水库除险加固。"
    assert comments_in(circulation).get().applied
    assert Event.objects.get(verb="comment.decided").after["task_becomes"] == "完成2座水库除险加固。"


def test_the_decider_may_word_it_otherwise(cast, circulation):
    task = applied(cast, circulation, "青禾县水利局", "text", "完成2座。", wording="完成不少于2座水库除险加固。")
    assert task.text == "完成不少于2座水库除险加固。"


def test_the_change_can_be_undone_at_the_desk(cast, circulation):
    applied(cast, circulation, "青禾县水利局", "text", "完成2座水库除险加固。")
    undo(circulation.plan, actor=cast.chen)
    assert circulation.plan.tasks.first().text == "完成3座水库除险加固。"


def test_taking_a_limit_resolves_it(cast, circulation):
    task = applied(cast, circulation, "青禾县水利局", "limit", "2026年11月底前")
    assert (task.limit_text, task.due) == ("2026年11月底前", date(2026, 11, 30))
    assert task.limits.count() == 2


def test_a_limit_that_nobody_understands_is_refused_and_nothing_is_decided(cast, circulation):
    with pytest.raises(Refused) as refusal:
        applied(cast, circulation, "青禾县水利局", "limit", "尽可能快")
    assert refusal.value.code == "unreadable-limit"
    assert comments_in(circulation).get().verdict == Verdict.OPEN


def test_taking_units_by_any_of_their_names(cast, circulation):
    task = applied(cast, circulation, "青禾县水利局", "supporting", "县财政局、县住建局")
    assert units_of(task) == [("青禾县水利局", "lead"), ("县财政局", "supporting"), ("县住建局", "supporting")]
    assert task.assignments.get(name="县住建局").unit == cast.unit("青禾县住房和城乡建设局")


def test_a_supporting_unit_that_is_to_lead_leaves_its_old_place(cast, circulation):
    task = applied(cast, circulation, "青禾县水利局", "lead", "青禾县财政局、青禾县水利局")
    assert units_of(task) == [("青禾县财政局", "lead"), ("青禾县水利局", "responsible")]


def test_a_unit_that_nobody_knows_is_refused(cast, circulation):
    with pytest.raises(Refused) as refusal:
        applied(cast, circulation, "青禾县水利局", "lead", "县气象局")
    assert refusal.value.code == "unknown-unit"


def test_taking_targets_reads_the_figures(cast, circulation):
    task = applied(cast, circulation, "青禾县水利局", "targets", "完成不少于2座\n隐患全部清零")
    first, second = task.targets.all()
    assert (first.value, first.comparator, second.is_figure) == (2, ">=", False)


def test_a_task_that_changed_since_is_not_overwritten(cast, circulation):
    task = circulation.plan.tasks.first()
    type(task).objects.filter(pk=task.pk).update(text="完成4座水库除险加固。")
    with pytest.raises(ChangedMeanwhile):
        applied(cast, circulation, "青禾县水利局", "text", "完成2座水库除险加固。")
    assert comments_in(circulation).get().verdict == Verdict.OPEN


def test_two_columns_of_one_task_are_taken_one_after_the_other(cast, circulation):
    applied(cast, circulation, "青禾县水利局", "text", "完成2座水库除险加固。")
    task = applied(cast, circulation, "青禾县财政局", "limit", "2026年11月底前")
    assert (task.text, task.limit_text) == ("完成2座水库除险加固。", "2026年11月底前")


def test_a_comment_that_is_not_taken_changes_nothing(cast, circulation, comment):
    decide(
        comment, cast, Verdict.NOT_TAKEN, "不妥", change=TaskChange("完成2座水库除险加固。", "完成3座水库除险加固。")
    )
    assert circulation.plan.tasks.first().text == "完成3座水库除险加固。"


def test_a_plan_goes_on_when_every_comment_is_decided(cast, circulation, comment):
    with pytest.raises(Refused) as refusal:
        propose_plan(circulation.plan, actor=cast.chen, basis="县政府常务会议")
    assert refusal.value.code == "open-comments"
    decide(comment, cast)
    propose_plan(circulation.plan, actor=cast.chen, basis="县政府常务会议")
    circulation.refresh_from_db()
    assert circulation.closed_at is not None
