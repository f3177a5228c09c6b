"""The frame of every page by keyboard and by mouse: skip link, menus, language, errors, a lost connection."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def home(cast, page_as):
    page = page_as(cast.chen)
    page.goto("/")
    return page


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def test_the_first_tab_leads_past_the_navigation(home):
    home.keyboard.press("Tab")
    assert "skip-link" in focused(home)
    expect(home.locator(".skip-link")).to_be_in_viewport()
    home.keyboard.press("Enter")
    expect(home.locator("#main")).to_be_focused()


def test_the_persons_menu_opens_and_closes_by_keyboard(home, shot, no_axe_violations):
    summary = home.locator(".person summary")
    summary.focus()
    home.keyboard.press("Enter")
    expect(home.get_by_role("button", name="English")).to_be_visible()
    shot(home, "person-menu")
    no_axe_violations(home)
    home.keyboard.press("Escape")
    expect(home.get_by_role("button", name="English")).to_be_hidden()
    assert home.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_click_beside_the_menu_closes_it(home):
    home.locator(".person summary").click()
    home.locator("h1").click()
    expect(home.get_by_role("button", name="English")).to_be_hidden()


def test_the_language_is_changed_in_two_clicks(home):
    home.locator(".person summary").click()
    home.get_by_role("button", name="English").click()
    home.wait_for_selector('html[lang="en"]')


def test_on_a_telephone_the_navigation_opens_by_its_button(cast, page_as, shot, no_axe_violations):
    page = page_as(cast.chen, width=390)
    page.goto("/")
    navigation = page.get_by_role("navigation", name="主导航")
    expect(navigation).to_be_hidden()
    button = page.get_by_role("button", name="菜单")
    button.press("Enter")
    expect(navigation).to_be_visible()
    assert button.get_attribute("aria-expanded") == "true"
    shot(page, "navigation-open")
    no_axe_violations(page)


def test_on_a_telephone_the_bar_is_one_line_in_a_demonstration_too(cast, page_as, settings, shot, fits):
    settings.DEMO = True
    cast.wang.name = "欧阳建国"
    cast.wang.save()
    for width in (390, 360):
        page = page_as(cast.wang, width=width)
        page.goto("/")
        tops = [page.locator(one).bounding_box()["y"] for one in (".demo-mark", ".person summary", ".menu-button")]
        assert max(tops) < 40, "the button of the menu stands in the line of the person's name"
        fits(page)
        shot(page, "bar-of-a-demonstration", whole=False)


def test_without_scripts_the_navigation_is_there(cast, page_as, browser, live_site):
    signed_in = page_as(cast.chen, width=390).context
    with_none = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    with_none.add_cookies(signed_in.cookies())
    page = with_none.new_page()
    page.goto(live_site)
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    with_none.close()


def test_a_lost_connection_is_told_and_tried_again(cast, page_as, shot):
    page = page_as(cast.chen, may_say=["ERR_INTERNET_DISCONNECTED"])  # it asks whether the server answers all the same
    page.goto("/")
    page.context.set_offline(True)
    bar = page.locator("#offline")
    bar.wait_for(state="visible")
    shot(page, "offline")
    page.context.set_offline(False)
    bar.wait_for(state="hidden")


def test_a_page_that_is_not_there(cast, page_as, shot, no_axe_violations):
    page = page_as(cast.chen, may_say=["status of 404"])
    page.goto("/no/such/page")
    assert page.get_by_role("heading", level=1).text_content() == "没有这一页"
    shot(page, "error-404")
    no_axe_violations(page)
