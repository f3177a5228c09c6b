"""Who sees which plan and which task."""

import pytest
from django.http import Http404

from luoshi.duban.organisations.models import Post
from luoshi.duban.registers.models import Register, Visibility
from luoshi.duban.tasks.queries import plan_for, plans_visible_to, task_for, tasks_visible_to
from tests.duban.tasks.given import a_plan, a_task


@pytest.fixture
def water(cast):
    return a_task(cast, a_plan(cast), lead="青禾县水利局", issued=True)


@pytest.fixture
def money(cast):
    return a_task(cast, a_plan(cast), "压减一般性支出。", lead="青禾县财政局", issued=True)


@pytest.mark.parametrize("who", ["chen", "wang", "zhao", "jiang"])
def test_the_office_the_principal_and_readers_see_every_issued_task(cast, water, money, who):
    assert set(tasks_visible_to(cast.people[who])) == {water, money}


def test_a_unit_sees_its_own(cast, water, money):
    assert list(tasks_visible_to(cast.sun)) == [water]
    assert list(tasks_visible_to(cast.zhou)) == [water]


def test_a_unit_sees_what_the_units_below_it_have(cast):
    below = a_task(cast, a_plan(cast), lead="青禾县水利局河湖中心", issued=True)
    assert list(tasks_visible_to(cast.sun)) == [below]


def test_a_unit_below_does_not_see_what_stands_above(cast, water):
    Post.objects.filter(tenures__person=cast.sun).update(unit=cast.unit("青禾县水利局河湖中心"))
    assert not tasks_visible_to(cast.sun).exists()


def test_a_leader_sees_their_field(cast, water, money):
    assert list(tasks_visible_to(cast.qian)) == [water]


def test_a_register_can_be_open_to_every_unit(cast, water, money):
    Register.objects.update(visibility=Visibility.OFFICE)
    assert set(tasks_visible_to(cast.sun)) == {water, money}
    assert list(tasks_visible_to(cast.qian)) == [water]


def test_drafts_are_seen_by_those_who_make_and_approve_them(cast):
    draft = a_task(cast, a_plan(cast))
    for who in ("chen", "wang", "zhao"):
        assert task_for(cast.people[who], draft.pk) == draft
    for who in ("sun", "qian", "jiang"):
        assert not tasks_visible_to(cast.people[who]).exists()


@pytest.mark.parametrize("who", ["feng", "chu", "wei", "shen"])
def test_administrators_and_other_offices_see_nothing(cast, water, who):
    person = cast.people[who]
    assert not tasks_visible_to(person).exists()
    assert not plans_visible_to(person).exists()
    with pytest.raises(Http404):
        task_for(person, water.pk)
    with pytest.raises(Http404):
        plan_for(person, water.plan_id)
