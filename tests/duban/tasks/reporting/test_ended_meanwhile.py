"""What became of a task between a sheet's way out and its way back: each says what counts, or names the row."""

import pytest

from luoshi.duban import clock
from luoshi.duban.organisations.actions.merge_units import merge_units
from luoshi.duban.tasks.actions.merge_tasks import Seen, merge_tasks
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.actions.take_sheets_in import take_sheets_in
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.models import Report, Task
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task
from tests.duban.tasks.life.office import BY_WORD, closed
from tests.duban.tasks.reporting.given import TICK, filled, only_problem

pytestmark = pytest.mark.django_db


def _withdrawn(cast, task):
    withdraw_task(task, actor=cast.wang, version=task.version, basis=BY_WORD)


def _merged(cast, task):
    other = an_issued_task(cast, "城乡供水一体化。", lead=HOUSING)
    merge_tasks(Seen(other, other.version, task, task.version), actor=cast.wang, basis=BY_WORD)


def _closed(cast, task):
    closed(cast, task)


ANSWERS = {"1": {"进展情况": "已铺设管网12公里。"}, "2": TICK}


@pytest.mark.parametrize(
    ("ending", "words"), [(_withdrawn, "已撤销"), (_merged, "已并入督2026-004"), (_closed, "“已销号”")]
)
def test_a_row_of_a_task_that_is_over_is_named(cast, tasks, sheet, drop, ending, words):
    ending(cast, Task.objects.get(pk=tasks[1].pk))
    before = Report.objects.count()
    (file,) = drop(("回复.xlsx", filled(sheet, ANSWERS)))
    chinese, _english = only_problem(file)
    assert "第7行A列" in chinese
    assert words in chinese
    assert Report.objects.count() == before


def test_a_suspended_task_can_be_reported_on(cast, tasks, sheet, drop):
    suspend_task(tasks[1], actor=cast.wang, version=tasks[1].version, basis=BY_WORD)
    (file,) = drop(("回复.xlsx", filled(sheet, ANSWERS)))
    assert take_sheets_in([file.pk], actor=cast.chen).reports == 2


def test_the_sheet_of_a_unit_that_merged_counts_for_what_it_became(cast, tasks, sheet, drop):
    merge_units([cast.unit(WATER)], cast.unit(FINANCE), on=clock.today(), actor=cast.chen)
    (file,) = drop(("回复.xlsx", filled(sheet, ANSWERS)))
    assert take_sheets_in([file.pk], actor=cast.chen).reports == 2
    assert set(Report.objects.values_list("assignment__unit__name", flat=True)) == {FINANCE}
