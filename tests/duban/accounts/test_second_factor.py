"""The second factor: set up by oneself, asked for at sign-in, each code good once."""

import re

import pyotp
import pytest
from django.urls import reverse

from luoshi.duban import clock
from luoshi.duban.accounts import one_time
from luoshi.duban.accounts.models import RecoveryCode, SecondFactor
from tests.duban.cast import PASSWORD


def code_for(person):
    return pyotp.TOTP(one_time.secret_of(SecondFactor.objects.get(user=person))).at(clock.now())


@pytest.fixture
def with_factor(browser, cast, at):
    """陈明 has set it up; his recovery codes."""
    browser.sign_in()
    browser.page("second-factor")
    shown = browser.send("second-factor", {"code": code_for(cast.chen)}).content.decode()
    browser.send("sign-out")
    at(seconds=60)
    return re.findall(r"<code>([^<]+)</code>", shown)


def test_the_set_up_shows_a_drawing_and_the_secret(browser, cast):
    browser.sign_in()
    shown = browser.page("second-factor").content.decode()
    assert re.search(r'<path d="M\d+ \d+h1v1h-1z', shown)
    secret = one_time.secret_of(SecondFactor.objects.get(user=cast.chen))
    assert " ".join(re.findall("....", secret)) in shown
    assert "style=" not in shown


def test_the_secret_stays_the_same_until_it_is_confirmed(browser, cast):
    browser.sign_in()
    drawn = {re.search(r'<path d="([^"]+)', browser.page("second-factor").content.decode())[1] for _ in range(3)}
    assert len(drawn) == 1


def test_a_wrong_first_code_changes_nothing(browser, cast):
    browser.sign_in()
    assert "不对" in browser.send("second-factor", {"code": "000000"}).content.decode()
    assert SecondFactor.objects.get().confirmed_at is None


def test_ten_recovery_codes_are_shown_once(browser, with_factor):
    assert len(set(with_factor)) == 10
    assert not RecoveryCode.objects.filter(digest__in=with_factor).exists()


def test_the_password_alone_does_not_open(browser, with_factor, cast):
    assert browser.sign_in()["Location"] == reverse("accounts:second-step")
    assert not browser.is_signed_in
    assert browser.get(reverse("ui:home")).status_code == 302


def test_password_and_code_open(browser, with_factor, cast, recorded):
    browser.sign_in(next="/account/password/")
    assert browser.send("second-step", {"code": code_for(cast.chen)})["Location"] == "/account/password/"
    assert browser.is_signed_in
    assert recorded() == ["sign-in.done", "second-factor.set-up", "sign-out.done", "sign-in.done"]


def test_a_code_with_a_space_is_the_same_code(browser, with_factor, cast):
    browser.sign_in()
    code = code_for(cast.chen)
    browser.send("second-step", {"code": f"{code[:3]} {code[3:]}"})
    assert browser.is_signed_in


def test_a_code_in_wide_digits_is_the_same_code(browser, with_factor, cast):
    browser.sign_in()
    wide = code_for(cast.chen).translate({ord(str(digit)): chr(ord("０") + digit) for digit in range(10)})
    browser.send("second-step", {"code": wide})
    assert browser.is_signed_in


@pytest.mark.parametrize("code", ["一二三四五六", "验证码", "12345六", "１２３４５", "😀😀😀😀😀😀"])
def test_what_is_no_code_is_wrong_and_no_error(browser, with_factor, cast, code):
    browser.sign_in()
    assert browser.send("second-step", {"code": code}).status_code in {200, 422}
    assert not browser.is_signed_in


def test_a_code_is_good_once(browser, other_browser, with_factor, cast):
    code = code_for(cast.chen)
    for one in (browser, other_browser):
        one.sign_in()
        one.send("second-step", {"code": code})
    assert browser.is_signed_in
    assert not other_browser.is_signed_in


def test_wrong_codes_lock_like_wrong_passwords(browser, with_factor, cast):
    browser.sign_in()
    for _ in range(5):
        shown = browser.send("second-step", {"code": "000000"}).content.decode()
    assert "锁定" in shown
    browser.send("second-step", {"code": code_for(cast.chen)})
    assert not browser.is_signed_in


def test_a_recovery_code_stands_in_once(browser, other_browser, with_factor, recorded):
    for one in (browser, other_browser):
        one.sign_in()
        one.send("second-step", {"code": with_factor[0].upper()})
    assert browser.is_signed_in
    assert not other_browser.is_signed_in
    assert recorded().count("second-factor.code-used") == 1


def test_the_second_step_must_follow_soon(browser, with_factor, cast, at):
    browser.sign_in()
    at(seconds=400)
    response = browser.send("second-step", {"code": code_for(cast.chen)})
    assert response["Location"] == reverse("accounts:sign-in")
    assert not browser.is_signed_in


def test_nobody_reaches_the_second_step_without_the_first(browser, with_factor):
    assert browser.page("second-step")["Location"] == reverse("accounts:sign-in")


@pytest.fixture
def inside(browser, with_factor, cast):
    browser.sign_in()
    browser.send("second-step", {"code": code_for(cast.chen)})
    return browser


def test_new_codes_void_the_old(inside, with_factor):
    shown = inside.send("renew-codes").content.decode()
    assert len(re.findall(r"<code>", shown)) == 10
    assert with_factor[0] not in shown


def test_it_can_be_given_up_with_the_password(inside, cast, recorded):
    inside.send("remove-factor", {"password": "wrong"})
    assert SecondFactor.objects.exists()
    inside.send("remove-factor", {"password": PASSWORD})
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert recorded()[-1] == "second-factor.removed"


def test_it_cannot_be_given_up_where_it_is_required(inside, settings):
    settings.REQUIRE_SECOND_FACTOR = "all"
    inside.send("remove-factor", {"password": PASSWORD})
    assert SecondFactor.objects.exists()


@pytest.mark.parametrize(
    ("required", "person", "led"),
    [("all", "chen", True), ("administrators", "chen", False), ("administrators", "chu", True), ("none", "chu", False)],
)
def test_who_must_have_one_is_led_to_set_it_up(browser, settings, required, person, led):
    settings.REQUIRE_SECOND_FACTOR = required
    browser.sign_in(person)
    response = browser.get(reverse("ui:home"))
    assert (response.status_code == 302 and response["Location"] == reverse("accounts:second-factor")) is led
    if led:
        assert browser.page("second-factor").status_code == 200


def test_after_the_set_up_the_way_is_free(browser, settings, cast):
    settings.REQUIRE_SECOND_FACTOR = "all"
    browser.sign_in()
    browser.page("second-factor")
    browser.send("second-factor", {"code": code_for(cast.chen)})
    assert browser.get(reverse("ui:home")).status_code == 200


def test_the_database_alone_gives_no_secret_away(browser, cast, settings):
    browser.sign_in()
    browser.page("second-factor")
    factor = SecondFactor.objects.get()
    before = one_time.secret_of(factor)
    settings.SECRET_KEY = "another"
    assert one_time.secret_of(factor) != before
