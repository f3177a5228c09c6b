"""A task's own wording, units, targets and place can be changed; what it was read from stays."""

from decimal import Decimal

import pytest

from luoshi.duban.documents.proposals import TargetProposal
from luoshi.duban.organisations.models import Alias
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.actions.combine import combine
from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.keep_alias import keep_alias
from luoshi.duban.tasks.actions.reassign import add_unit, reassign
from luoshi.duban.tasks.actions.remove_task import remove_tasks
from luoshi.duban.tasks.actions.reorder import reorder
from luoshi.duban.tasks.actions.reword import reword
from luoshi.duban.tasks.actions.set_targets import fill_masked, set_targets
from luoshi.duban.tasks.actions.undo import undo
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.desk.gaps import Gap, gaps_of_plan
from luoshi.duban.tasks.desk.items import Reference
from luoshi.duban.tasks.models import AssignmentRole, Circulation, Comment, Invitation, Task
from tests.duban.tasks.desk.given import a_desk, everything, proposal, ref, the_task


@pytest.fixture
def plan(cast):
    plan = a_desk(cast)
    accept(plan, everything(plan), actor=cast.chen)
    return plan


def _units(task):
    return [(one.name, one.role, one.unit.name if one.unit else None) for one in task.assignments.all()]


def test_rewording_leaves_the_quote(cast, plan):
    task = the_task(plan, "水库")
    reword(plan, ref(task), text="9月底前完成3座水库除险加固任务。", actor=cast.chen)
    task.refresh_from_db()
    assert task.text == "9月底前完成3座水库除险加固任务。"
    assert task.sources.get().quote == "县水利局牵头，县住建局配合，9月底前完成3座水库除险加固。"


def test_a_title_that_was_taken_from_the_wording_goes_with_it(cast, plan):
    task = the_task(plan, "巡查")
    assert task.title in task.text
    reword(plan, ref(task), text="石桥乡要每月组织一次河道清淤。", title=task.title, actor=cast.chen)
    task.refresh_from_db()
    assert "河道清淤" in task.title
    reword(plan, ref(task), text="石桥乡要每季度组织一次河道清淤。", title="清淤", actor=cast.chen)
    task.refresh_from_db()
    reword(plan, ref(task), text="石桥乡要每季度清淤一次。", title="清淤", actor=cast.chen)
    task.refresh_from_db()
    assert task.title == "清淤", "it still says what the wording says"


def test_a_proposal_can_be_reworded_at_once(cast):
    plan = a_desk(cast, "县水利局要在9月底前完成水库加固。")
    reword(plan, proposal(plan, "水库"), text="完成水库加固。", title="水库加固", actor=cast.chen)
    assert Task.objects.get(plan=plan).title == "水库加固"
    assert undecided_count(plan) == 0


def test_a_task_needs_words(cast, plan):
    with pytest.raises(Refused, match="请填写工作任务"):
        reword(plan, ref(the_task(plan, "水库")), text="  ", actor=cast.chen)


def test_other_columns_cannot_be_changed_by_rewording(cast, plan):
    with pytest.raises(Refused, match="state"):
        reword(plan, ref(the_task(plan, "水库")), text="完成。", more={"state": "closed-out"}, actor=cast.chen)


def test_a_stale_wording_is_refused(cast, plan):
    seen = ref(the_task(plan, "水库"))
    reword(plan, seen, text="李静改的表述。", actor=cast.li)
    with pytest.raises(ChangedMeanwhile):
        reword(plan, seen, text="陈明改的表述。", actor=cast.chen)
    assert Task.objects.get(pk=seen.number).text == "李静改的表述。"


def test_steps_are_reworded_in_their_order_and_keep_their_statements(cast, plan):
    task = the_task(plan, "水库")
    combine(plan, [ref(task), ref(the_task(plan, "财政局")), ref(the_task(plan, "巡查"))], actor=cast.chen)
    reword(plan, ref(task), text=task.text, steps=["争取专项债券。", "石桥乡要常态化开展巡查。"], actor=cast.chen)
    first, second = task.steps.all()
    assert [first.text, second.text] == ["争取专项债券。", "石桥乡要常态化开展巡查。"]
    assert plan.decisions.filter(step=first).count() == plan.decisions.filter(step=second).count() == 1


