"""The first people of an installation."""

import pytest

from luoshi.duban.accounts.access import roles_of
from luoshi.duban.accounts.founding import appoint_administrators, open_office
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import ADMINISTRATORS
from luoshi.duban.audit.models import Event
from luoshi.errors import LuoshiError


def test_an_office_is_opened_on_record(db):
    open_office("qinghe", "青禾县督查室", "青禾县")
    assert Event.objects.get().verb == "office.opened"


@pytest.mark.parametrize("key", ["", "青禾", "Qinghe", "1st", "a b", "x" * 40])
def test_an_unusable_key_is_refused(db, key):
    with pytest.raises(LuoshiError, match="机构标识"):
        open_office(key, "青禾县督查室")
    assert not Office.objects.exists()


def test_an_office_needs_a_name(db):
    with pytest.raises(LuoshiError, match="名称"):
        open_office("qinghe", "  ")


def test_the_three_administrators_must_change_their_first_password(db):
    newcomers = appoint_administrators()
    assert {role for one in newcomers for role in roles_of(one.person)} == ADMINISTRATORS
    assert all(one.person.must_change_password and one.person.check_password(one.password) for one in newcomers)


def test_who_is_there_already_is_left_alone(db):
    appoint_administrators()
    assert appoint_administrators() == []
    assert User.objects.count() == 3


def test_a_taken_login_name_is_told(db):
    User.objects.create_user("auditor", "别人", office=None)
    with pytest.raises(LuoshiError, match="auditor"):
        appoint_administrators()
