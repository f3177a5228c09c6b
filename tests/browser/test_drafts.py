"""Nothing typed is lost: the connection breaks, the page is left, the session ends."""

from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from luoshi.duban import clock
from luoshi.duban.tasks.drafts import keep_draft
from luoshi.duban.tasks.models import Assignment, Extension, Report, ReportDraft, State
from tests.browser.clocks import stand_at
from tests.duban.cast import PASSWORD
from tests.duban.tasks.life.given import an_issued_task, the

pytestmark = pytest.mark.django_db(transaction=True)
WORDS, MORE = "大坝加固完成，", "溢洪道完成60%。"
#: What Chromium and htmx say themselves when the line is cut or the session is over.
CUT = (r"ERR_INTERNET_DISCONNECTED", r"ERR_FAILED", r"htmx:sendError", r"htmx:afterRequest", r"401")


@pytest.fixture(autouse=True)
def late_july(monkeypatch):
    stand_at(monkeypatch, datetime(2026, 7, 27, 10, 3, tzinfo=clock.ZONE))


@pytest.fixture
def row(cast):
    task = an_issued_task(cast)
    Assignment.objects.update(state=State.IN_PROGRESS)
    return the(task)


def open_form(page, row):
    place = page.locator(f"#row-{row.pk}")
    place.get_by_role("link", name="反馈").click()
    place.get_by_label("进展情况").wait_for()
    return place


def kept(row, person):
    return ReportDraft.objects.get(assignment=row, person=person).data["text"]


@pytest.mark.parametrize("width", [1440, 390])
def test_it_is_saved_while_it_is_typed_and_there_on_return(page_as, cast, row, shot, fits, no_axe_violations, width):
    page = page_as(cast.sun, width=width)
    page.goto("/")
    place = open_form(page, row)
    page.keyboard.type(WORDS)
    place.get_by_text("草稿 已保存 10:03").wait_for()
    shot(page, "draft-saved")
    assert kept(row, cast.sun) == WORDS

    other = page_as(cast.sun, width=width)
    other.goto("/")
    expect(other.locator("[data-drafted]")).to_contain_text("草稿 2026-07-27 10:03")
    shot(other, "draft-marked")
    place = open_form(other, row)
    expect(place.get_by_label("进展情况")).to_have_value(WORDS)
    place.get_by_text("已恢复 2026-07-27 10:03 的草稿").wait_for()
    shot(other, "draft-restored")
    fits(other)
    no_axe_violations(other)
    place.get_by_role("button", name="清空草稿").click()
    expect(place.get_by_label("进展情况")).to_have_value("")
    expect(other.locator("[data-drafted]")).to_have_count(0)
    assert not ReportDraft.objects.exists()


def test_the_line_is_cut_while_somebody_types(page_as, cast, row, shot):
    page = page_as(cast.sun, may_say=CUT)
    page.goto("/")
    place = open_form(page, row)
    page.keyboard.type(WORDS)
    place.get_by_text("草稿 已保存").wait_for()
    page.context.set_offline(True)
    page.keyboard.type(MORE)
    page.locator("#offline").wait_for()
    place.get_by_text("草稿 未保存").wait_for()
    shot(page, "draft-offline", whole=False)
    expect(place.get_by_label("进展情况")).to_have_value(WORDS + MORE)
    assert kept(row, cast.sun) == WORDS
    with page.expect_response(lambda answer: answer.url.endswith("/draft/") and answer.ok):
        page.context.set_offline(False)
    page.locator("#offline").wait_for(state="hidden")
    place.get_by_text("草稿 已保存").wait_for()
    assert kept(row, cast.sun) == WORDS + MORE
    place.get_by_role("button", name="提交").click()
    page.locator(f"#row-{row.pk}[data-reported]").wait_for()
    assert Report.objects.get().text == WORDS + MORE
    assert not ReportDraft.objects.exists()


