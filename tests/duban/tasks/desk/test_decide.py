"""Every statement is decided by a person; accepting takes what the machine proposed."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

import luoshi.duban.tasks.actions
from luoshi.duban.audit.models import Event
from luoshi.duban.audit.verbs import VERBS
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.decide import accept, decide, reopen
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.desk.items import Reference
from luoshi.duban.tasks.models import AssignmentRole, LimitKind, Outcome, PlanState, StatementDecision, Task
from luoshi.duban.tasks.moving import move_plan
from tests.duban.tasks.desk.given import a_desk, everything, proposal, ref, statement, the_task


@pytest.fixture
def plan(cast):
    return a_desk(cast)


def _units(task):
    return [(one.name, one.role, one.unit.name if one.unit else None) for one in task.assignments.all()]


def test_accepting_everything_decides_every_statement(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    assert undecided_count(plan) == 0
    assert Task.objects.filter(plan=plan).count() == plan.reading.directives.count()


def test_a_directive_becomes_a_task_with_units_limit_and_source(cast, plan):
    accept(plan, [statement(plan, "水库")], actor=cast.chen)
    task = the_task(plan, "水库")
    assert _units(task) == [
        ("县水利局", AssignmentRole.LEAD, "青禾县水利局"),
        ("县住建局", AssignmentRole.SUPPORTING, "青禾县住房和城乡建设局"),
    ]
    assert (task.limit_kind, task.limit_text, str(task.due)) == (LimitKind.DATE, "9月底前", "2026-09-30")
    source = task.sources.get()
    assert source.quote == "县水利局牵头，县住建局配合，9月底前完成3座水库除险加固。"
    assert (source.limit_text, str(source.limit_due)) == ("9月底前", "2026-09-30")
    assert [(one.words, one.value) for one in task.targets.all()] == [("3座", 3)]


def test_a_unit_that_the_office_does_not_know_stays_as_it_is_written(cast, plan):
    accept(plan, [statement(plan, "护理型床位")], actor=cast.chen)
    assert _units(the_task(plan, "护理型床位")) == [("县民政局", AssignmentRole.RESPONSIBLE, None)]


def test_what_is_no_task_keeps_the_kind_that_was_found(cast, plan):
    accept(plan, [statement(plan, "上半年"), statement(plan, "一、肯定成绩")], actor=cast.chen)
    assert set(plan.decisions.values_list("outcome", flat=True)) == {Outcome.ACHIEVEMENT, Outcome.HEADING}


def test_accepting_again_changes_nothing(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    assert accept(plan, everything(plan), actor=cast.li) is None
    assert Task.objects.filter(plan=plan).count() == plan.reading.directives.count()


def test_a_proposal_can_be_turned_into_context(cast, plan):
    decide(plan, [proposal(plan, "财政局")], Outcome.CONTEXT, actor=cast.chen)
    assert plan.decisions.get().outcome == Outcome.CONTEXT
    assert not Task.objects.filter(plan=plan).exists()


def test_a_task_goes_when_its_only_statement_is_decided_otherwise(cast, plan):
    accept(plan, [statement(plan, "财政局")], actor=cast.chen)
    decide(plan, [statement(plan, "财政局")], Outcome.CONTEXT, actor=cast.chen)
    assert not Task.objects.filter(plan=plan).exists()


def test_any_statement_can_be_made_a_task_in_its_own_words(cast, plan):
    decide(plan, [statement(plan, "鼓足干劲")], Outcome.TASK, actor=cast.chen)
    task = Task.objects.get(plan=plan)
    assert task.text == "同志们，让我们鼓足干劲，再创佳绩！"
    assert not task.assignments.exists()
    assert task.section == "二、抓好重点任务 / （二）抓民生"


def test_a_decision_can_be_taken_back(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    reopen(plan, [statement(plan, "水库")], actor=cast.chen)
    assert undecided_count(plan) == 1
    assert not Task.objects.filter(plan=plan, text__contains="水库").exists()


def test_a_step_needs_a_task(cast, plan):
    with pytest.raises(Refused, match="合并为举措"):
        decide(plan, [statement(plan, "水库")], Outcome.STEP, actor=cast.chen)


def test_a_decision_that_somebody_else_changed_is_not_overwritten(cast, plan):
    decide(plan, [statement(plan, "上半年")], Outcome.CONTEXT, actor=cast.li)
    seen_undecided = Reference("s", statement(plan, "上半年").number, 0)
    with pytest.raises(ChangedMeanwhile, match="上半年"):
        decide(plan, [seen_undecided], Outcome.ACHIEVEMENT, actor=cast.chen)


def test_a_task_of_another_plan_cannot_be_named(cast, plan):
    other = a_desk(cast, "县水利局要在9月底前完成水库加固。")
    accept(other, everything(other), actor=cast.chen)
    with pytest.raises(Refused, match="已不存在"):
        accept(plan, [ref(Task.objects.get(plan=other))], actor=cast.chen)


@pytest.mark.parametrize("person", ["sun", "zhao", "jiang", "feng"])
def test_only_supervisors_decide(cast, plan, person):
    with pytest.raises(PermissionDenied):
        accept(plan, everything(plan), actor=getattr(cast, person))


def test_a_supervisor_of_another_office_is_refused(cast, plan):
    with pytest.raises(Refused, match="其他单位"):
        accept(plan, everything(plan), actor=cast.shen)


def test_a_plan_that_is_before_its_approver_stays_as_it_is(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    move_plan(plan, PlanState.PROPOSED)
    with pytest.raises(Refused, match="送审"):
        reopen(plan, everything(plan), actor=cast.chen)


def test_a_plan_cannot_go_on_while_a_statement_waits(cast, plan):
    with pytest.raises(Refused, match="没有处理"):
        move_plan(plan, PlanState.CIRCULATING)


def test_the_record_tells_what_was_decided(cast, plan):
    accept(plan, [statement(plan, "水库")], actor=cast.chen)
    event = Event.objects.filter(verb="desk.accepted").get()
    task = the_task(plan, "水库")
    assert event.actor_name == "陈明"
    assert event.before[f"task {task.pk}"] is None
    assert event.after[f"task {task.pk}"]["task"]["text"] == task.text


def test_every_verb_of_the_desk_has_a_name():
    actions = Path(luoshi.duban.tasks.actions.__file__).parent.glob("*.py")
    used = {verb for path in actions for verb in re.findall(r'edit\.finish\(\s*"([a-z-]+)"', path.read_text("utf-8"))}
    assert used
    assert not [verb for verb in used if f"desk.{verb}" not in VERBS]


def test_each_statement_has_at_most_one_decision(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    decide(plan, everything(plan), Outcome.CONTEXT, actor=cast.chen)
    assert StatementDecision.objects.filter(plan=plan).count() == plan.reading.statements.count()
