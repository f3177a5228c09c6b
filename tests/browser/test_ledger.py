"""The ledger as a supervisor works with it: search, filters, order, columns, views, selection, files."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client
from playwright.sync_api import expect

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import LedgerView, State, Task
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import by_page, done, progress, the

pytestmark = pytest.mark.django_db(transaction=True)

WATER, HOUSING, FINANCE, FARMING = "青禾县水利局", "青禾县住房和城乡建设局", "青禾县财政局", "青禾县农业农村局"
TOWN = "临川镇人民政府"
#: What is issued: the words, who leads, who supports, and in how many days it is due.
ISSUED = (
    ("完成3座病险水库除险加固，汛期前通过竣工验收。", WATER, (FINANCE, TOWN), -12),
    ("年底前疏浚柳溪河干流18公里，清理沿河堆放的建筑垃圾，恢复河道行洪能力。", WATER, (TOWN,), 5),
    ("改造老旧小区12个，惠及居民3400户。", HOUSING, (FINANCE,), 26),
    ("新建高标准农田2万亩，配套机耕路46公里。", FARMING, (WATER, FINANCE), 60),
    ("压减一般性支出5%以上，盘活存量资金。", FINANCE, (), -3),
    ("建立水库巡查责任制，落实巡查人员。", WATER, (TOWN, "石桥乡人民政府"), None),
    ("更新城区供水管网26公里，漏损率控制在9%以内。", HOUSING, (WATER,), 90),
    ("农村饮水安全问题动态清零。", WATER, (FARMING, TOWN), 150),
)


@pytest.fixture
def tasks(cast):
    plan = a_plan(cast, "县政府工作报告任务分解")
    today = clock.today()
    made = [
        a_task(
            cast,
            plan,
            text,
            lead=lead,
            supporting=supporting,
            due=today + timedelta(days=days) if days is not None else None,
            issued=True,
        )
        for text, lead, supporting, days in ISSUED
    ]
    said = "大坝灌浆已全部完成，溢洪道浇筑过半，因连续降雨进场道路中断4天，已抢通。"
    file_report(the(made[0]), actor=cast.sun, said=progress(said, percent=60), came=by_page(on=today))
    file_report(
        the(made[2], HOUSING),
        actor=cast.wu,
        said=progress("已开工9个小区。", percent=45),
        came=by_page("吴联络", today),
    )
    file_report(
        the(made[1]), actor=cast.sun, said=done("18公里全部疏浚，垃圾清运完毕。", percent=100), came=by_page(on=today)
    )
    return made


def titles(page):
    return page.locator(".ledger-title").all_inner_texts()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_ledger_is_searched_and_filtered(cast, tasks, page_as, shot, no_axe_violations, fits, width):
    page = page_as(cast.chen, width=width)
    page.goto("/tasks/")
    page.get_by_role("link", name="农村饮水安全问题动态清零").wait_for()
    fits(page)
    no_axe_violations(page)
    shot(page, "ledger")
    # a word of two characters
    page.get_by_role("searchbox").fill("水库")
    page.get_by_role("button", name="查找").click()
    page.get_by_text("“水库”").wait_for()
    assert len(titles(page)) == 2
    # a unit, in its role, and a state
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("单位", exact=True).fill("财政")
    page.get_by_role("option", name=FINANCE).click()
    page.get_by_label("单位职责").select_option("supporting")
    page.get_by_label("办理中").check()
    fits(page)
    no_axe_violations(page)
    shot(page, "ledger-filters")
    page.get_by_role("button", name="应用筛选").click()
    page.get_by_text("青禾县财政局（配合）").wait_for()
    assert titles(page) == ["完成3座病险水库除险加固，汛期前通过竣工验收"]
    assert page.get_by_text("已逾期12天").is_visible()
    no_axe_violations(page)
    shot(page, "ledger-narrowed")
    # each condition can be taken away alone
    page.get_by_role("link", name="去掉条件 查找：“水库”").click()
    page.get_by_text("改造老旧小区12个").wait_for()
    assert len(titles(page)) == 2


@pytest.mark.parametrize("width", [1440, 390])
def test_an_empty_list_says_what_to_loosen(cast, tasks, page_as, shot, no_axe_violations, width):
    page = page_as(cast.chen, width=width)
    page.goto("/tasks/?q=水库&due=7")
    page.get_by_text("没有符合条件的任务").wait_for()
    no_axe_violations(page)
    shot(page, "ledger-nothing")
    page.get_by_role("link", name="去掉“时限：7日内到期”，有2项").click()
    page.get_by_role("link", name="建立水库巡查责任制").wait_for()
    assert len(titles(page)) == 2


@pytest.mark.parametrize("width", [1440, 390])
def test_rows_are_sorted_by_a_heading_and_columns_are_chosen(
    cast, tasks, page_as, shot, no_axe_violations, fits, width
):
    page = page_as(cast.chen, width=width)
    page.goto("/tasks/")
    if width > 800:
        page.get_by_role("columnheader", name="完成时限").get_by_role("link").click()
    else:  # cards have no headings: the order is chosen in the panel
        page.get_by_role("button", name="筛选").click()
        page.get_by_label("排序").select_option("due")
        page.get_by_role("button", name="应用筛选").click()
    page.wait_for_url("**sort=due*")
    assert titles(page)[0] == "完成3座病险水库除险加固，汛期前通过竣工验收"
    assert titles(page)[-1] == "建立水库巡查责任制，落实巡查人员"
    page.get_by_role("button", name="列", exact=True).click()
    page.get_by_role("checkbox", name="配合单位").uncheck()
    page.get_by_role("checkbox", name="逾期天数").check()
    page.get_by_role("checkbox", name="任务来源").check()
    page.get_by_role("button", name="状态前移").click()
    fits(page)
    no_axe_violations(page)
    shot(page, "ledger-columns")
    page.get_by_role("button", name="显示这些列").click()
    page.get_by_text("赵县长 2026-07-10 口头交办").first.wait_for()
    page.wait_for_url("**sort=due*")
    no_axe_violations(page)
    shot(page, "ledger-other-columns")
    habit = LedgerView.objects.get(owner=cast.chen, name="")
    assert habit.columns == [
        "number",
        "title",
        "answering",
        "state",
        "limit",
        "light",
        "progress",
        "source",
        "late_days",
    ]
    # the next time they are still there, for this person alone
    page.goto("/tasks/")
    page.get_by_text("赵县长 2026-07-10 口头交办").first.wait_for()
    other = page_as(cast.li, width=width)
    other.goto("/tasks/")
    other.get_by_role("link", name="农村饮水安全问题动态清零").wait_for()
    assert other.get_by_text("口头交办").count() == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_a_view_is_saved_shared_and_come_back_to(cast, tasks, page_as, shot, no_axe_violations, fits, width):
    page = page_as(cast.chen, width=width)
    page.goto("/tasks/?due=overdue&sort=due")
    page.get_by_role("button", name="保存为视图").click()
    page.get_by_label("视图名称").fill("逾期未办结")
    page.get_by_label("本机构共用").check()
    page.get_by_label("打开任务时先显示").check()
    no_axe_violations(page)
    shot(page, "ledger-save-view", whole=False)
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存视图“逾期未办结”。").wait_for()
    # the ledger opens with it
    page.goto("/tasks/")
    page.get_by_role("link", name="逾期未办结").wait_for()
    assert len(titles(page)) == 2
    # other filters within it are shown as a change of the view, which can be renewed
    page.get_by_role("link", name="全部时限").click()
    page.get_by_role("button", name="更新视图").wait_for()
    assert len(titles(page)) == len(ISSUED)
    fits(page)
    no_axe_violations(page)
    shot(page, "ledger-view")
    page.get_by_role("link", name="逾期未办结").click()
    expect(page.locator(".ledger-title")).to_have_count(2)
    # a colleague finds it, and may see all tasks
    other = page_as(cast.sun, width=width)
    other.goto("/tasks/")
    other.get_by_role("link", name="逾期未办结").click()
    other.get_by_text("已逾期12天").wait_for()
    assert titles(other) == ["完成3座病险水库除险加固，汛期前通过竣工验收"]
    # it is removed, and no task with it
    page.get_by_text("视图", exact=True).click()
    fits(page)
    shot(page, "ledger-view-menu", whole=False)
    page.get_by_role("button", name="删除视图").click()
    page.get_by_role("button", name="确定").click()
    page.get_by_text("已删除视图，任务不受影响。").wait_for()
    assert len(titles(page)) == len(ISSUED)


def test_selected_rows_are_exported(cast, tasks, page_as, shot, no_axe_violations):
    page = page_as(cast.chen)
    page.goto("/tasks/")
    page.get_by_role("checkbox", name=re.compile("督2026-001")).check()
    page.get_by_role("checkbox", name=re.compile("督2026-003")).check()
    page.get_by_text("已选2项").wait_for()
    no_axe_violations(page)
    shot(page, "ledger-selected")
    with page.expect_download() as download:
        page.get_by_role("group", name="对所选任务").get_by_role("button", name="导出 Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert [sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1)] == ["督2026-001", "督2026-003"]
    # the page is still there, and the whole list is exported with its filters
    page.get_by_role("link", name="已过时限").click()
    page.wait_for_url("**due=overdue*")
    page.get_by_text("导出", exact=True).click()
    shot(page, "ledger-export", whole=False)
    with page.expect_download() as download:
        page.get_by_role("link", name="当前各列 CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["督2026-001", "督2026-005"]
    recorded = Event.objects.filter(verb="ledger.exported").order_by("id")
    assert [event.after["count"] for event in recorded] == [2, 2]


def test_all_that_match_are_selected(cast, tasks, page_as, shot, no_axe_violations):
    for place in range(60):
        a_task(cast, tasks[0].plan, f"整治第{place}处隐患。", lead=FINANCE, issued=True)
    page = page_as(cast.chen, width=390)
    page.goto("/tasks/?q=隐患")
    page.get_by_role("checkbox", name=re.compile("整治第7处隐患")).check()
    page.get_by_text("已选1项").wait_for()
    assert page.get_by_role("button", name="选择全部60项").count() == 0
    page.get_by_role("button", name="取消选择").click()
    page = page_as(cast.chen)
    page.goto("/tasks/?q=隐患")
    page.get_by_label("选择本页全部任务").check()
    page.get_by_text("已选50项").wait_for()
    page.get_by_role("button", name="选择全部60项").click()
    page.get_by_text("已选全部60项").wait_for()
    no_axe_violations(page)
    with page.expect_download() as download:
        page.get_by_role("group", name="对所选任务").get_by_role("button", name="导出 Excel").click()
    assert openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active.max_row == 63
    # one tick less, and no longer all are meant
    page.get_by_role("checkbox", name=re.compile("整治第1处隐患")).uncheck()
    page.get_by_text("已选49项").wait_for()


def test_without_a_script_everything_is_a_form(cast, tasks, browser, live_site):
    """Filters and columns are pages of their own, and selections are sent by plain buttons."""
    client = Client()
    client.force_login(cast.chen)
    context = browser.new_context(base_url=live_site, java_script_enabled=False, locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site}])
    page = context.new_page()
    page.goto("/tasks/")
    page.get_by_role("link", name="筛选").click()
    page.get_by_label("时限").select_option("overdue")
    page.get_by_role("button", name="应用筛选").click()
    assert len(titles(page)) == 2
    page.get_by_role("checkbox", name=re.compile("督2026-005")).check()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert [sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1)] == ["督2026-005"]
    context.close()


def test_a_late_task_keeps_its_state(cast, tasks, page_as):
    page = page_as(cast.chen)
    page.goto("/tasks/")
    row = page.get_by_role("row", name=re.compile("督2026-001"))
    assert row.get_by_text("办理中").is_visible()
    assert row.get_by_text("已逾期12天").is_visible()
    assert Task.objects.get(number="督2026-001").state == State.IN_PROGRESS
