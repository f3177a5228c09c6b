"""A draft that is taken off its plan is nobody's, may come back for a while, and is forgotten then."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.jobs.registry import work_of
from luoshi.duban.organisations.actions.merge_units import merge_units
from luoshi.duban.tasks.actions.combine import combine
from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.remove_task import remove_tasks
from luoshi.duban.tasks.actions.undo import redo, undo
from luoshi.duban.tasks.carrying.unfinished import standing
from luoshi.duban.tasks.desk.items import references
from luoshi.duban.tasks.desk.snapshot import take
from luoshi.duban.tasks.desk.taking_off import forget_taken_off
from luoshi.duban.tasks.models import Assignment, Limit, Task, TaskSource
from luoshi.duban.tasks.queries import task_for
from tests.duban.tasks.desk.given import a_desk, everything, ref, statement, the_task

WATER = "青禾县水利局"


@pytest.fixture
def plan(cast):
    return a_desk(cast)


@pytest.fixture
def reservoirs(cast, plan):
    """The task of the reservoirs, undone."""
    accept(plan, [statement(plan, "水库")], actor=cast.chen)
    task = the_task(plan, "水库")
    undo(plan, actor=cast.chen)
    task.refresh_from_db()
    return task


def _later(days):
    return clock.standing_at(clock.now() + timedelta(days=days))


def test_it_is_on_no_plan_and_no_page(cast, plan, reservoirs):
    assert reservoirs.plan is None
    assert reservoirs.taken_off_at is not None
    assert not plan.tasks.exists()
    with pytest.raises(Http404):
        task_for(cast.chen, reservoirs.pk)


def test_the_year_does_not_count_it_as_a_draft(cast, plan, reservoirs):
    assert standing(cast.register).drafts == 0
    redo(plan, actor=cast.chen)
    assert standing(cast.register).drafts == 1


def test_a_merger_of_units_leaves_it_alone(cast, plan, reservoirs):
    merger = merge_units([cast.unit(WATER)], cast.unit("青禾县农业农村局"), on=date(2026, 3, 1), actor=cast.chen)
    assert {count.number for count in merger.work} == {0}
    assert Assignment.objects.filter(task=reservoirs, unit__name=WATER).exists()
    assert not Event.objects.filter(verb="task.unit-merged").exists()


def test_it_comes_back_with_all_that_it_had_and_the_same_rows(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    keys = [task.pk for task in plan.tasks.all()]
    before = take(plan, keys, ())
    undo(plan, actor=cast.chen)
    redo(plan, actor=cast.chen)
    after = take(plan, keys, ())
    for key in map(str, keys):
        assert after["tasks"][key]["task"].pop("version") > before["tasks"][key]["task"].pop("version")
    assert after == before


def test_what_was_combined_comes_back_with_the_rows_that_it_had_given_away(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    one, other = the_task(plan, "水库"), the_task(plan, "财政局")
    sources = set(TaskSource.objects.filter(task=other).values_list("pk", flat=True))
    combine(plan, [ref(one), ref(other)], actor=cast.chen)
    other.refresh_from_db()
    assert other.taken_off_at is not None
    assert not other.sources.exists()
    undo(plan, actor=cast.chen)
    other.refresh_from_db()
    assert (other.plan, other.taken_off_at) == (plan, None)
    assert set(other.sources.values_list("pk", flat=True)) == sources


def test_after_a_day_it_is_forgotten_and_a_redo_makes_it_again(cast, plan, reservoirs):
    with _later(0.9):
        assert forget_taken_off() == 0
    with _later(1.1):
        assert forget_taken_off() == 1
        assert forget_taken_off() == 0
    assert not Task.objects.filter(pk=reservoirs.pk).exists()
    assert not Limit.objects.filter(task=reservoirs.pk).exists()
    redo(plan, actor=cast.chen)
    assert the_task(plan, "水库").pk == reservoirs.pk
    assert set(the_task(plan, "水库").assignments.values_list("name", flat=True)) == {"县水利局", "县住建局"}


def test_of_some_that_were_forgotten_and_some_that_were_not_all_come_back(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    before = sorted(plan.tasks.values_list("pk", "text"))
    undo(plan, actor=cast.chen)
    some = [key for key, _text in before[::2]]
    Task.objects.filter(pk__in=some).update(taken_off_at=clock.now() - timedelta(days=3))
    assert forget_taken_off() == len(some)
    redo(plan, actor=cast.chen)
    assert sorted(plan.tasks.values_list("pk", "text")) == before


def test_a_draft_that_came_back_is_not_forgotten(cast, plan, reservoirs):
    redo(plan, actor=cast.chen)
    with _later(3):
        assert forget_taken_off() == 0
    assert the_task(plan, "水库") == reservoirs


def test_every_night_they_are_forgotten(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    remove_tasks(plan, references(plan.tasks.all()[:3]), actor=cast.chen)
    left = plan.tasks.count()
    with _later(2):
        work_of("tasks.forget_taken_off").handler(round_at="2026-07-12T03:20:00+08:00")
    assert Task.objects.count() == left


@pytest.mark.parametrize("wrong", ["on a plan", "issued"])
def test_the_database_holds_that_it_is_a_draft_without_a_plan(cast, plan, reservoirs, wrong):
    values = {"plan": plan} if wrong == "on a plan" else {"issued_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=reservoirs.pk).update(**values)
    for name, value in values.items():
        setattr(reservoirs, name, value)
    with pytest.raises(ValidationError, match="taken_off_its_plan"):
        reservoirs.validate_constraints()
