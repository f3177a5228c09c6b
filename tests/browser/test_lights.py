"""Lights as people meet them: the ledger, a task with its three figures, nodes, a register's rules, what turned."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from luoshi.duban import clock
from luoshi.duban.oversight.actions.give_confidence import give_confidence
from luoshi.duban.oversight.actions.set_milestones import Planned, set_milestones
from luoshi.duban.oversight.lights.renewing import renew_all
from luoshi.duban.oversight.models import Confidence, LightChange, Milestone, RegisterRules
from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.models import Assignment, State, Task
from tests.browser.under_way import hand_in, under_way
from tests.duban.oversight.given import BASIS
from tests.duban.tasks.given import a_plan
from tests.duban.tasks.life.given import FINANCE, HOUSING, progress, the

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = clock.today()


def days(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def county(cast):
    """Lights of every kind, some of which turned today."""
    plan = a_plan(cast, "县委全会讲话任务分解")
    tasks = {
        "late": under_way(cast, plan, "疏浚柳溪河18公里，打通行洪卡口。", due=days(-6), supporting=(HOUSING,)),
        "near": under_way(cast, plan, "修订防汛应急预案并组织演练。", due=days(8)),
        "behind": under_way(
            cast, plan, "完成3座水库除险加固，年底前通过竣工验收。", due=days(60), supporting=(FINANCE,)
        ),
        "fine": under_way(cast, plan, "整治山塘隐患20处。", due=days(75)),
        "done": under_way(cast, plan, "新建农村供水站2处。", due=days(20)),
        "open": under_way(cast, plan, "建设口袋公园。", due=None, lead=HOUSING),
        "stopped": under_way(cast, plan, "建设城区第二水源。", due=days(40)),
    }
    for name, percent in (("behind", 8), ("fine", 55), ("late", 90)):
        said = progress("按计划推进。", percent=Decimal(percent))
        file_report(the(tasks[name]), actor=cast.sun, said=said, came=Came("孙联络", TODAY))
    Assignment.objects.filter(task=tasks["done"]).update(state=State.IN_PROGRESS)
    hand_in(cast, tasks["done"], text="2处供水站建成通水。")
    Task.objects.filter(pk=tasks["stopped"].pk).update(suspended_since=days(-3))
    renew_all(days(-20))
    renew_all(TODAY)
    LightChange.objects.exclude(was="").update(on=TODAY)
    return tasks


@pytest.mark.parametrize("width", [1440, 390])
def test_lights_are_where_tasks_are(cast, county, page_as, shot, no_axe_violations, fits, width):
    behind = Task.objects.get(pk=county["behind"].pk)
    nodes = [Planned(days(20), Decimal(30), "主体开工"), Planned(days(40), Decimal(70), "大坝封顶")]
    set_milestones(behind, nodes, actor=cast.chen, version=behind.version, basis=BASIS)
    give_confidence(behind, actor=cast.chen, percent=80, note="施工队已进场，资金到位。")
    page = page_as(cast.wang, width=width)
    for name, address in (
        ("lights-ledger", "/tasks/"),
        ("lights-task", f"/tasks/{behind.pk}/"),
        ("lights-task-late", f"/tasks/{county['late'].pk}/"),
        ("lights-changes", "/tasks/lights/"),
        ("lights-desk", "/supervision/?tab=suspended"),
        ("lights-milestones", f"/tasks/{behind.pk}/milestones/"),
        ("lights-rules", f"/registers/{cast.register.pk}/lights/"),
        ("lights-unit", f"/units/{cast.unit('青禾县水利局').pk}/tasks/"),
    ):
        page.goto(address)
        page.locator("h1").wait_for()
        no_axe_violations(page)
        fits(page)
        shot(page, name)
    page = page_as(cast.sun, width=width)
    page.goto("/")
    page.locator(".light").first.wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "lights-work")


def test_the_supervisor_says_how_sure_and_enters_a_plan(cast, county, page_as, shot):
    task = county["fine"]
    page = page_as(cast.chen)
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_role("link", name="填把握").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("按时完成的把握").fill("20")
    dialog.get_by_label("说明").fill("两处山塘征地未谈妥")
    shot(page, "lights-confidence")
    dialog.get_by_role("button", name="记下").click()
    expect(page.get_by_text("单位报进度55%，督查员只有20%的把握。")).to_be_visible()
    assert Confidence.objects.get().note == "两处山塘征地未谈妥"
    page.get_by_role("link", name="填节点").click()
    page.get_by_role("button", name="按月预填").click()
    page.get_by_label("节点要求").first.fill("完成设计和招标")
    page.get_by_label("应完成（%）").first.fill("10")
    page.get_by_label("依据", exact=False).last.fill("第5次调度会")
    page.get_by_role("button", name="保存节点").click()
    expect(page.get_by_text("序时进度按节点计算")).to_be_visible()
    expect(page.locator(".light-nodes")).to_contain_text("完成设计和招标")
    assert Milestone.objects.filter(task=task).count() >= 2


def test_rules_are_tried_before_they_count(cast, county, page_as, shot, no_axe_violations, fits):
    page = page_as(cast.wang)
    page.goto(f"/registers/{cast.register.pk}/")
    page.get_by_role("link", name="亮灯规则").click()
    page.get_by_role("button", name="套用 五色").click()
    page.get_by_role("button", name="增加一条").click()
    page.get_by_label("第6条的条件").select_option("overdue")
    page.get_by_label("第6条的数值").fill("9")
    page.get_by_role("button", name="预览会改变什么").click()
    expect(page.get_by_text("第6条规则永远不会用到：第1条已经包括了它。")).to_be_visible()
    shot(page, "lights-rules-wrong")
    page.get_by_role("button", name="删除第6条").click()
    page.get_by_role("button", name="预览会改变什么").click()
    expect(page.get_by_role("heading", name="按新规则，今天会有这些变化")).to_be_visible()
    no_axe_violations(page)
    fits(page)
    shot(page, "lights-rules-preview")
    page.get_by_role("button", name="保存规则").click()
    expect(page.get_by_text("已保存亮灯规则")).to_be_visible()
    assert RegisterRules.objects.get().key == "five"
    page.goto("/tasks/")
    page.get_by_role("link", name="红灯", exact=True).click()
    expect(page.get_by_role("link", name="疏浚柳溪河18公里")).to_be_visible()
