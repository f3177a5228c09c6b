"""Units merge while their tasks are under way: the work goes on, and nobody is later than they were."""

from datetime import date

import pytest

from luoshi.duban.organisations.actions.merge_units import merge_units
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.actions.break_down import Part, break_down
from luoshi.duban.tasks.actions.reopen import reopen_assignment, reopen_task
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Decision, State, Task
from tests.duban.tasks.life.given import FINANCE, WATER, an_issued_task, the
from tests.duban.tasks.life.office import BY_WORD, an_extension, closed, fresh, on, submitted

RIVERS = "青禾县水利局河湖中心"
FARMING = "青禾县农业农村局"


def _merge(cast, source, into, day=date(2026, 10, 10)):
    return merge_units([cast.unit(source)], cast.unit(into), on=day, actor=cast.chen)


@pytest.fixture(autouse=True)
def october():
    with on(10, 10):
        yield


def test_a_unit_below_merges_into_the_one_that_gave_it_a_part(cast):
    task = an_issued_task(cast)
    break_down(the(task), actor=cast.sun, part=Part(cast.unit(RIVERS), "巡查。"))
    _merge(cast, RIVERS, WATER)
    assert (the(task).role, the(task).state) == (AssignmentRole.LEAD, State.ISSUED)
    assert the(task, RIVERS).state == State.WITHDRAWN


def test_a_unit_merges_into_the_one_below_that_it_gave_a_part(cast):
    task = an_issued_task(cast)
    break_down(the(task), actor=cast.sun, part=Part(cast.unit(RIVERS), "巡查。"))
    _merge(cast, WATER, RIVERS)
    kept = the(task, RIVERS)
    assert (kept.role, kept.parent, kept.answers) == (AssignmentRole.LEAD, None, True)
    assert fresh(task).state == State.ISSUED


def test_what_was_given_on_goes_on_under_the_unit_that_takes_over(cast):
    task = an_issued_task(cast, supporting=[FINANCE])
    break_down(the(task), actor=cast.sun, part=Part(cast.unit(RIVERS), "巡查。"))
    _merge(cast, WATER, FINANCE)
    assert (the(task, RIVERS).parent, the(task, RIVERS).state) == (the(task, FINANCE), State.ISSUED)


def test_a_unit_that_was_taken_off_has_the_task_again_when_it_takes_over(cast):
    task = an_issued_task(cast, supporting=[FINANCE])
    Assignment.objects.filter(task=task, unit=cast.unit(FINANCE)).update(
        state=State.WITHDRAWN, ended_on=date(2026, 8, 1)
    )
    _merge(cast, WATER, FINANCE)
    kept = the(task, FINANCE)
    assert (kept.role, kept.state, kept.ended_on) == (AssignmentRole.LEAD, State.ISSUED, None)
    assert (fresh(task).state, kept.answers) == (State.ISSUED, True)


def test_a_unit_that_has_finished_its_share_goes_on_with_what_it_takes_over(cast):
    task = an_issued_task(cast, supporting=[FINANCE])
    Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
    closed(cast, task, FINANCE)
    _merge(cast, WATER, FINANCE)
    kept = the(task, FINANCE)
    assert (kept.role, kept.state, kept.done_on) == (AssignmentRole.LEAD, State.IN_PROGRESS, None)
    assert fresh(task).state == State.IN_PROGRESS


def test_the_lateness_of_the_lead_stays_and_the_unit_that_takes_over_starts_clean(cast):
    task = an_issued_task(cast, supporting=[FINANCE])
    _merge(cast, WATER, FINANCE)
    old, kept = the(task), the(task, FINANCE)
    assert (old.due, old.ended_on, old.answers) == (date(2026, 9, 30), date(2026, 10, 10), True)
    assert (kept.counts_from, kept.due) == (date(2026, 10, 10), date(2026, 9, 30))
    assert fresh(task).late_before == 10


def test_what_the_merged_unit_asked_for_lapses_where_another_has_the_task(cast):
    task = an_issued_task(cast, supporting=[FINANCE])
    asked = an_extension(task, asked_on=date(2026, 9, 20))
    _merge(cast, WATER, FINANCE)
    asked.refresh_from_db()
    assert asked.decision == Decision.LAPSED


def test_what_the_merged_unit_asked_for_goes_on_where_the_task_moves(cast):
    task = an_issued_task(cast)
    asked = an_extension(task, asked_on=date(2026, 9, 20))
    _merge(cast, WATER, FINANCE)
    asked.refresh_from_db()
    assert (asked.decision, asked.assignment.unit.name) == (Decision.OPEN, FINANCE)


def test_what_was_submitted_is_with_the_unit_that_takes_over(cast):
    task = an_issued_task(cast)
    submitted(cast, task)
    _merge(cast, WATER, FINANCE)
    assert the(task, FINANCE).state == State.SUBMITTED


def test_what_a_merged_unit_had_closed_out_is_reopened_for_the_unit_it_became(cast):
    task = an_issued_task(cast)
    one = closed(cast, task)
    _merge(cast, WATER, FINANCE)
    reopen_assignment(the(task), actor=cast.wang, version=one.version, basis=BY_WORD)
    assert (the(task, FINANCE).state, fresh(task).state) == (State.IN_PROGRESS, State.IN_PROGRESS)
    assert fresh(task).lead == cast.unit(FINANCE)


def test_a_withdrawn_task_of_a_merged_unit_is_restored_for_the_unit_it_became(cast):
    task = an_issued_task(cast, supporting=[FINANCE])
    withdraw_task(task, actor=cast.wang, version=task.version, basis=BY_WORD)
    _merge(cast, WATER, FINANCE)
    reopen_task(fresh(task), actor=cast.wang, version=fresh(task).version, basis=BY_WORD)
    assert (the(task, FINANCE).state, the(task, FINANCE).role) == (State.ISSUED, AssignmentRole.LEAD)
    assert (the(task).state, fresh(task).state) == (State.WITHDRAWN, State.ISSUED)
