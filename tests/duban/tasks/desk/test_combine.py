"""Several items become one task: every source stays, the rest become steps; a task can be split again."""

from datetime import date

import pytest

from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.combine import combine
from luoshi.duban.tasks.actions.decide import accept, decide
from luoshi.duban.tasks.actions.set_limit import by_day, set_limit
from luoshi.duban.tasks.actions.split import split
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.desk.gaps import Gap, gaps_of_plan
from luoshi.duban.tasks.models import AssignmentRole, Limit, Outcome, StatementDecision, Task
from tests.duban.tasks.desk.given import a_desk, everything, proposal, ref, statement, the_task
from tests.duban.tasks.given import a_plan, a_task


@pytest.fixture
def plan(cast):
    return a_desk(cast)


def _combined(cast, plan):
    combine(plan, [proposal(plan, "水库"), proposal(plan, "财政局"), proposal(plan, "巡查")], actor=cast.chen)
    return Task.objects.get(plan=plan)


def test_the_first_gives_the_wording_and_the_rest_become_steps(cast, plan):
    task = _combined(cast, plan)
    assert task.text == "县水利局牵头，县住建局配合，9月底前完成3座水库除险加固。"
    assert [step.text for step in task.steps.all()] == [
        "县财政局要争取专项债券资金3.5亿元以上。",
        "石桥乡要常态化开展巡查。",
    ]


def test_every_statement_is_a_source_and_decided(cast, plan):
    task = _combined(cast, plan)
    assert task.sources.count() == 3
    outcomes = StatementDecision.objects.filter(plan=plan, task=task).values_list("outcome", flat=True)
    assert sorted(outcomes) == [Outcome.STEP, Outcome.STEP, Outcome.TASK]


def test_the_units_of_the_parts_answer_for_the_whole(cast, plan):
    task = _combined(cast, plan)
    assert [(one.name, one.role) for one in task.assignments.all()] == [
        ("县水利局", AssignmentRole.LEAD),
        ("县住建局", AssignmentRole.SUPPORTING),
        ("县财政局", AssignmentRole.RESPONSIBLE),
        ("石桥乡", AssignmentRole.RESPONSIBLE),
    ]


def test_limits_that_differ_give_the_latest_until_a_person_sets_one(cast, plan):
    combine(plan, [proposal(plan, "水库"), proposal(plan, "户厕")], actor=cast.chen)
    task = Task.objects.get(plan=plan)
    assert str(task.due) == "2026-12-31"
    assert Gap.CONTRADICTORY_LIMITS in gaps_of_plan(plan)[task.pk]
    set_limit(plan, [ref(task)], by_day(date(2026, 11, 30)), actor=cast.chen)
    assert Gap.CONTRADICTORY_LIMITS not in gaps_of_plan(plan).get(task.pk, ())
    assert [str(source.limit_due) for source in task.sources.all()] == ["2026-09-30", "2026-12-31"]


def test_the_limit_of_a_part_is_taken_where_the_first_has_none(cast, plan):
    combine(plan, [proposal(plan, "财政局"), proposal(plan, "户厕")], actor=cast.chen)
    assert Limit.objects.get(task__plan=plan, is_current=True).text == "年底前"


def test_a_statement_that_is_no_task_can_become_a_step(cast, plan):
    accept(plan, [proposal(plan, "水库")], actor=cast.chen)
    combine(plan, [ref(the_task(plan, "水库")), statement(plan, "鼓足干劲")], actor=cast.chen)
    assert Task.objects.get(plan=plan).steps.count() == 1


def test_one_item_is_not_enough(cast, plan):
    with pytest.raises(Refused, match="至少选两项"):
        combine(plan, [proposal(plan, "水库")], actor=cast.chen)


def test_a_task_that_somebody_else_changed_is_not_combined(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    seen = ref(the_task(plan, "水库"))
    set_limit(plan, [seen], None, actor=cast.li)
    with pytest.raises(ChangedMeanwhile):
        combine(plan, [seen, ref(the_task(plan, "财政局"))], actor=cast.chen)


def test_a_proposal_that_somebody_else_decided_is_not_combined(cast, plan):
    decide(plan, [proposal(plan, "财政局")], Outcome.CONTEXT, actor=cast.li)
    with pytest.raises(ChangedMeanwhile):
        combine(plan, [proposal(plan, "水库"), proposal(plan, "财政局")], actor=cast.chen)


def test_a_combined_task_is_split_into_its_steps(cast, plan):
    task = _combined(cast, plan)
    lines = [task.text, *(step.text for step in task.steps.all())]
    split(plan, ref(task), lines, actor=cast.chen)
    texts = list(Task.objects.filter(plan=plan).values_list("text", flat=True))
    assert texts == lines
    assert [one.sources.count() for one in Task.objects.filter(plan=plan)] == [1, 1, 1]
    assert undecided_count(plan) == plan.reading.statements.count() - 3


def test_one_sentence_makes_two_tasks_with_the_same_source(cast, plan):
    accept(plan, [proposal(plan, "水库")], actor=cast.chen)
    split(plan, ref(the_task(plan, "水库")), ["完成3座水库除险加固。", "建立水库巡查制度。"], actor=cast.chen)
    first, second = Task.objects.filter(plan=plan)
    assert first.sources.get().statement == second.sources.get().statement
    assert (second.limit_text, second.assignments.count()) == ("9月底前", 2)
    assert (first.targets.count(), second.targets.count()) == (1, 0)


def test_splitting_needs_two_lines(cast, plan):
    with pytest.raises(Refused, match="至少分成两行"):
        split(plan, proposal(plan, "水库"), ["完成3座水库除险加固。", " "], actor=cast.chen)


def test_a_plan_without_text_can_be_combined_too(cast):
    plan = a_plan(cast)
    one, two = a_task(cast, plan, "完成水库加固。"), a_task(cast, plan, "完成管网改造。")
    combine(plan, [ref(one), ref(two)], actor=cast.chen)
    assert Task.objects.get(plan=plan).sources.count() == 2
