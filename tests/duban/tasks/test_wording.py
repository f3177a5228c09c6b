"""How a task reads in a table."""

from datetime import date

import pytest

from luoshi.duban.tasks import wording
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.circulation.wording import wording_of
from luoshi.duban.tasks.giving import take_off
from luoshi.duban.tasks.models import Assignment, LimitKind, Target
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER
from tests.duban.tasks.life.office import BY_WORD, fresh, on

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "measured", "comparator", "printed"),
    [
        ("2次", "每季度外出招商", ">=", "每季度外出招商不少于2次"),
        ("90%", "违约率", "<=", "违约率不超过90%"),
        ("400张以上", "护理型床位", ">=", "护理型床位400张以上"),
        ("不少于5户", "新增企业", ">=", "新增企业不少于5户"),
        ("18公里", "河道疏浚", "=", "河道疏浚18公里"),
        ("新增床位400张以上", "新增床位", ">=", "新增床位400张以上"),
        ("全部清零", "", "=", "全部清零"),
    ],
)
def test_a_target_says_what_is_measured_and_how_it_compares(words, measured, comparator, printed):
    assert wording.target(words, measured, comparator) == printed


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("2026年9月30日前", "2026年9月30日前"),
        ("2026年9月30日", "2026年9月30日"),
        ("9月底前", "9月底前\n（2026年9月30日）"),
    ],
)
def test_the_day_stands_below_a_limit_that_does_not_name_it(cast, words, printed):
    task = a_task(cast, a_plan(cast))
    task.limit_kind, task.limit_text, task.due = LimitKind.DATE, words, date(2026, 9, 30)
    assert wording.limit(task) == printed


def test_units_go_by_their_short_names_in_every_paper(cast):
    task = a_task(cast, a_plan(cast))
    unit = cast.units["青禾县水利局"]
    unit.short_name = "县水利局"
    unit.save()
    Assignment.objects.filter(task=task).update(name="水利部门")
    Target.objects.create(task=task, words="2次", measured="每季度巡查", comparator=">=")
    assert wording.answering(task) == "县水利局"
    assert (wording_of(task)["lead"], wording_of(task)["targets"]) == ("县水利局", "每季度巡查不少于2次")


def test_a_withdrawn_task_still_says_who_had_it_at_the_end(cast):
    task = a_task(cast, a_plan(cast), supporting=(HOUSING, FINANCE), issued=True)
    with on(8, 1):
        take_off(task, task.assignments.filter(unit__name=FINANCE).select_related("unit"), position=9)
    with on(9, 1):
        withdraw_task(task, actor=cast.wang, version=task.version, basis=BY_WORD)
    gone = fresh(task)
    assert (wording.answering(gone), wording.supporting(gone)) == (WATER, HOUSING)
