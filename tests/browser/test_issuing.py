"""From proposal to issue and a change after it, as the people concerned click it."""

import pytest

from luoshi.duban.tasks.models import Plan, PlanState, Task
from tests.duban.fonts import has_fonts
from tests.duban.tasks.given import a_plan, a_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(cast):
    plan = a_plan(cast, "县委全会讲话任务分解")
    a_task(cast, plan, "完成3座水库除险加固，年底前通过竣工验收。", supporting=("青禾县财政局", "临川镇人民政府"))
    a_task(cast, plan, "新建高标准农田2万亩。", lead="青禾县农业农村局", due=None)
    return plan


@pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts")
def test_one_proposes_another_approves_and_issues(cast, plan, page_as, shot, no_axe_violations):
    page = page_as(cast.chen)
    page.goto(f"/plans/{plan.pk}/approval/")
    page.get_by_label("立项依据").fill("县长7月12日批示：同意立项。")
    page.get_by_role("button", name="送审立项").click()
    page.get_by_text("送审人不能审批自己送审的方案").wait_for()
    shot(page, "approval-proposed")

    page = page_as(cast.wang)
    page.goto(f"/plans/{plan.pk}/approval/")
    no_axe_violations(page)
    page.get_by_role("button", name="批准立项").click()
    page.get_by_label("文号").fill("青督字[2026]12号")
    no_axe_violations(page)
    shot(page, "approval-approved")
    page.get_by_role("button", name="印发并交办").click()
    page.get_by_role("link", name="印发件 PDF").wait_for()
    no_axe_violations(page)
    shot(page, "approval-issued")
    assert Plan.objects.get(pk=plan.pk).state == PlanState.ISSUED
    with page.expect_download() as download:
        page.get_by_role("link", name="印发件 PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_lead_of_a_task_is_changed_on_a_basis(cast, plan, page_as, shot, no_axe_violations, width):
    task = a_task(cast, plan, "疏浚柳溪河18公里。", supporting=("青禾县财政局",), issued=True)
    page = page_as(cast.chen, width=width)
    page.goto(f"/tasks/{task.pk}/")
    no_axe_violations(page)
    page.get_by_role("link", name="变更").click()
    page.wait_for_url("**/change/")
    page.get_by_role("button", name="移除 青禾县水利局").click()
    page.get_by_label("牵头单位").fill("县住建局")
    page.get_by_role("option", name="青禾县住房和城乡建设局").click()
    page.get_by_label("完成时限").fill("11月底前")
    page.get_by_label("依据类型").select_option("oral")
    page.get_by_label("依据", exact=False).last.fill("赵县长在调度会上口头明确")
    no_axe_violations(page)
    shot(page, "task-change")
    page.get_by_role("button", name="保存变更").click()
    page.get_by_text("已变更，改动和依据已记入任务经过。").wait_for()
    shot(page, "task-changed")
    units = Task.objects.get(pk=task.pk).assignments.values_list("name", "role", "state")
    assert ("青禾县住房和城乡建设局", "lead", "issued") in units
    assert ("青禾县水利局", "lead", "withdrawn") in units


@pytest.mark.parametrize("width", [1440, 390])
def test_the_list_of_tasks_is_searched(cast, plan, page_as, shot, no_axe_violations, width):
    a_task(cast, plan, "疏浚柳溪河18公里。", issued=True)
    a_task(cast, plan, "压减一般性支出。", lead="青禾县财政局", issued=True)
    page = page_as(cast.chen, width=width)
    page.goto("/tasks/")
    no_axe_violations(page)
    shot(page, "tasks")
    page.get_by_role("searchbox").fill("柳溪")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="疏浚柳溪河18公里").wait_for()
    assert page.get_by_text("压减一般性支出").count() == 0
