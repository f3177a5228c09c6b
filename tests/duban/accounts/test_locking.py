"""Five wrong tries close the door for five minutes: for the name, from that address."""

import pytest

from luoshi.duban.accounts.locking import EVERYWHERE, is_locked, unlock
from tests.duban.accounts.conftest import Browser


def fail(browser, times, username="chen"):
    for _ in range(times):
        shown = browser.sign_in(username, "wrong").content.decode()
    return shown


def test_the_fifth_failure_locks_and_says_for_how_long(browser, at, recorded):
    assert "登录名或密码不对" in fail(browser, 4)
    assert "5 分 0 秒" in fail(browser, 1)
    assert recorded() == ["sign-in.failed"] * 5 + ["sign-in.locked"]


def test_while_locked_the_right_password_does_not_help(browser, at, recorded):
    fail(browser, 5)
    at(seconds=100)
    assert "3 分 20 秒" in browser.sign_in().content.decode()
    assert recorded()[-1] == "sign-in.refused"
    assert not browser.is_signed_in


def test_after_five_minutes_the_door_opens_again(browser, at):
    fail(browser, 5)
    at(seconds=301)
    browser.sign_in()
    assert browser.is_signed_in


def test_after_a_lock_there_are_five_tries_again(browser, at):
    fail(browser, 5)
    at(seconds=301)
    assert "登录名或密码不对" in fail(browser, 4)


def test_another_address_is_not_locked(browser, other_browser, at):
    fail(browser, 5)
    other_browser.sign_in()
    assert other_browser.is_signed_in


def test_another_person_is_not_locked(browser, at):
    fail(browser, 5)
    browser.sign_in("li")
    assert browser.is_signed_in


def test_a_name_without_account_locks_just_the_same(browser, at):
    assert "5 分 0 秒" in fail(browser, 5, "nobody")


def test_a_success_forgives_earlier_failures(browser, at):
    fail(browser, 4)
    browser.sign_in()
    browser.send("sign-out")
    assert "登录名或密码不对" in fail(browser, 4)


def test_failures_of_long_ago_do_not_count(browser, at):
    fail(browser, 4)
    at(seconds=400)
    assert "登录名或密码不对" in fail(browser, 1)


def test_tries_from_many_addresses_lock_the_name_everywhere(cast, at, settings):
    settings.LOCK_TRIES = 2
    for number in range(2 * EVERYWHERE):
        _browser(number).sign_in("chen", "wrong")
    assert "锁定" in _browser(250).sign_in().content.decode()


def _browser(number):
    return Browser(REMOTE_ADDR=f"198.51.100.{number}")


def test_an_administrator_can_lift_a_lock(browser, cast, at):
    fail(browser, 5)
    assert is_locked(cast.chen)
    unlock(cast.chen)
    browser.sign_in()
    assert browser.is_signed_in


@pytest.mark.parametrize(("tries", "seconds"), [(2, 60), (3, 900)])
def test_tries_and_time_are_settings(browser, at, settings, tries, seconds):
    settings.LOCK_TRIES, settings.LOCK_SECONDS = tries, seconds
    assert f"{seconds // 60} 分" in fail(browser, tries)
