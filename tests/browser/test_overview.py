"""Monday morning: what turned red or will, why, and who was asked when; charts with their tables and rows."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.clocks import stand_at
from tests.duban.oversight.dashboards.given import GAUGES, MONDAY, RESERVOIRS, ROOFS, a_monday

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_monday(monkeypatch):
    stand_at(monkeypatch, MONDAY)


@pytest.fixture
def county(cast):
    return a_monday(cast)


SIZES = ((1440, 900), (390, 844), (1920, 1080))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_head_of_supervision_sees_what_turned_red(
    cast, county, page_as, shot, fits, no_axe_violations, width, height
):
    page = page_as(cast.wang, width=width, height=height)
    page.goto("/overview/")
    turned = page.locator("section", has=page.get_by_role("heading", name=re.compile("以来变红变黄")))
    roofs = turned.locator("li", has_text=ROOFS.rstrip("。"))
    expect(roofs).to_contain_text("红灯")
    expect(roofs).to_contain_text("已过时限4天")
    missing = page.locator("section", has=page.get_by_role("heading", name=re.compile("将要误期")))
    expect(missing.locator("li", has_text=GAUGES.rstrip("。"))).to_contain_text("赶不上时限")
    expect(page.locator("#landed-chart svg")).to_be_visible()
    expect(page.locator("#trend-chart svg")).to_be_visible()
    no_axe_violations(page)
    fits(page)
    shot(page, "overview")
    for name, address in (
        ("timeline", "timeline/"),
        ("timeline-week", "timeline/?scale=week"),
        ("workload", "workload/"),
        ("bottlenecks", "bottlenecks/"),
    ):
        page.goto(f"/overview/{address}")
        expect(page.locator(".chart svg").first).to_be_visible()
        no_axe_violations(page)
        fits(page)
        shot(page, f"overview-{name}")
    page.goto("/overview/?by=unit")
    page.get_by_role("button", name="数据表").first.click()
    expect(page.locator("#landed-figures")).to_be_visible()
    shot(page, "overview-unit")
    page.goto("/overview/tasks/?fate=overdue")
    shot(page, "overview-rows")
