"""A row as plain JSON holds what its columns hold, and gives it back whole."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from luoshi.duban.tasks.actions.add_oral_task import add_oral_task
from luoshi.duban.tasks.actions.combine import combine
from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.set_limit import set_limit, year_end
from luoshi.duban.tasks.actions.set_targets import fill_masked
from luoshi.duban.tasks.actions.undo import undo
from luoshi.duban.tasks.desk.columns import from_plain, may_hold_fractions, plain_rows, written_rows
from luoshi.duban.tasks.desk.discard import PARTS
from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.desk.snapshot import take
from luoshi.duban.tasks.inserting import insert_values
from luoshi.duban.tasks.models import Assignment, StatementDecision, Target, Task
from tests.duban.tasks.desk.given import SPEECH, a_desk, an_instruction, everything, ref, the_task


@pytest.fixture
def plan(cast):
    """A plan in which every table has rows, with and without what a row may lack."""
    plan = a_desk(cast)
    accept(plan, everything(plan), actor=cast.chen)
    combine(plan, [ref(the_task(plan, "财政局")), ref(the_task(plan, "巡查"))], actor=cast.chen)
    set_limit(plan, [ref(the_task(plan, "水库"))], year_end(plan), actor=cast.chen)
    fill_masked(plan, ref(the_task(plan, "床位")), 0, Decimal(0), actor=cast.chen)
    add_oral_task(plan, an_instruction("办好实事。"), actor=cast.chen)
    Task.objects.filter(plan=plan, text="办好实事。").update(extra={"投资": "3.5亿元"}, aim_only=True)
    return plan


@pytest.mark.parametrize("model", [Task, StatementDecision, *PARTS.values()], ids=lambda model: model.__name__)
def test_every_row_comes_back_whole(plan, model):
    rows = list(plain_rows(model.objects.all()))
    assert rows, "the plan has some"
    assert json.loads(json.dumps(rows)) == rows
    for row, stands in zip(rows, model.objects.all(), strict=True):
        columns = from_plain(model, row)
        assert columns == {field.attname: getattr(stands, field.attname) for field in model._meta.concrete_fields}


def test_what_was_written_need_not_be_read(cast):
    """Whatever it is: words of every kind, days, and the moment at which it was made."""
    plan = a_desk(cast, f"{SPEECH}县财政局要在2026年9月30日前拨付“引号”、%s和1.5亿元专项资金。\n")
    change = accept(plan, everything(plan), actor=cast.chen)
    keys = [int(key) for key in change.after["tasks"]]
    statements = [int(key) for key in change.after["decisions"]]
    assert len(keys) > 5
    assert {"limits", "targets", "assignments"} <= {
        name for state in change.after["tasks"].values() for name, rows in state.items() if rows
    }
    assert change.after == take(plan, keys, statements)
    assert json.loads(json.dumps(change.after)) == change.after


def test_figures_are_what_the_database_keeps_of_them(cast):
    plan = a_desk(cast, "讲话\n（2026年7月10日）\n县财政局要争取专项债券资金3.5亿元以上。\n")
    change = accept(plan, everything(plan), actor=cast.chen)
    (state,) = change.after["tasks"].values()
    assert state["targets"][0]["value"] == "350000000.000000"
    assert undo(plan, actor=cast.chen).pk == change.pk


@pytest.mark.parametrize("value", [None, 0, 3, Decimal("0.1"), Decimal("1.2345675"), Decimal("-2.0000005"), "7.5"])
def test_a_figure_that_was_written_is_the_one_that_is_read(plan, value):
    """Rounded to the places of its column before any database rounds it in a way of its own."""
    rows = [{"task_id": Task.objects.filter(plan=plan)[0].pk, "words": "约数", "value": value}]
    made = insert_values(Target, rows)
    assert list(written_rows(Target, made)) == list(plain_rows(Target.objects.filter(pk__in=made.keys)))


def test_a_column_that_holds_nothing_is_left_out(plan):
    (row,) = plain_rows(Task.objects.filter(text="办好实事。"))
    assert {"title", "text", "position", "version", "made_at", "extra", "aim_only"} <= row.keys()
    assert row.keys().isdisjoint({"number", "state", "section", "due", "issued_at", "late_before", "merged_into_id"})


def test_zero_is_something(plan):
    (row,) = plain_rows(Target.objects.filter(task=the_task(plan, "床位")))
    assert Decimal(row["value"]) == 0
    assert from_plain(Target, row)["value"] == 0
    assert from_plain(Target, {key: value for key, value in row.items() if key != "value"})["value"] is None


def test_only_the_columns_that_are_named(plan):
    row = next(plain_rows(Assignment.objects.filter(unit=None)))
    assert from_plain(Assignment, row, {"unit_id", "name"}) == {"unit_id": None, "name": row["name"]}


def test_nobody_shares_what_an_empty_column_holds():
    first, second = from_plain(Task, {"title": "甲"}), from_plain(Task, {"title": "乙"})
    first["extra"]["投资"] = "1亿元"
    assert second["extra"] == {}


def test_a_fraction_can_only_stand_in_the_columns_that_a_register_adds():
    """So nobody looks for one in the text of a task that has none of these."""
    assert may_hold_fractions(Task) == {"extra"}
    assert not any(map(may_hold_fractions, (StatementDecision, *PARTS.values())))


@pytest.mark.parametrize("keys", [[], [5], range(3, 30), [*range(3, 30), 31], [9, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]])
def test_rows_are_found_by_their_keys_with_and_without_gaps(plan, keys):
    first = plan.reading.statements.order_by("pk")[0].pk - 1
    wanted = [first + key for key in keys]
    found = plan.reading.statements.filter(among("pk", wanted)).values_list("pk", flat=True)
    there = set(plan.reading.statements.values_list("pk", flat=True))
    assert set(found) == there.intersection(wanted)
