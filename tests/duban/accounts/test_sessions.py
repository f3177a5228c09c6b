"""Sessions: how many, where, and when they end by themselves."""

import pytest
from django.urls import reverse

from luoshi.duban.accounts.models import Session
from tests.duban.accounts.conftest import Browser


@pytest.fixture
def short(settings, at):
    """Ten minutes without use end a session."""
    settings.IDLE_SECONDS = 600
    return at


def test_a_session_in_use_goes_on(browser, short):
    browser.sign_in()
    for minutes in (9, 18, 27):
        short(minutes=minutes)
        assert browser.get(reverse("ui:home")).status_code == 200


def test_a_session_that_nobody_uses_ends_and_is_recorded(browser, short, recorded):
    browser.sign_in()
    short(minutes=11)
    response = browser.page("me")
    assert response["Location"] == "/account/sign-in/?next=/account/"
    assert not browser.is_signed_in
    assert recorded() == ["sign-in.done", "session.timed-out"]


def test_a_fragment_is_told_so_that_the_page_stays(browser, short):
    browser.sign_in()
    short(minutes=11)
    assert browser.get(reverse("ui:home"), headers={"HX-Request": "true"}).status_code == 401
    assert browser.get(reverse("ui:home"), headers={"HX-Request": "true"}).status_code == 401


def test_what_the_page_does_by_itself_prolongs_nothing(browser, short):
    browser.sign_in()
    for minutes in (5, 9):
        short(minutes=minutes)
        alive = browser.get(reverse("accounts:alive"), headers={"Luoshi-Unattended": "1"}).json()
        assert alive["left"] == 600 - minutes * 60
    short(minutes=11)
    assert not browser.is_signed_in


def test_what_is_typed_in_the_page_prolongs(browser, short):
    browser.sign_in()
    short(minutes=9)
    assert browser.get(reverse("accounts:alive")).json()["left"] == 600
    short(minutes=18)
    assert browser.is_signed_in


def test_zero_means_never(browser, at):
    browser.sign_in()
    at(hours=11)
    assert browser.is_signed_in
    assert browser.get(reverse("accounts:alive")).json()["left"] == 0


def test_the_page_knows_how_long(browser, short):
    browser.sign_in()
    assert 'data-left="600"' in browser.get(reverse("ui:home")).content.decode()


def test_one_session_too_many_ends_the_oldest(cast, at, settings, recorded):
    settings.SESSIONS = 2
    browsers = [Browser() for _ in range(3)]
    for minute, one in enumerate(browsers):
        at(minutes=minute)
        one.sign_in()
    assert [one.is_signed_in for one in browsers] == [False, True, True]
    assert recorded().count("session.displaced") == 1


def test_any_number_of_sessions(cast, settings):
    settings.SESSIONS = 0
    browsers = [Browser() for _ in range(5)]
    for one in browsers:
        one.sign_in()
    assert all(one.is_signed_in for one in browsers)


def test_ones_own_page_lists_the_sessions(browser, other_browser):
    browser.sign_in()
    other_browser.sign_in()
    shown = browser.page("me").content.decode()
    assert "192.0.2.9" in shown
    assert shown.count("本次登录") == 1


def test_one_other_session_can_be_ended(browser, other_browser, recorded):
    browser.sign_in()
    other_browser.sign_in()
    other = Session.objects.get(address="192.0.2.9")
    browser.send("end-sessions", {"session": other.pk})
    assert browser.is_signed_in
    assert not other_browser.is_signed_in
    assert recorded()[-1] == "session.ended"


def test_all_other_sessions_can_be_ended_at_once(browser, cast, settings):
    settings.SESSIONS = 0
    others = [Browser() for _ in range(3)]
    for one in (browser, *others):
        one.sign_in()
    browser.send("end-sessions")
    assert browser.is_signed_in
    assert not any(one.is_signed_in for one in others)


def test_nobody_ends_the_session_of_somebody_else(browser, other_browser):
    browser.sign_in()
    other_browser.sign_in("li")
    browser.send("end-sessions", {"session": Session.objects.get(user__username="li").pk})
    assert other_browser.is_signed_in


def test_ones_own_page_takes_few_queries(browser, django_assert_max_num_queries):
    browser.sign_in()
    with django_assert_max_num_queries(12):
        browser.page("me")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140 · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0", "Edge 139 · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36", "Chrome 120 · Linux"),
        ("something of its own", "something of its own"),
    ],
)
def test_a_browser_is_named_in_a_few_words(said, name):
    assert Session(browser=said).browser_name == name
