"""日历订阅 as it is clicked."""

import re

import pytest
from playwright.sync_api import expect

from tests.duban.tasks.life.given import an_issued_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_liaison_subscribes_and_stops(cast, page_as, shot, no_axe_violations, fits, width):
    an_issued_task(cast)
    page = page_as(cast.sun, width=width)
    page.goto("/")
    page.locator(".person summary").click()
    page.get_by_role("link", name="日历订阅").click()
    page.get_by_role("button", name="生成订阅地址").click()
    expect(page.get_by_label("订阅地址", exact=True).last).to_have_value(re.compile(r"/calendar/.+\.ics"))
    no_axe_violations(page)
    fits(page)
    shot(page, "feed")
    page.get_by_role("button", name="停止订阅").click()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    page.get_by_text("原地址立即失效").first.wait_for()
    page.get_by_text("还没有订阅地址。").wait_for()
