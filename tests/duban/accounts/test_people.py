"""The system administrator looks after accounts, and sees nothing else."""

import re

import pytest

from luoshi.duban.accounts.models import Session, User
from luoshi.duban.audit.models import Event
from tests.duban.accounts.conftest import Browser
from tests.duban.cast import PASSWORD


@pytest.fixture
def chu(browser, cast):
    """褚系统, signed in."""
    browser.force_login(cast.chu)
    return browser


def once(response):
    """The password that a page shows once."""
    return re.findall(r'<code class="once">([^<]+)</code>', response.content.decode())[-1]


def create(browser, **values):
    said = {"username": "han", "name": "韩新人", "telephone": "0900-1", "office": ""} | values
    return browser.send("new-person", said)


def test_the_list_names_everybody(chu):
    shown = chu.page("people").content.decode()
    assert "陈明" in shown
    assert "沈外人" in shown


@pytest.mark.parametrize(
    ("query", "found", "not_found"),
    [
        ({"q": "陈"}, "陈明", "李静"),
        ({"q": "li"}, "李静", "孙联络"),
        ({"state": "off"}, "没有符合条件", "李静"),
        ({"q": "nobody at all"}, "没有符合条件", "李静"),
    ],
)
def test_the_list_can_be_searched(chu, query, found, not_found):
    shown = chu.get("/accounts/", query).content.decode()
    assert found in shown
    assert f">{not_found}</a>" not in shown


def test_a_new_account_gets_a_first_password_that_is_shown_once(chu, cast):
    password = once(create(chu, office=cast.office.pk))
    han = User.objects.get(username="han")
    assert han.check_password(password)
    assert han.must_change_password
    assert han.office == cast.office
    assert password not in chu.page("person", person=han.pk).content.decode()


def test_the_newcomer_signs_in_and_must_choose_a_password(chu):
    password = once(create(chu))
    newcomer = Browser()
    newcomer.sign_in("han", password)
    assert newcomer.page("me")["Location"].endswith("/password/")


def test_the_record_never_holds_a_password(chu):
    password = once(create(chu))
    assert password not in str(list(Event.objects.values()))


@pytest.mark.parametrize("username", ["chen", "CHEN", "", "有空格 的", "-x"])
def test_a_login_name_that_cannot_be_is_refused_beside_its_field(chu, username):
    shown = create(chu, username=username).content.decode()
    assert "field-errors" in shown
    assert "韩新人" in shown
    assert not User.objects.filter(name="韩新人").exists()


def test_a_name_can_be_corrected(chu, cast, recorded):
    values = {"name": "陈明明", "telephone": "0900-2", "office": cast.office.pk, "version": cast.chen.version}
    chu.send("person", values, person=cast.chen.pk)
    cast.chen.refresh_from_db()
    assert (cast.chen.name, cast.chen.telephone, cast.chen.version) == ("陈明明", "0900-2", 2)
    event = Event.objects.get(verb="account.edited")
    assert event.before["name"] == "陈明"


def test_an_edit_over_a_stale_version_shows_both(chu, cast):
    User.objects.filter(pk=cast.chen.pk).update(name="陈大明", version=2)
    values = {"name": "陈小明", "telephone": "", "office": cast.office.pk, "version": 1}
    response = chu.send("person", values, person=cast.chen.pk)
    shown = response.content.decode()
    assert response.status_code == 409
    assert "陈大明" in shown
    assert "陈小明" in shown
    cast.chen.refresh_from_db()
    assert cast.chen.name == "陈大明"


def test_who_holds_a_post_is_not_moved_to_another_office(chu, cast):
    values = {"name": "陈明", "telephone": "", "office": cast.other_office.pk, "version": 1}
    assert "请先离任" in chu.send("person", values, person=cast.chen.pk).content.decode()


def test_switching_off_ends_the_sessions_at_once(chu, other_browser, cast, recorded):
    other_browser.sign_in()
    chu.send("look-after", person=cast.chen.pk, what="off")
    assert not other_browser.is_signed_in
    assert not Session.objects.filter(user=cast.chen).exists()
    chu.send("look-after", person=cast.chen.pk, what="on")
    other_browser.sign_in()
    assert other_browser.is_signed_in
    assert recorded().count("account.switched-off") == 1


def test_a_reset_password_must_be_changed_and_the_old_one_is_void(chu, other_browser, cast):
    other_browser.sign_in()
    password = once(chu.send("reset-password", person=cast.chen.pk))
    assert not other_browser.is_signed_in
    other_browser.sign_in(password=PASSWORD)
    assert not other_browser.is_signed_in
    other_browser.sign_in(password=password)
    assert other_browser.page("me").status_code == 302


def test_a_lock_can_be_lifted(chu, other_browser, cast):
    for _ in range(5):
        other_browser.sign_in(password="wrong")
    assert "暂时锁定" in chu.page("person", person=cast.chen.pk).content.decode()
    chu.send("look-after", person=cast.chen.pk, what="unlock")
    other_browser.sign_in()
    assert other_browser.is_signed_in


def test_an_administrator_does_nothing_to_his_own_account_here(chu, cast):
    chu.send("look-after", person=cast.chu.pk, what="off")
    chu.send("reset-password", person=cast.chu.pk)
    cast.chu.refresh_from_db()
    assert cast.chu.is_active
    assert cast.chu.check_password(PASSWORD)


def test_an_administrator_of_an_office_manages_that_office_alone(chu, cast):
    User.objects.filter(pk=cast.chu.pk).update(office=cast.office)
    assert "沈外人" not in chu.page("people").content.decode()
    assert chu.page("person", person=cast.shen.pk).status_code == 404
    assert "field-errors" in create(chu, office=cast.other_office.pk).content.decode()


def test_the_list_takes_few_queries(chu, cast, django_assert_max_num_queries):
    User.objects.bulk_create(User(username=f"p{n}", name=f"人{n}", office=cast.office) for n in range(200))
    with django_assert_max_num_queries(12):
        chu.page("people")
