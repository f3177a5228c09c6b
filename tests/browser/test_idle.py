"""The idle time-out on a slow line: the browser's clock is ours, and answers are on their way as long as we like."""

import pytest
from playwright.sync_api import expect

MINUTE = 60_000


@pytest.fixture
def page(page_as, cast, settings):
    """A form of somebody whose session lasts ten minutes."""
    settings.IDLE_SECONDS = 600
    page = page_as(cast.chu, may_say=["503"])
    page.clock.install()
    page.goto("/accounts/new/")
    return page


@pytest.fixture
def questions(page):
    """What the page asks about its session; each waits for an answer until the test lets it through."""
    held = []
    page.route("**/account/alive/", lambda route: held.append(route))  # noqa: PLW0108 -- a method of list is refused
    return held


def _let_through(page, questions):
    with page.expect_response("**/account/alive/"):
        questions.pop(0).continue_()


def _asked(page, questions):
    """A question is on its way: the browser tells of it later than it sends it."""
    for _ in range(1200):
        if questions:
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing was asked")


def test_the_end_is_asked_for_once(page, questions):
    """However slow the answer: one that was asked for before signing in must not come after it."""
    page.context.clear_cookies(name="sessionid")
    page.clock.fast_forward(11 * MINUTE)
    _asked(page, questions)
    page.clock.run_for(20_000)
    assert len(questions) == 1
    _let_through(page, questions)
    expect(page.locator("#idle-over")).to_be_visible()


def test_an_answer_from_before_the_sign_in_does_not_ask_again(page, questions):
    signed_in = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.clock.fast_forward(11 * MINUTE)
    _asked(page, questions)
    _let_through(page, questions)
    page.get_by_role("button", name="已登录，继续").click()
    _asked(page, questions)
    page.context.add_cookies(signed_in)
    page.get_by_role("button", name="已登录，继续").click()
    _let_through(page, questions)
    _asked(page, questions)
    _let_through(page, questions)
    expect(page.locator("#idle-over")).to_be_hidden()
    page.clock.run_for(5_000)
    expect(page.locator("#idle-over")).to_be_hidden()


def test_who_is_typing_is_not_interrupted(page, questions):
    """The warning would take the next keys; the page asks by itself, and waits for the answer."""
    page.clock.fast_forward(9 * MINUTE - 5_000)
    page.get_by_label("姓名").press_sequentially("韩新")
    page.clock.run_for(2_000)
    _asked(page, questions)
    page.clock.run_for(20_000)
    expect(page.locator("#idle-warning")).to_be_hidden()
    page.keyboard.type("人")
    _let_through(page, questions)
    expect(page.get_by_label("姓名")).to_have_value("韩新人")
    expect(page.locator("#idle-warning")).to_be_hidden()


def test_use_in_another_window_ends_the_warning(page):
    page.clock.fast_forward(9 * MINUTE + 30_000)
    page.clock.run_for(2_000)
    expect(page.locator("#idle-warning")).to_be_visible()
    page.clock.run_for(MINUTE)
    expect(page.locator("#idle-warning")).to_be_hidden()
    expect(page.locator("#idle-over")).to_be_hidden()


def test_a_server_that_is_out_of_order_ends_no_session(page):
    page.route("**/account/alive/", lambda route: route.fulfill(status=503))
    with page.expect_response("**/account/alive/"):
        page.clock.fast_forward(11 * MINUTE)
    page.clock.run_for(5_000)
    expect(page.locator("#idle-over")).to_be_hidden()
