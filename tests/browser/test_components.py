"""Every component in a browser: how it looks, and what it does by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.pictures import PICTURES


@pytest.fixture
def open_gallery(settings, cast, page_as):
    settings.ROOT_URLCONF = "tests.browser.gallery"

    def at(width=1440, language="zh-hans", query="", may_say=()):
        page = page_as(cast.chen, width=width, language=language, may_say=may_say)
        page.goto(f"/gallery/{query}")
        return page

    return at


@pytest.mark.parametrize("width", [1440, 390])
def test_every_component(open_gallery, shot, no_axe_violations, fits, width):
    page = open_gallery(width, query="?wrong")
    shot(page, "components")
    fits(page)
    no_axe_violations(page)


def test_on_paper_there_is_no_navigation(open_gallery):
    page = open_gallery()
    page.emulate_media(media="print")
    expect(page.locator("header")).to_be_hidden()
    expect(page.locator(".toolbar")).to_be_hidden()
    expect(page.locator("table").first).to_be_visible()
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.pdf(path=PICTURES / "components.pdf", prefer_css_page_size=True)


def test_a_question_is_asked_before_what_cannot_be_taken_back(open_gallery, shot, no_axe_violations):
    page = open_gallery()
    page.get_by_role("button", name="撤销", exact=True).first.click()
    dialog = page.get_by_role("dialog", name="确定撤销这项任务？")
    expect(dialog).to_be_visible()
    shot(page, "confirm")
    no_axe_violations(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="撤销", exact=True).first.click()
    dialog.get_by_label("撤销依据").fill("县长办公会议定")
    dialog.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def test_a_plain_form_can_ask_first(open_gallery):
    page = open_gallery()
    page.get_by_role("button", name="重新读取").click()
    page.locator("#ask").get_by_role("button", name="取消").click()
    expect(page.get_by_text("已保存。")).to_have_count(0)
    page.get_by_role("button", name="重新读取").click()
    page.locator("#ask").get_by_role("button", name="确定").click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def test_a_request_of_htmx_carries_the_token_and_its_word_is_shown(open_gallery):
    page = open_gallery()
    page.locator("#saved").click()
    expect(page.locator("#result")).to_have_text("已存")
    expect(page.locator("#toasts")).to_contain_text("Saved")


def test_htmx_asks_in_our_dialog(open_gallery):
    page = open_gallery()
    page.locator("#asked").click()
    expect(page.locator("#ask-title")).to_have_text("确定保存？")
    page.keyboard.press("Escape")
    expect(page.locator("#result")).to_be_empty()
    page.locator("#asked").click()
    page.locator("#ask").get_by_role("button", name="确定").click()
    expect(page.locator("#result")).to_have_text("已存")


def test_a_refusal_stands_above_the_page_and_goes_with_the_next_try(open_gallery):
    page = open_gallery()
    page.locator("#refused").click()
    expect(page.locator("#alerts")).to_contain_text("反馈期限已过")
    expect(page.locator("#result")).to_be_empty()
    page.locator("#saved").click()
    expect(page.locator("#alerts")).not_to_contain_text("反馈期限已过")


def test_a_refusal_is_seen_wherever_the_person_is_on_the_page(open_gallery):
    page = open_gallery(390)
    page.locator("#refused").scroll_into_view_if_needed()
    page.locator("#refused").click()
    expect(page.locator("#alerts .notice")).to_be_in_viewport()


def test_a_failure_of_the_server_is_told(open_gallery):
    page = open_gallery(may_say=["status of 500", "Response Status Error"])
    page.locator("#broken").click()
    expect(page.locator("#toasts")).to_contain_text("服务器出错")
    expect(page.locator("#result")).to_be_empty()


def test_a_request_that_did_not_get_through_is_sent_again(open_gallery, shot):
    page = open_gallery(may_say=["ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest"])
    page.context.set_offline(True)
    page.locator("#saved").click()
    expect(page.locator("#offline")).to_be_visible()
    shot(page, "offline-bar")
    page.context.set_offline(False)
    expect(page.locator("#result")).to_have_text("已存")
    expect(page.locator("#offline")).to_be_hidden()


def test_without_a_network_the_connection_is_not_lost_where_the_server_is_reached(open_gallery):
    page = open_gallery()
    with page.expect_response(lambda answer: answer.request.method == "HEAD"):
        page.evaluate("window.dispatchEvent(new Event('offline'))")
    page.locator("#saved").click()
    expect(page.locator("#result")).to_have_text("已存")
    expect(page.locator("#offline")).to_be_hidden()


def test_what_was_typed_outlives_a_lost_page(open_gallery):
    page = open_gallery()
    page.get_by_label("单位名称").fill("青禾县水利局")
    page.get_by_label("单位组").check()
    page.reload()
    expect(page.get_by_label("单位名称")).to_have_value("青禾县水利局")
    expect(page.get_by_label("单位组")).to_be_checked()
    page.get_by_role("button", name="放弃恢复的内容").click()
    expect(page.get_by_label("单位名称")).to_have_value("")


def test_what_was_sent_is_not_brought_back(open_gallery):
    page = open_gallery()
    page.get_by_label("单位名称").fill("青禾县水利局")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    expect(page.get_by_label("单位名称")).to_have_value("")


def test_a_notice_can_be_closed(open_gallery):
    page = open_gallery()
    notices = page.locator("main .notice-info")
    notices.get_by_role("button", name="关闭").click()
    expect(notices).to_have_count(0)


@pytest.fixture
def without_scripts(settings, cast, page_as):
    """The gallery as it stands before its scripts are there, and what lets them come."""
    settings.ROOT_URLCONF = "tests.browser.gallery"
    page, held, coming = page_as(cast.chen), [], []

    def open_page():
        coming.clear()
        page.goto("/gallery/", wait_until="commit")
        page.locator("#simple").wait_for()
        return page

    def come():
        coming.append(True)
        while held:
            held.pop().continue_()

    page.route("**/ui/luoshi.js", lambda route: route.continue_() if coming else held.append(route))
    return open_page, come


def test_what_is_clicked_before_the_scripts_are_there_waits_for_them(without_scripts):
    open_page, come = without_scripts
    page = open_page()
    page.get_by_role("button", name="撤销", exact=True).first.click()
    come()
    expect(page.get_by_role("dialog", name="确定撤销这项任务？")).to_be_visible()


def test_no_form_is_sent_without_its_question_however_early(without_scripts):
    open_page, come = without_scripts
    page = open_page()
    page.get_by_role("button", name="重新读取").click()
    come()
    expect(page.locator("#ask-title")).to_have_text("确定重新读取？")
    page.locator("#ask").get_by_role("button", name="确定").click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def test_a_request_of_htmx_waits_for_it(without_scripts):
    open_page, come = without_scripts
    page = open_page()
    page.locator("#saved").click()
    come()
    expect(page.locator("#result")).to_have_text("已存")


def test_what_is_typed_before_the_scripts_are_there_is_kept_and_not_written_over(without_scripts):
    open_page, come = without_scripts
    page = open_page()
    page.get_by_label("单位名称").fill("青禾县水利局")
    come()
    page.wait_for_load_state()
    page = open_page()
    page.get_by_label("单位名称").fill("青禾县财政局")
    come()
    page.wait_for_load_state()
    expect(page.get_by_label("单位名称")).to_have_value("青禾县财政局")
    page.reload()
    expect(page.get_by_label("单位名称")).to_have_value("青禾县财政局")
