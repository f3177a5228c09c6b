"""A meeting on a wall screen: walk by keyboard, note what is decided, end it, print the minutes."""

from datetime import date

import pytest
from playwright.sync_api import expect

from luoshi.duban.oversight.meetings.models import Meeting, MeetingItem
from luoshi.duban.tasks.models import Remark, Task
from tests.browser.clocks import stand_at
from tests.duban.oversight.dashboards.given import MONDAY, RESERVOIRS, ROOFS, a_monday

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_monday(monkeypatch):
    stand_at(monkeypatch, MONDAY)


@pytest.fixture
def county(cast):
    return a_monday(cast)


def begin(page):
    page.goto("/overview/meetings/")
    page.get_by_role("link", name="新开调度会").first.click()
    page.get_by_label("主持人").fill("赵县长")
    page.get_by_role("button", name="开始").click()
    page.wait_for_url("**/items/1/")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844), (1920, 1080)])
def test_a_meeting_from_its_call_to_its_minutes(cast, county, page_as, shot, fits, no_axe_violations, width, height):
    page = page_as(cast.wang, width=width, height=height)
    page.goto("/overview/meetings/")
    no_axe_violations(page)
    shot(page, "meetings-none")
    page.goto("/overview/meetings/new/")
    no_axe_violations(page)
    fits(page)
    shot(page, "meeting-call")
    begin(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(RESERVOIRS.rstrip("。"))
    expect(page.locator(".meeting-light")).to_contain_text("已过时限12天")
    expect(page.locator(".meeting-facts")).to_contain_text("赵县长 批示")
    no_axe_violations(page)
    fits(page)
    page.get_by_role("textbox", name="议定事项").fill("请财政局月底前拨付工程款。")
    page.get_by_label("办到哪天").fill("2026-10-31")
    page.get_by_text("列为新任务").click()
    page.get_by_role("combobox", name="谁来办").fill("财政")
    page.get_by_role("option", name="青禾县财政局").click()
    shot(page, "meeting-item", whole=False)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/items/2/")
    assert MeetingItem.objects.get(number=1).due == date(2026, 10, 31)
    page.get_by_role("textbox", name="议定事项").fill("倒排工期，每周报一次。")
    page.get_by_role("textbox", name="议定事项").press("ArrowRight")
    assert page.url.endswith("/items/2/"), "who writes stays"
    page.get_by_role("button", name="上一项").click()
    page.wait_for_url("**/items/1/")
    expect(page.get_by_role("textbox", name="议定事项")).to_have_value("请财政局月底前拨付工程款。")
    for number in (2, 3, 4):
        page.get_by_role("button", name="下一项").click()
        page.wait_for_url(f"**/items/{number}/")
    shot(page, "meeting-last", whole=False)
    page.get_by_role("button", name="全部研究完").click()
    expect(page.get_by_role("heading", name="结束会议")).to_be_visible()
    no_axe_violations(page)
    fits(page)
    shot(page, "meeting-whole")
    with page.expect_download() as download:
        page.get_by_role("link", name="会议纪要 Word").click()
    download.value.save_as(shot(page, "meeting-whole").parent / "minutes.docx")
    page.get_by_role("button", name="结束会议").click()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    expect(page.get_by_text("会议已结束，议定事项已经转办。")).to_be_visible()
    shot(page, "meeting-ended")
    plan = Meeting.objects.get().plan
    assert Task.objects.get(plan=plan).text == "请财政局月底前拨付工程款。"
    assert Remark.objects.filter(task=county[ROOFS]).count() == 1
    page.get_by_role("link", name="议定事项", exact=False).last.click()
    expect(page.get_by_text("请财政局月底前拨付工程款").first).to_be_visible()


def test_two_people_at_once(cast, county, page_as, shot, fits):
    first, second = page_as(cast.chen), page_as(cast.li)
    begin(first)
    second.goto(first.url)
    for page, words in ((first, "请财政局先拨付三成。"), (second, "每周报一次。")):
        page.get_by_role("textbox", name="议定事项").fill(words)
        page.get_by_role("button", name="保存").click()
    expect(second.get_by_text("陈明已修改了这一项")).to_be_visible()
    expect(second.locator(".conflict-table")).to_contain_text("请财政局先拨付三成。")
    expect(second.get_by_role("textbox", name="议定事项")).to_have_value("每周报一次。")
    fits(second)
    shot(second, "meeting-conflict")
    second.get_by_role("button", name="保存").click()
    expect(second.locator(".conflict-table")).to_have_count(0)
    assert MeetingItem.objects.get(number=1).decision == "每周报一次。"
