"""Whatever was done at the desk can be undone to the start and redone to the end, and nothing is lost on the way."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.add_oral_task import Instruction, add_oral_task
from luoshi.duban.tasks.actions.combine import combine
from luoshi.duban.tasks.actions.decide import accept, decide, reopen
from luoshi.duban.tasks.actions.reassign import add_unit, reassign
from luoshi.duban.tasks.actions.remove_task import remove_tasks
from luoshi.duban.tasks.actions.reorder import reorder
from luoshi.duban.tasks.actions.reword import reword
from luoshi.duban.tasks.actions.set_limit import long_term, set_limit, year_end
from luoshi.duban.tasks.actions.split import split
from luoshi.duban.tasks.actions.undo import redo, undo
from luoshi.duban.tasks.desk.items import Reference, references
from luoshi.duban.tasks.desk.snapshot import take
from luoshi.duban.tasks.desk.taking_off import forget_taken_off
from luoshi.duban.tasks.models import AssignmentRole, Outcome, SourceKind, StatementDecision, Task, TaskSource
from tests.duban.tasks.desk.given import a_desk, everything, proposal, ref, statement, the_task


@pytest.fixture
def plan(cast):
    return a_desk(cast)


def _comparable(state):
    """The state without the version, which counts on through undo and redo."""
    if isinstance(state, dict):
        return {key: _comparable(value) for key, value in state.items() if key != "version"}
    return [_comparable(value) for value in state] if isinstance(state, list) else state


def _all(plan):
    tasks = Task.objects.filter(plan=plan).values_list("pk", flat=True)
    return _comparable(take(plan, tasks, plan.reading.statements.values_list("pk", flat=True)))


def test_undo_takes_the_last_change_back(cast, plan):
    before = _all(plan)
    accept(plan, everything(plan), actor=cast.chen)
    undo(plan, actor=cast.chen)
    assert _all(plan) == before


def test_redo_makes_it_again(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    after = _all(plan)
    undo(plan, actor=cast.chen)
    redo(plan, actor=cast.chen)
    assert _all(plan) == after


def test_there_is_nothing_to_undo_or_redo_at_first(cast, plan):
    with pytest.raises(Refused, match="撤销"):
        undo(plan, actor=cast.chen)
    with pytest.raises(Refused, match="重做"):
        redo(plan, actor=cast.chen)


def test_a_new_change_ends_what_could_be_redone(cast, plan):
    accept(plan, [statement(plan, "水库")], actor=cast.chen)
    undo(plan, actor=cast.chen)
    accept(plan, [statement(plan, "财政局")], actor=cast.chen)
    with pytest.raises(Refused, match="重做"):
        redo(plan, actor=cast.chen)


def test_undo_does_not_overwrite_what_was_changed_beside_the_desk(cast, plan):
    accept(plan, [statement(plan, "水库")], actor=cast.chen)
    Task.objects.filter(plan=plan).update(note="征求意见时补充")
    with pytest.raises(ChangedMeanwhile, match="水库"):
        undo(plan, actor=cast.chen)
    assert Task.objects.filter(plan=plan).exists()


def test_a_form_opened_before_an_undo_is_stale_after_it(cast, plan):
    accept(plan, [statement(plan, "水库")], actor=cast.chen)
    set_limit(plan, [ref(the_task(plan, "水库"))], long_term(), actor=cast.chen)
    seen = ref(the_task(plan, "水库"))
    undo(plan, actor=cast.li)
    with pytest.raises(ChangedMeanwhile):
        reword(plan, seen, text="完成水库加固。", actor=cast.chen)


def test_what_somebody_else_did_in_between_is_not_undone_unseen(cast, plan):
    seen = accept(plan, [statement(plan, "水库")], actor=cast.chen)
    accept(plan, [statement(plan, "财政局")], actor=cast.li)
    with pytest.raises(ChangedMeanwhile, match="确认1句"):
        undo(plan, actor=cast.chen, expected=seen.pk)
    assert Task.objects.filter(plan=plan).count() == 2


def test_undo_is_on_record(cast, plan):
    accept(plan, [statement(plan, "水库")], actor=cast.chen)
    undo(plan, actor=cast.li)
    assert Event.objects.get(verb="desk.undone").actor_name == "李静"


def a_night_passes():
    """And another: drafts that were taken off are forgotten."""
    with clock.standing_at(clock.now() + timedelta(days=2)):
        forget_taken_off()


class _Clerk:
    """Acts at random: whatever numbers are drawn, each step is one action on something that is there."""

    def __init__(self, cast, plan):
        self.cast, self.plan = cast, plan

    def _refs(self, numbers):
        """Tasks and undecided proposals, chosen by *numbers*."""
        decided = StatementDecision.objects.filter(plan=self.plan).values("statement__index")
        open_ones = [
            Reference("d", one.index)
            for one in self.plan.reading.directives.all()
            if not decided.filter(statement__index__in=one.statements).exists()
        ]
        there = [*references(Task.objects.filter(plan=self.plan)), *open_ones]
        return list(dict.fromkeys(there[number % len(there)] for number in numbers)) if there else []

    def act(self, verb, numbers):
        plan, chen = self.plan, self.cast.chen
        every = everything(plan)
        some = [every[number % len(every)] for number in numbers]
        refs = self._refs(numbers)
        tasks = [one for one in refs if one.letter == "t"]
        actions = {
            "accept": lambda: accept(plan, some, actor=chen),
            "context": lambda: decide(plan, some, Outcome.CONTEXT, actor=chen),
            "task": lambda: decide(plan, some, Outcome.TASK, actor=chen),
            "reopen": lambda: reopen(plan, some, actor=chen),
            "combine": lambda: combine(plan, refs, actor=chen),
            "limit": lambda: set_limit(plan, refs, year_end(plan), actor=chen),
            "unit": lambda: add_unit(plan, refs, self.cast.unit("青禾县财政局"), AssignmentRole.SUPPORTING, actor=chen),
            "reassign": lambda: reassign(plan, refs[0], [("县民政局", AssignmentRole.LEAD)], actor=chen),
            "reword": lambda: reword(plan, refs[0], text="另一种表述。", steps=["第一步", "第二步"], actor=chen),
            "split": lambda: split(plan, refs[0], ["前一半。", "后一半。"], actor=chen),
            "remove": lambda: remove_tasks(plan, tasks, actor=chen),
            "reorder": lambda: reorder(plan, tasks[0], tasks[1] if len(tasks) > 1 else None, actor=chen),
            "oral": lambda: add_oral_task(plan, Instruction("办好实事。", "赵县长", date(2026, 7, 10)), actor=chen),
            "undo": lambda: undo(plan, actor=chen),
            "redo": lambda: redo(plan, actor=chen),
            "night": a_night_passes,
        }
        try:
            actions[verb]()
        except (Refused, IndexError):
            return


VERBS = (
    "accept context task reopen combine limit unit reassign reword split remove reorder oral undo redo night".split()  # noqa: SIM905
)
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.lists(st.integers(0, 50), min_size=1, max_size=4)), min_size=1, max_size=10
)


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, nights=st.booleans())
@example(steps=[("accept", [8]), ("combine", [0, 1])], nights=False)
@example(steps=[("accept", [8]), ("combine", [0, 1])], nights=True)
@example(steps=[("split", [0]), ("remove", [0])], nights=False)
@example(
    nights=False,
    steps=[
        ("task", [8, 12]),
        ("unit", [38, 26, 10, 3]),
        ("combine", [34, 50, 27, 23]),
        ("context", [8, 21]),
        ("undo", [0]),
    ],
)
def test_nothing_is_lost_whatever_a_clerk_does(cast, plan, steps, nights):
    with transaction.atomic():
        start = _all(plan)
        clerk = _Clerk(cast, plan)
        for verb, numbers in steps:
            clerk.act(verb, numbers)
            _nothing_is_lost(plan)
        end = _all(plan)
        _turn(undo, plan, cast)
        assert _all(plan) == start
        if nights:
            a_night_passes()
        _turn(redo, plan, cast)
        if plan.desk_changes.filter(undone=True).count() == 0:
            _turn_back_to(end, plan, cast)
        transaction.set_rollback(True)


def _nothing_is_lost(plan):
    for task in Task.objects.filter(plan=plan):
        assert task.sources.exists(), "every task has a source or was said by somebody"
        assert task.limits.filter(is_current=True).count() <= 1
    decided = StatementDecision.objects.filter(plan=plan)
    for one in decided.filter(outcome__in=(Outcome.TASK, Outcome.STEP)):
        assert one.task is not None, "what became a task or a step leads to its task"
        assert TaskSource.objects.filter(task=one.task, statement=one.statement).exists()
    sources = TaskSource.objects.filter(task__plan=plan, kind=SourceKind.STATEMENT).values("statement")
    assert not sources.exclude(statement__in=decided.values("statement")).exists(), "a source is a decided statement"


def _turn(action, plan, cast):
    """Undo, or redo, as long as there is something."""
    while True:
        try:
            action(plan, actor=cast.chen)
        except ChangedMeanwhile:
            raise
        except Refused:
            return


def _turn_back_to(end, plan, cast):
    """Somewhere on the way back from the very end stands what the clerk left."""
    while _all(plan) != end:
        undo(plan, actor=cast.chen)


def test_combining_and_its_undo_keep_the_same_tasks(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    before = _all(plan)
    combine(plan, [ref(the_task(plan, "水库")), ref(the_task(plan, "财政局"))], actor=cast.chen)
    undo(plan, actor=cast.chen)
    assert _all(plan) == before


def test_undo_works_on_proposals_that_were_combined_at_once(cast, plan):
    before = _all(plan)
    combine(plan, [proposal(plan, "水库"), proposal(plan, "财政局")], actor=cast.chen)
    undo(plan, actor=cast.chen)
    assert _all(plan) == before