def test_a_step_that_is_left_out_leaves_its_source_with_the_task(cast, plan):
    task = the_task(plan, "水库")
    combine(plan, [ref(task), ref(the_task(plan, "财政局"))], actor=cast.chen)
    reword(plan, ref(task), text=task.text, steps=[], actor=cast.chen)
    assert (task.steps.count(), task.sources.count(), undecided_count(plan)) == (0, 2, 0)


def test_units_are_replaced_in_the_given_order(cast, plan):
    task = the_task(plan, "水库")
    chosen = [("县财政局", AssignmentRole.LEAD), ("县民政局", AssignmentRole.SUPPORTING)]
    reassign(plan, ref(task), chosen, actor=cast.chen)
    assert _units(task) == [
        ("县财政局", AssignmentRole.LEAD, "青禾县财政局"),
        ("县民政局", AssignmentRole.SUPPORTING, None),
    ]


def test_one_unit_under_two_names_is_refused(cast, plan):
    chosen = [("县水务局", AssignmentRole.LEAD), ("水利部门", AssignmentRole.SUPPORTING)]
    with pytest.raises(Refused, match="列了两次"):
        reassign(plan, ref(the_task(plan, "水库")), chosen, actor=cast.chen)


def test_a_unit_is_given_to_all_that_lack_one(cast, plan):
    lacking = [key for key, gaps in gaps_of_plan(plan).items() if Gap.NO_UNIT in gaps]
    tasks = Task.objects.filter(pk__in=lacking)
    add_unit(plan, [ref(one) for one in tasks], cast.unit("青禾县财政局"), AssignmentRole.LEAD, actor=cast.chen)
    assert not any(Gap.NO_UNIT in gaps for gaps in gaps_of_plan(plan).values())


def test_a_unit_of_another_office_is_refused(cast, plan):
    cast.unit("青禾县财政局").office = cast.other_office
    with pytest.raises(Refused, match="其他地区"):
        add_unit(plan, [ref(the_task(plan, "水库"))], cast.unit("青禾县财政局"), AssignmentRole.LEAD, actor=cast.chen)


def test_a_masked_figure_is_filled_in(cast, plan):
    task = the_task(plan, "护理型床位")
    assert Gap.MASKED_FIGURE in gaps_of_plan(plan)[task.pk]
    fill_masked(plan, ref(task), 0, Decimal(400), actor=cast.chen)
    assert task.targets.get().value == 400
    assert Gap.MASKED_FIGURE not in gaps_of_plan(plan)[task.pk]


def test_a_figure_that_was_filled_in_stands_in_the_table_and_in_the_wording_and_not_in_the_quote(cast, plan):
    task = the_task(plan, "护理型床位")
    before = (task.title, task.text)
    fill_masked(plan, ref(task), 0, Decimal("400.0"), actor=cast.chen)
    task.refresh_from_db()
    assert "床位400张" in task.text
    assert "x张" not in task.title
    assert wording.targets(task) == "护理型床位400张"
    assert "床位x张" in task.sources.get().quote
    undo(plan, actor=cast.chen)
    task.refresh_from_db()
    assert (task.title, task.text) == before


def test_a_figure_is_filled_into_the_step_that_names_it(cast, plan):
    task, other = the_task(plan, "水库"), the_task(plan, "护理型床位")
    combine(plan, [ref(task), ref(other)], actor=cast.chen)
    at = [one.masked for one in task.targets.all()].index(True)
    fill_masked(plan, ref(Task.objects.get(pk=task.pk)), at, Decimal(400), actor=cast.chen)
    assert "床位400张" in task.steps.get().text


