"""Real Chromium on a live server: people sign in by their session, and a message in the console fails the test."""

import os
import re
import shutil
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from luoshi.duban.documents import kept
from tests.browser.pictures import PICTURES
from tests.duban.cast import raise_the_curtain

# Playwright keeps an event loop in this thread; Django would refuse the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / ".assets" / "node_modules" / "axe-core" / "axe.min.js"
VENDOR = ROOT / "src" / "luoshi" / "duban" / "ui" / "static" / "vendor" / "htmx.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Milliseconds that a condition and a page may take on a slow machine with much else to do; a wait ends when it is met.
PATIENCE, PATIENCE_FOR_PAGES = 60_000, 120_000
expect.set_options(timeout=PATIENCE)
#: An answer that refuses what a person typed is no defect; Chromium notes it all the same.
_REFUSED = re.compile(r"the server responded with a status of (409|422)")


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("没有 Chromium：apt-get install chromium。 Chromium is missing: apt-get install chromium.")
    if not VENDOR.is_file() or not AXE.is_file():
        pytest.skip("页面样式和脚本还没有生成：make assets。 The pages' assets are missing: make assets.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def cast(transactional_db):
    """The county, in a database that the server sees as well."""
    return raise_the_curtain()


@pytest.fixture
def live_site(live_server, cast):
    """The address of the running application."""
    return live_server.url


@pytest.fixture
def page_as(browser, live_site):
    """``page_as(person, width=1440, height=900, language="zh-hans", may_say=())``: a page of who signed in.

    Without a person nobody has signed in.  ``may_say`` holds patterns of console messages that are expected.
    """
    contexts, said = [], []

    def open_page(person=None, width=1440, height=900, language="zh-hans", may_say=()) -> Page:
        locale = "en-GB" if language == "en" else "zh-CN"
        viewport = {"width": width, "height": height}
        # Without motion: neither a picture nor a measured contrast may catch a colour on its way to another.
        context = browser.new_context(viewport=viewport, base_url=live_site, locale=locale, reduced_motion="reduce")
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE_FOR_PAGES)
        context.add_cookies([{"name": "django_language", "value": language, "url": live_site}])
        if person is not None:
            client = Client()
            client.force_login(person)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site}])
        page = context.new_page()

        def note(words):
            if not _REFUSED.search(words) and not any(re.search(pattern, words) for pattern in may_say):
                said.append(words)

        page.on("console", lambda message: note(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: note(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not said, "the console says: " + "\n".join(said)


@pytest.fixture
def shot():
    """``shot(page, name)``: keep a picture of the page in ``out/screenshots/``, *whole* or as the screen shows it."""

    def keep(page: Page, name: str, *, whole: bool = True) -> Path:
        page.wait_for_load_state()
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}-{page.viewport_size['width']}.png"
        page.screenshot(path=path, full_page=whole)
        return path

    return keep


@pytest.fixture
def no_axe_violations():
    """``no_axe_violations(page)``: the page meets WCAG 2.2 AA as far as axe-core can tell."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a click returns as soon as the next page begins to arrive
        page.evaluate(AXE.read_text("utf-8"))
        options = {"runOnly": {"type": "tag", "values": STANDARD}}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        assert not [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]

    return check


@pytest.fixture
def fits():
    """``fits(page)``: nothing makes the page itself scroll sideways."""

    def check(page: Page) -> None:
        page.wait_for_load_state()
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        cut = page.evaluate("""[...document.querySelectorAll('details[open] > .menu-sheet')].filter((one) => {
            const { left, right } = one.getBoundingClientRect();
            return left < 0 || right > document.documentElement.clientWidth;
        }).length""")
        assert not cut, "a menu that is open is cut off at the side"
        assert wide <= room, f"the page is {wide} px wide in a window of {room} px"

    return check


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet():
    """What earlier tests in the same process tried too often does not count against this one."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_reading_is_known_yet():
    """The readings of earlier tests in the same process are gone, and their keys may come back."""
    kept.forget()