def test_what_the_server_never_saw_is_in_the_tab(page_as, cast, row):
    """The line is cut and the page is left: the tab knows more than the server, and tells it."""
    page = page_as(cast.sun, may_say=CUT)
    page.goto("/")
    keep_draft(row, person=cast.sun, typed={"text": WORDS})
    place = open_form(page, row)
    page.route("**/draft/", lambda route: route.abort())
    page.keyboard.press("End")
    page.keyboard.type(MORE)
    page.locator("#offline").wait_for()
    page.unroute("**/draft/")
    page.reload()
    place = open_form(page, row)
    expect(place.get_by_label("进展情况")).to_have_value(WORDS + MORE)
    page.get_by_text("已恢复上次没有提交的内容").wait_for()
    place.get_by_text("草稿 已保存").wait_for()
    assert kept(row, cast.sun) == WORDS + MORE


def test_an_older_copy_in_a_tab_never_covers_the_newer_draft(page_as, cast, row):
    page = page_as(cast.sun)
    page.goto("/")
    place = open_form(page, row)
    page.keyboard.type(WORDS)
    place.get_by_text("草稿 已保存").wait_for()
    keep_draft(row, person=cast.sun, typed={"text": "在手机上接着写的。"})
    page.reload()
    place = open_form(page, row)
    expect(place.get_by_label("进展情况")).to_have_value("在手机上接着写的。")


def sign_in(page):
    page.get_by_label("登录名").fill("sun")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_the_session_ends_while_somebody_types(page_as, cast, row, shot):
    page = page_as(may_say=CUT)
    page.goto("/account/sign-in/")
    sign_in(page)
    place = open_form(page, row)
    Session.objects.all().delete()
    page.keyboard.type(WORDS)
    page.locator("#idle-over").wait_for()
    shot(page, "draft-session-over", whole=False)
    other = page.context.new_page()
    other.goto("/account/sign-in/")
    sign_in(other)
    other.get_by_role("heading", name="我的工作").wait_for()
    page.locator("#idle-check").click()
    page.locator("#idle-over").wait_for(state="hidden")
    expect(place.get_by_label("进展情况")).to_have_value(WORDS)
    place.get_by_role("button", name="提交").click()
    page.locator(f"#row-{row.pk}[data-reported]").wait_for()
    assert Report.objects.get().text == WORDS


def test_a_form_that_was_sent_after_the_session_had_ended_comes_back(page_as, cast, row):
    """The server asked for the password instead of taking the form: it stands there again after signing in."""
    page = page_as(cast.sun)
    page.goto(f"/my-work/{row.pk}/extension/")
    page.get_by_label("延期理由").fill("汛期停工一个月。")
    page.get_by_label("目前进展").fill("已完成七成。")
    page.get_by_label("申请延至").fill("2026-11-15")
    Session.objects.all().delete()
    page.get_by_role("button", name="提交申请").click()
    sign_in(page)
    expect(page.get_by_label("延期理由")).to_have_value("汛期停工一个月。")
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("延期申请已提交").wait_for()
    assert Extension.objects.get().progress == "已完成七成。"


PHOTO = {"name": "大坝.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 a dam"}


def test_a_file_comes_back_with_what_was_refused_and_goes_once_it_has_arrived(page_as, cast, row):
    page = page_as(cast.sun)
    address = f"/my-work/{row.pk}/report/"
    page.goto(address)
    page.locator("input[type=file]").set_input_files(PHOTO)
    page.get_by_role("button", name="提交").click()  # without a word
    page.locator("[aria-invalid=true]").first.wait_for()
    files = page.locator("input[type=file]")
    expect(files).to_have_js_property("value", "C:\\fakepath\\大坝.jpg")
    page.get_by_label("进展情况").fill(WORDS)
    page.get_by_role("button", name="提交").click()
    page.wait_for_url(lambda url: not url.endswith(address))
    assert [one.name for one in Report.objects.get().evidence.all()] == ["大坝.jpg"]
    page.goto(address)
    page.get_by_label("进展情况").wait_for()
    expect(page.locator("input[type=file]")).to_have_js_property("value", "")


def test_what_was_refused_below_its_row_stands_there_once(page_as, cast, row):
    page = page_as(cast.sun)
    page.goto("/")
    place = open_form(page, row)
    place.get_by_role("button", name="提交").click()  # without a word
    place.locator("[aria-invalid=true]").first.wait_for()
    expect(page.locator("form.report-form")).to_have_count(1)
    place.get_by_label("进展情况").fill(WORDS)
    place.get_by_role("button", name="提交").click()
    expect(page.get_by_text("已反馈")).to_be_visible()
    assert Report.objects.get().text == WORDS
