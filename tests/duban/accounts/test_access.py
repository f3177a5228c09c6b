"""Roles come from posts and grants, on a day; rights come from the one table."""

from datetime import date

import pytest

from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.roles import ADMINISTRATORS, ALLOWED, Right, Role
from luoshi.duban.organisations.models import Tenure


def test_a_post_brings_its_role(cast):
    assert roles_of(cast.chen) == {Role.SUPERVISOR}
    assert roles_of(cast.sun) == {Role.LIAISON}


def test_a_role_ends_with_the_tenure(cast):
    Tenure.objects.filter(person=cast.chen).update(ends=date(2026, 3, 1))
    assert roles_of(cast.chen, date(2026, 2, 28)) == {Role.SUPERVISOR}
    assert roles_of(cast.chen, date(2026, 3, 1)) == frozenset()


def test_an_account_that_is_switched_off_has_no_role(cast):
    cast.chen.is_active = False
    assert not may(cast.chen, Right.SEE_TASKS)


def test_the_system_administrator_sees_no_business(cast):
    assert may(cast.chu, Right.MANAGE_ACCOUNTS)
    assert not may(cast.chu, Right.SEE_TASKS)
    assert not may(cast.chu, Right.READ_RECORD)


def test_every_right_is_given_to_somebody():
    assert set(ALLOWED) == set(Right)
    assert all(ALLOWED.values())


@pytest.mark.parametrize("right", [Right.MANAGE_ACCOUNTS, Right.GRANT_ROLES, Right.READ_RECORD])
def test_what_an_administrator_may_do_no_one_else_may(right):
    assert len(ALLOWED[right]) == 1
    assert ALLOWED[right] <= ADMINISTRATORS
