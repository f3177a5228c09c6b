"""我的工作 around the turn of the year: what waits to be carried over."""

from datetime import datetime

import pytest
from django.test import Client

from luoshi.duban import clock
from luoshi.duban.registers.models import Register
from tests.duban.tasks.given import a_plan, a_task


def page(person):
    client = Client()
    client.force_login(person)
    return client.get("/").content.decode()


@pytest.mark.parametrize(
    ("day", "shown"),
    [((2026, 12, 14), False), ((2026, 12, 15), True), ((2027, 1, 31), True), ((2027, 2, 1), False)],
)
def test_around_the_turn_of_the_year_the_head_sees_what_waits_to_be_carried_over(
    cast, day, shown, django_assert_max_num_queries
):
    a_task(cast, a_plan(cast), issued=True)
    client = Client()
    client.force_login(cast.wang)
    with clock.standing_at(datetime(*day, 9, 0, tzinfo=clock.ZONE)), django_assert_max_num_queries(12):
        words = client.get("/").content.decode()
    assert ("待结转的台账" in words) is shown
    assert ("还有 1 项未办结" in words) is shown


def test_in_january_this_years_register_does_not_wait(cast):
    Register.objects.filter(pk=cast.register.pk).update(year=2027)
    a_task(cast, a_plan(cast), issued=True)
    with clock.standing_at(datetime(2027, 1, 10, 9, 0, tzinfo=clock.ZONE)):
        assert "待结转的台账" not in page(cast.wang)


def test_what_waits_to_be_carried_over_is_for_the_head_alone(cast):
    a_task(cast, a_plan(cast), issued=True)
    with clock.standing_at(datetime(2026, 12, 31, 9, 0, tzinfo=clock.ZONE)):
        assert "待结转的台账" not in page(cast.chen)
