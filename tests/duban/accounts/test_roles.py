"""Three administrators who exclude one another, and nobody who makes himself one."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import roles_of
from luoshi.duban.accounts.actions.grant_role import end_role, grant_role
from luoshi.duban.accounts.models import RoleGrant, User
from luoshi.duban.accounts.roles import ADMINISTRATORS, Role
from luoshi.duban.problems import Refused


@pytest.fixture
def newcomer(cast):
    """Somebody without post and role."""
    return User.objects.create_user("he", "何新员", office=None)


@pytest.fixture
def wei(browser, cast):
    """卫安全, signed in."""
    browser.force_login(cast.wei)
    return browser


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_an_administrator_is_made_and_unmade(cast, newcomer, role, recorded):
    grant_role(newcomer, role, actor=cast.wei)
    assert roles_of(newcomer, clock.today()) == {role}
    end_role(newcomer, actor=cast.wei)
    assert roles_of(newcomer, clock.today()) == frozenset()
    assert recorded() == ["role.granted", "role.ended"]


def test_the_three_exclude_one_another(cast):
    with pytest.raises(Refused, match="不能由一人兼任"):
        grant_role(cast.feng, Role.SYSTEM_ADMINISTRATOR, actor=cast.wei)


def test_the_database_keeps_them_apart_as_well(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=cast.feng, role=Role.SYSTEM_ADMINISTRATOR, starts=clock.today())
    with pytest.raises(IntegrityError, match="exclude one another"), transaction.atomic():
        RoleGrant.objects.create(
            user=cast.feng, role=Role.SYSTEM_ADMINISTRATOR, starts=clock.today(), ends=date(2099, 1, 1)
        )


def test_a_grant_is_never_deleted(cast):
    with pytest.raises(IntegrityError, match="not deleted"), transaction.atomic():
        RoleGrant.objects.all().delete()


def test_who_works_in_the_business_is_no_administrator(cast):
    with pytest.raises(Refused, match="业务岗位"):
        grant_role(cast.chen, Role.AUDITOR, actor=cast.wei)


def test_who_will_take_a_post_is_no_administrator(cast):
    cast.chen.tenures.update(starts=date(2098, 1, 1))
    with pytest.raises(Refused, match="业务岗位"):
        grant_role(cast.chen, Role.AUDITOR, actor=cast.wei)


def test_a_role_of_a_post_is_not_granted(cast, newcomer):
    with pytest.raises(Refused, match="随岗位"):
        grant_role(newcomer, Role.SUPERVISOR, actor=cast.wei)


@pytest.mark.parametrize(
    "deed", [lambda who: grant_role(who, Role.AUDITOR, actor=who), lambda who: end_role(who, actor=who)]
)
def test_nobody_grants_or_ends_his_own_role(cast, deed):
    with pytest.raises(Refused, match="自己"):
        deed(cast.wei)


def test_the_last_of_a_kind_stays(cast):
    with pytest.raises(Refused, match="最后一名"):
        end_role(cast.feng, actor=cast.wei)


def test_the_page_grants_by_login_name(wei, newcomer):
    wei.send("roles", {"username": "he", "role": "auditor"})
    assert roles_of(newcomer, clock.today()) == {Role.AUDITOR}


@pytest.mark.parametrize(
    ("username", "why"), [("nobody", "没有这个登录名"), ("feng", "不能由一人兼任"), ("chen", "业务岗位")]
)
def test_a_refusal_stands_in_the_form(wei, username, why):
    assert why in wei.send("roles", {"username": username, "role": "system-administrator"}).content.decode()


def test_the_page_shows_everybody_with_their_roles(wei):
    shown = wei.page("roles").content.decode()
    for words in ("陈明", "督查员", "冯审计", "审计管理员"):
        assert words in shown


def test_the_page_takes_few_queries(wei, cast, django_assert_max_num_queries):
    User.objects.bulk_create(User(username=f"p{n}", name=f"人{n}", office=cast.office) for n in range(200))
    with django_assert_max_num_queries(12):
        wei.page("roles")


def test_the_table_of_rights_is_the_table_itself(wei):
    shown = wei.page("rights").content.decode()
    assert "审批立项" in shown
