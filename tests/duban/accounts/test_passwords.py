"""What a password must be, and when a new one is due."""

from itertools import pairwise

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from luoshi.duban.accounts.hashers import Argon2
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.passwords import first_password
from tests.duban.cast import PASSWORD

NEW = "Linchuan-2027-ok"


def change(browser, new=NEW, old=PASSWORD, again=None):
    return browser.send("change-password", {"old": old, "new": new, "again": again or new})


@pytest.fixture
def newcomer(cast):
    """陈明, whose password was just made for him."""
    User.objects.filter(pk=cast.chen.pk).update(must_change_password=True)
    return cast.chen


@pytest.mark.parametrize("password", ["Qinghe2026x", "qinghe-2026-x", "QINGHE 2026!", "青禾县Water2026"])
def test_three_classes_of_four_are_enough(cast, password):
    validate_password(password, cast.li)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Short-1", "短"),
        ("onlysmallletters", "三类"),
        ("1234567890", "三类"),
        ("small2026small", "三类"),
        ("Chen-1", "短"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(cast, password, why):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, cast.chen)
    assert why in "".join(refused.value.messages)


def test_a_password_like_the_name_is_refused(cast):
    cast.chen.username = "chenming2026"
    with pytest.raises(ValidationError, match="登录名"):
        validate_password("Chenming2026", cast.chen)


def test_a_common_password_is_refused(cast):
    with pytest.raises(ValidationError):
        validate_password("P@ssw0rd123"[:8], cast.chen)


def test_a_changed_password_works_and_the_old_one_does_not(browser, recorded):
    browser.sign_in()
    assert change(browser).status_code == 302
    assert browser.is_signed_in
    browser.send("sign-out")
    assert "不对" in browser.sign_in().content.decode()
    browser.sign_in(password=NEW)
    assert browser.is_signed_in
    assert "password.changed" in recorded()


def test_a_changed_password_ends_the_other_sessions(browser, other_browser):
    browser.sign_in()
    other_browser.sign_in()
    change(browser)
    assert browser.is_signed_in
    assert not other_browser.is_signed_in


def test_none_of_the_last_five_comes_back(browser, cast):
    browser.sign_in()
    had = [PASSWORD, *(f"Linchuan-2027-{letter}" for letter in "abcd")]
    for old, new in pairwise(had):
        assert change(browser, new, old).status_code == 302
    for again in had:
        assert "最近 5 次" in change(browser, again, had[-1]).content.decode()
    assert change(browser, NEW, had[-1]).status_code == 302
    assert change(browser, PASSWORD, NEW).status_code == 302


@pytest.mark.parametrize(
    ("values", "why"), [({"old": "wrong"}, "现在的密码不对"), ({"again": "Another-2027-x"}, "不一致")]
)
def test_a_mistake_stands_beside_its_field(browser, values, why):
    browser.sign_in()
    assert why in change(browser, **values).content.decode()


def test_the_first_password_must_be_changed_before_anything_else(browser, newcomer):
    browser.sign_in()
    response = browser.get(reverse("ui:home"))
    assert response["Location"] == reverse("accounts:change-password")
    assert "首次登录" in browser.page("change-password").content.decode()
    change(browser)
    assert browser.get(reverse("ui:home")).status_code == 200


def test_a_fragment_is_led_there_as_well(browser, newcomer):
    browser.sign_in()
    response = browser.get(reverse("ui:home"), headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("accounts:change-password")


def test_who_must_change_the_password_can_leave(browser, newcomer):
    browser.sign_in()
    browser.send("sign-out")
    assert not browser.is_signed_in


@pytest.mark.parametrize(("days", "age", "due"), [(90, 89, False), (90, 91, True), (0, 4000, False), (30, 31, True)])
def test_a_password_grows_old(browser, at, settings, *, days, age, due):
    settings.PASSWORD_DAYS = days
    browser.sign_in()
    change(browser)
    at(days=age)
    browser.sign_in(password=NEW)
    assert (browser.get(reverse("ui:home")).status_code == 302) is due


def test_first_passwords_pass_the_rules_and_differ(cast):
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        validate_password(password, cast.chen)


def test_argon2_takes_what_rfc_9106_recommends():
    encoded = Argon2().encode("x", "saltsaltsalt")
    assert encoded.startswith("argon2$argon2id$v=19$m=65536,t=3,p=4$")
