"""The ledger as a supervisor works with it: search, filters, order, columns, views, selection, files."""

from datetime import timedelta

import pytest

from luoshi.duban import clock
from luoshi.duban.tasks.actions.file_report import file_report
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
