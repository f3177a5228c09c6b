"""Monday morning: what turned red or will, why, and who was asked when; charts with their tables and rows."""

import io
import re
import time

import openpyxl
import pytest
from django.db import transaction
from playwright.sync_api import expect

from luoshi.duban.oversight.reminders.actions.chase import chase_tasks
from tests.browser.clocks import stand_at
from tests.browser.hand import Hand, Tally
from tests.duban.cast import PASSWORD
from tests.duban.oversight.dashboards.given import GAUGES, MONDAY, RESERVOIRS, ROOFS, a_monday

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_monday(monkeypatch):
    stand_at(monkeypatch, MONDAY)


@pytest.fixture
def county(cast):
    return a_monday(cast)


def figures(page, key):
    """The rows of a chart's table as a person reads them."""
    rows = page.locator(f"#{key}-figures tbody tr")
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows.all()]


SIZES = ((1440, 900), (390, 844), (1920, 1080))


@pytest.mark.parametrize(("width", "height", "clicks"), [(1440, 900, 1), (390, 844, 2)])
def test_from_signing_in_to_what_turned_red_it_is_two_clicks_at_most(
    cast, county, page_as, shot, width, height, clicks
):
    page, tally = page_as(width=width, height=height), Tally()
    hand, began = Hand(page, tally), time.monotonic()
    tally.begin("sign in")
    page.goto("/")
    page.get_by_label("登录名").fill("wang")
    page.get_by_label("密码").fill(PASSWORD)
    hand.click(page.get_by_role("button", name="登录"))
    page.get_by_role("heading", name="我的工作").wait_for()
    tally.begin("look")
    if width < 1000:
        hand.click(page.get_by_role("button", name="菜单"))
    hand.click(page.get_by_role("link", name="总览", exact=True).locator("visible=true"))
    turned = page.locator("section", has=page.get_by_role("heading", name=re.compile("以来变红变黄")))
    roofs = turned.locator("li", has_text=ROOFS.rstrip("。"))
    expect(roofs).to_contain_text("已过时限4天")
    expect(roofs).to_contain_text("还没有催问过")
    expect(roofs).to_be_in_viewport()
    missing = page.locator("section", has=page.get_by_role("heading", name=re.compile("将要误期")))
    expect(missing.locator("li", has_text=GAUGES.rstrip("。"))).to_contain_text("赶不上时限")
    shot(page, "monday", whole=False)
    assert tally.stages["look"][0] == clicks <= 2
    assert time.monotonic() - began < 60


def test_who_was_asked_when_stands_beside_what_turned_red(cast, county, page_as):
    page = page_as(cast.wang)
    with transaction.atomic():
        chase_tasks([county[ROOFS]], actor=cast.wang, words="请报进展。")
    page.goto("/overview/")
    turned = page.locator("section", has=page.get_by_role("heading", name=re.compile("以来变红变黄")))
    roofs = turned.locator("li", has_text=ROOFS.rstrip("。"))
    expect(roofs).to_contain_text("2026-10-12 08:30 王主任 人工催办：吴联络")
    expect(roofs).to_contain_text("请报进展。")


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


def test_a_chart_has_its_table_and_leads_to_its_rows(cast, county, page_as, shot, tmp_path):
    page = page_as(cast.wang)
    page.goto("/overview/?by=unit")
    expect(page.locator("#landed-chart")).to_have_attribute("role", "img")
    expect(page.locator("#landed-sentence")).to_contain_text(
        "共7项：办结2项（其中逾期1项），正在办理3项，逾期未办结2项"
    )
    expect(page.locator("#landed-figures")).to_be_hidden()
    page.locator("section", has=page.locator("#landed-title")).get_by_role("button", name="数据表").click()
    assert figures(page, "landed") == [
        ["青禾县住房和城乡建设局", "0", "0", "1", "1"],
        ["青禾县水利局", "1", "0", "1", "1"],
        ["青禾县财政局", "0", "1", "1", "0"],
    ]
    drawn = page.locator("#landed-chart svg text")
    assert "青禾县水利局" in drawn.all_text_contents(), "the chart names what the table names"

    with page.expect_download() as download:
        page.locator("section", has=page.locator("#landed-title")).get_by_role("link", name="Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    written = [[str(cell.value) for cell in row[:5]] for row in sheet.iter_rows(min_row=4, max_row=6)]
    assert written == figures(page, "landed")
    with page.expect_download() as download:
        page.locator("section", has=page.locator("#landed-title")).get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename == "落实情况（按牵头单位）.png"
    picture = shot(page, "overview-table").parent / "landed.png"
    download.value.save_as(picture)
    assert picture.read_bytes().startswith(b"\x89PNG")

    page.locator("#landed-figures").get_by_role("row", name="青禾县水利局").get_by_role("link", name="1").last.click()
    page.wait_for_url("**/overview/tasks/?lead=*&fate=overdue")
    expect(page.get_by_role("link", name=RESERVOIRS.rstrip("。"))).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_click_into_a_bar_opens_its_rows(cast, county, page_as):
    page = page_as(cast.wang)
    page.goto("/overview/")
    svg = page.locator("#landed-chart svg")
    expect(svg).to_be_visible()
    box = svg.bounding_box()
    # The last part of the only bar is what is overdue; its right end lies at the axis' end.
    page.mouse.click(box["x"] + box["width"] - 40, box["y"] + 34 + (box["height"] - 60) / 2)
    page.wait_for_url("**/overview/tasks/?register=*&fate=overdue")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_the_bars_of_the_timeline_open_their_tasks(cast, county, page_as):
    page = page_as(cast.wang)
    page.goto("/overview/timeline/")
    page.locator("#timeline-chart svg text", has_text="督2026-001").click()
    page.wait_for_url(f"**/tasks/{county[RESERVOIRS].pk}/")


def test_on_paper_the_tables_are_printed(cast, county, page_as, shot):
    page = page_as(cast.wang)
    page.goto("/overview/")
    page.emulate_media(media="print")
    expect(page.locator("#landed-figures")).to_be_visible()
    expect(page.get_by_role("link", name="Excel").first).to_be_hidden()
    page.pdf(path=shot(page, "overview-print").parent / "overview.pdf")
