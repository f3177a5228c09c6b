"""Signing in: what is told, what is not told, and what the record keeps."""

import pytest
from django.urls import reverse

from luoshi.duban.accounts.models import Session, User
from luoshi.duban.audit.models import Event


def words(response):
    return response.content.decode()


def test_the_right_password_opens_the_door(browser, recorded):
    response = browser.sign_in()
    assert response.status_code == 302
    assert response["Location"] == reverse("ui:home")
    assert browser.is_signed_in
    assert recorded() == ["sign-in.done"]


def test_the_record_says_who_and_from_where(other_browser):
    other_browser.sign_in()
    event = Event.objects.get()
    assert (event.actor_name, event.origin, event.office) == ("陈明", "192.0.2.9", "qinghe")


@pytest.mark.parametrize(("username", "password"), [("chen", "wrong"), ("nobody", "wrong"), ("chen ", "x")])
def test_a_wrong_password_and_an_unknown_name_are_told_the_same(browser, username, password):
    shown = words(browser.sign_in(username, password))
    assert "登录名或密码不对" in shown
    assert not browser.is_signed_in


def test_an_unknown_name_costs_as_much_as_a_wrong_password(browser, monkeypatch):
    """Both hash one password: the time says nothing about accounts."""
    hashed = []
    monkeypatch.setattr(
        "django.contrib.auth.hashers.MD5PasswordHasher.encode",
        lambda self, password, salt: hashed.append(password) or f"md5${salt}$x",
    )
    for username in ("chen", "nobody"):
        browser.sign_in(username, "wrong")
    assert hashed == ["wrong", "wrong"]


def test_what_was_typed_as_a_name_is_not_kept(browser):
    """People type their password into the wrong field."""
    browser.sign_in("My-Secret-2026", "x")
    kept = list(Event.objects.values_list("subject_name", "reason", "after", "actor_name"))
    assert kept == [("未知登录名", "", None, "未登录")]


def test_a_failure_with_a_known_name_is_about_that_person(browser, cast):
    browser.sign_in("chen", "wrong")
    event = Event.objects.get()
    assert (event.verb, event.subject_id, event.office) == ("sign-in.failed", str(cast.chen.pk), "qinghe")


def test_an_account_that_is_switched_off_is_told_the_same(browser, cast):
    User.objects.filter(pk=cast.chen.pk).update(is_active=False)
    assert "登录名或密码不对" in words(browser.sign_in())


def test_after_signing_in_one_gets_where_one_wanted(browser):
    assert browser.sign_in(next="/account/password/")["Location"] == "/account/password/"


@pytest.mark.parametrize("trap", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"])
def test_nobody_is_sent_to_another_site(browser, trap):
    assert browser.sign_in(next=trap)["Location"] == reverse("ui:home")


def test_who_is_signed_in_needs_no_form(browser):
    browser.sign_in()
    assert browser.page("sign-in").status_code == 302


def test_signing_out_ends_the_session_and_is_recorded(browser, recorded):
    browser.sign_in()
    browser.send("sign-out")
    assert not browser.is_signed_in
    assert not Session.objects.exists()
    assert recorded() == ["sign-in.done", "sign-out.done"]


def test_a_link_cannot_sign_anybody_out(browser):
    browser.sign_in()
    assert browser.page("sign-out").status_code == 405
    assert browser.is_signed_in


def test_the_session_gets_a_new_key(browser):
    browser.page("sign-in")
    session = browser.session
    session["before"] = 1
    session.save()
    before = session.session_key
    browser.sign_in()
    assert browser.session.session_key != before


def test_pages_of_people_are_kept_by_no_cache(browser):
    browser.sign_in()
    assert "no-store" in browser.page("me")["Cache-Control"]


def test_an_account_without_a_post_comes_as_far_as_its_own_page(browser, cast):
    cast.chen.tenures.all().delete()
    browser.sign_in()
    assert "还没有岗位" in words(browser.page("me"))
