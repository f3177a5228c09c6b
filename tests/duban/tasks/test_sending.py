"""What nobody waits for is written all the same, and what the database refuses is refused."""

import pytest
from django.db import IntegrityError, connection, transaction

from luoshi.duban.tasks.inserting import insert_with_keys, reserve_keys
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Step, Target
from luoshi.duban.tasks.sending import check_now, sent_ahead
from tests.duban.tasks.given import a_plan, a_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast):
    return a_task(cast, a_plan(cast))


def _steps(task, *words):
    return [{"task_id": task.pk, "position": place, "text": text} for place, text in enumerate(words, 1)]


def _add(task, *words):
    rows = _steps(task, *words)
    return insert_with_keys(Step, reserve_keys({Step: len(rows)})[Step], rows)


def test_it_is_there_after_the_block_and_for_a_question_within(task):
    with sent_ahead():
        _add(task, "摸底排查。")
        assert [step.text for step in task.steps.all()] == ["摸底排查。"]
        _add(task, "分类整改。", "验收销号。")
    assert task.steps.count() == 3


def test_nothing_need_be_sent():
    with sent_ahead():
        check_now()
        assert reserve_keys({Step: 0}) == {Step: []}
        assert insert_with_keys(Step, [], []).keys == []


def test_keys_are_each_row_s_own_and_nobody_else_s(task):
    first = reserve_keys({Step: 3, Target: 2})
    assert {model: len(set(keys)) for model, keys in first.items()} == {Step: 3, Target: 2}
    made = insert_with_keys(Step, first[Step], _steps(task, "一。", "二。", "三。"))
    assert made.keys == first[Step]
    assert [task.steps.get(pk=key).text for key in made.keys] == ["一。", "二。", "三。"]
    after = Step.objects.create(task=task, text="四。")
    assert after.pk > max(made.keys)
    assert min(reserve_keys({Step: 1})[Step]) > after.pk


def test_two_reservations_do_not_meet(task):
    one = _add(task, "一。").keys
    assert set(one).isdisjoint(_add(task, "二。").keys)


def _one_too_many(task):
    """A row without a task, and one behind it."""
    keys = reserve_keys({Assignment: 1})[Assignment]
    with transaction.atomic(), sent_ahead():
        insert_with_keys(Assignment, keys, [{"task_id": None, "name": "县财政局", "role": AssignmentRole.SUPPORTING}])
        _add(task, "之后的一行。")


def _astray():
    with transaction.atomic(), sent_ahead():
        keys = reserve_keys({Step: 1})[Step]
        insert_with_keys(Step, keys, [{"task_id": 0, "position": 1, "text": "无主。"}])
        check_now()


def test_what_the_database_refuses_is_refused_and_nothing_is_left(task):
    with pytest.raises(IntegrityError):
        _one_too_many(task)
    assert not task.steps.exists(), "nor what was sent behind it"
    _add(task, "此后照常。")
    assert task.steps.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite looks when the transaction ends")
def test_a_row_that_points_at_nothing_is_found_when_the_keys_are_checked(task):
    with pytest.raises(IntegrityError, match="step"):
        _astray()
    _add(task, "此后照常。")
    assert task.steps.count() == 1
