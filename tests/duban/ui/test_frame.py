"""What stands around every page: navigation by right, the person's menu, language, errors, headers."""

import logging
import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path

from luoshi.duban.accounts.roles import Right
from luoshi.duban.ui import navigation
from luoshi.duban.ui.navigation import Entry, in_one_line, links


def signed_in(person, **more):
    client = Client(**more)
    client.force_login(person)
    return client


def titles(person, entries):
    request = RequestFactory().get("/")
    request.user = person
    return [link.title for link in links(request, entries)]


def test_an_entry_stands_only_for_those_who_have_its_right(cast):
    entries = (
        Entry("审批", "checks", "ui:home", Right.APPROVE_PLAN),
        Entry("首页", "home", "ui:home", Right.SEE_TASKS),
    )
    assert titles(cast.wang, entries) == ["审批", "首页"]
    assert titles(cast.sun, entries) == ["首页"]
    assert titles(cast.feng, entries) == []


def test_an_entry_whose_page_does_not_exist_is_left_out(cast):
    assert titles(cast.wang, (Entry("将来", "home", "no:such", Right.SEE_TASKS),)) == []


def test_who_has_many_entries_finds_the_rarer_ones_in_a_menu(cast):
    request = RequestFactory().get("/units/")
    request.user = cast.wang
    line, more = in_one_line(list(links(request)))
    assert len(line) <= navigation.MOST_IN_LINE
    assert [str(one.title) for one in more] == ["督查", "公开", "单位", "岗位", "台账"]
    assert [one.is_here for one in more] == [False, False, True, False, False]
    assert "管理" in signed_in(cast.wang).get("/").content.decode()


def test_who_has_few_sees_all_of_them(cast):
    request = RequestFactory().get("/")
    request.user = cast.sun
    line, more = in_one_line(list(links(request)))
    assert "单位" in [str(one.title) for one in line]
    assert more == []


def test_the_entry_of_the_page_is_marked(cast):
    shown = signed_in(cast.chen).get("/").content.decode()
    assert shown.count('aria-current="page"') == 1


def test_every_icon_that_the_navigation_names_is_in_the_sprite():
    drawn = set((Path(navigation.__file__).parent / "icons.txt").read_text("utf-8").split("\n"))
    assert {entry.icon for entry in (*navigation.ENTRIES, *navigation.PERSONAL)} <= drawn


def test_the_menu_names_the_person_and_the_posts(cast):
    shown = signed_in(cast.sun).get("/").content.decode()
    assert "孙联络" in shown
    assert "青禾县水利局 联络员" in shown


def test_the_menu_of_an_administrator_names_the_role(cast):
    assert "审计管理员" in signed_in(cast.feng).get("/").content.decode()


def test_a_language_is_chosen_and_kept(cast):
    client = signed_in(cast.chen)
    assert 'lang="zh-hans"' in client.get("/").content.decode()
    done = client.post("/language/", {"language": "en", "next": "/"})
    assert done.status_code == 302
    assert '<html lang="en">' in client.get("/").content.decode()


def test_the_language_switch_leads_to_no_other_site(client, db):
    assert client.post("/language/", {"language": "en", "next": "https://example.org/"})["Location"] == "/"


def test_a_page_allows_nothing_from_outside_and_nothing_inline(cast):
    answer = signed_in(cast.chen).get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    body = answer.content.decode()
    assert " style=" not in body
    assert "<style" not in body
    assert " onclick" not in body
    assert body.count("<script") == len(re.findall(r"<script(?: type=\"module\"| async| defer)* src=", body))


def _raising(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("forbidden/", _raising(PermissionDenied("您没有“印发”的权限。"))),
    path("gone/", _raising(Http404())),
    path("broken/", _raising(RuntimeError("broken on purpose"))),
]


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/forbidden/", 403, ("您没有“印发”的权限。", "Not allowed")),
        ("/gone/", 404, ("没有这一页", "Not found")),
        ("/broken/", 500, ("服务器出错", "Server error")),
    ],
)
def test_an_error_is_told_in_both_languages(settings, db, address, status, told):
    settings.ROOT_URLCONF = "tests.duban.ui.test_frame"
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == status
    assert all(words in answer.content.decode() for words in told)


def test_a_submission_without_its_token_is_refused_with_the_reason(cast):
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_a_bare_page_shows_no_navigation(db):
    shown = render_to_string("ui/base_bare.html", {"request": None})
    assert "<nav" not in shown
    assert "跳到正文" in shown


def test_a_failure_is_logged_with_its_place_and_a_wrong_address_is_not(settings, db):
    settings.ROOT_URLCONF = "tests.duban.ui.test_frame"
    logger = logging.getLogger("django.request")
    kept = []
    handler = logging.Handler()
    handler.emit = kept.append
    logger.addHandler(handler)
    try:
        client = Client(raise_request_exception=False)
        client.get("/gone/")
        client.get("/broken/")
    finally:
        logger.removeHandler(handler)
    assert [record.exc_info[0] for record in kept if record.levelno >= logging.ERROR] == [RuntimeError]
    assert len(kept) == 1