def test_a_figure_that_no_column_holds_is_refused(cast, plan):
    with pytest.raises(Refused, match="超出范围"):
        fill_masked(plan, ref(the_task(plan, "护理型床位")), 0, Decimal("1e30"), actor=cast.chen)
    with pytest.raises(Refused, match="已不存在"):
        fill_masked(plan, ref(the_task(plan, "护理型床位")), 7, Decimal(1), actor=cast.chen)


def test_targets_are_replaced(cast, plan):
    task = the_task(plan, "水库")
    set_targets(
        plan, ref(task), [TargetProposal("除险加固3座"), TargetProposal("全部验收", is_figure=False)], actor=cast.chen
    )
    assert [one.words for one in task.targets.all()] == ["除险加固3座", "全部验收"]
    with pytest.raises(Refused, match="不能为空"):
        set_targets(plan, ref(task), [TargetProposal(" ")], actor=cast.chen)


def test_a_corrected_name_is_kept_for_the_next_document(cast, plan):
    unit = cast.unit("青禾县农业农村局")
    keep_alias(plan, "县民政局", unit, actor=cast.chen)
    assert _units(the_task(plan, "护理型床位")) == [("县民政局", AssignmentRole.RESPONSIBLE, unit.name)]
    assert Alias.objects.filter(unit=unit, name="县民政局").exists()
    following = a_desk(cast, "县民政局要在年底前建成养老服务中心。")
    accept(following, everything(following), actor=cast.chen)
    assert Task.objects.get(plan=following).assignments.get().unit == unit


def test_a_name_that_means_another_unit_cannot_be_kept(cast, plan):
    with pytest.raises(Refused, match="青禾县水利局"):
        keep_alias(plan, "县水务局", cast.unit("青禾县财政局"), actor=cast.chen)


def test_a_task_is_moved_behind_another(cast, plan):
    first, *_rest, last = Task.objects.filter(plan=plan)
    reorder(plan, ref(last), ref(first), actor=cast.chen)
    assert list(Task.objects.filter(plan=plan))[:2] == [first, last]
    reorder(plan, ref(last), None, actor=cast.chen)
    assert Task.objects.filter(plan=plan).first() == last


def test_a_proposal_stays_where_the_text_has_it(cast):
    plan = a_desk(cast)
    accept(plan, [proposal(plan, "水库")], actor=cast.chen)
    for wanted, after in (
        (proposal(plan, "巡查"), ref(the_task(plan, "水库"))),
        (ref(the_task(plan, "水库")), proposal(plan, "巡查")),
    ):
        with pytest.raises(Refused, match="只有任务可以移动"):
            reorder(plan, wanted, after, actor=cast.chen)


def test_many_moves_to_one_place_keep_the_order(cast, plan):
    for _ in range(15):
        last = Task.objects.filter(plan=plan).last()
        first = Task.objects.filter(plan=plan).first()
        reorder(plan, ref(last), ref(first), actor=cast.chen)
        assert list(Task.objects.filter(plan=plan))[:2] == [first, last]


def test_a_removed_task_leaves_its_statements_undecided(cast, plan):
    remove_tasks(plan, [ref(the_task(plan, "水库"))], actor=cast.chen)
    assert undecided_count(plan) == 1


def test_a_task_that_units_have_commented_on_stays(cast, plan):
    task = the_task(plan, "水库")
    circulation = Circulation.objects.create(plan=plan, code="c1", answer_by="2026-07-20", opened_by=cast.chen)
    invitation = Invitation.objects.create(circulation=circulation, unit=cast.unit("青禾县水利局"))
    Comment.objects.create(invitation=invitation, task=task, field="text", proposed="完成2座。")
    with pytest.raises(Refused, match="已有单位反馈意见"):
        remove_tasks(plan, [ref(task)], actor=cast.chen)
    combine(plan, [ref(the_task(plan, "财政局")), ref(task)], actor=cast.chen)
    assert Comment.objects.get().task == Task.objects.get(plan=plan, steps__isnull=False)


def test_a_task_that_is_gone_is_said_to_be_gone(cast, plan):
    with pytest.raises(Refused, match="已不存在"):
        reword(plan, Reference("t", 10**8), text="完成。", actor=cast.chen)
