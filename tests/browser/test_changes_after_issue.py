"""After issue, as it is clicked: the lead moves, the city's letter repeats a task, the clock is stopped."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from luoshi.duban import clock
from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import Notice, SourceKind, State, Task, TaskSource
from tests.browser.under_way import under_way
from tests.duban.tasks.given import a_plan
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, the

pytestmark = pytest.mark.django_db(transaction=True)

PAPER = {"name": "调度会纪要.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 minutes of the meeting"}


@pytest.fixture
def plan(cast):
    return a_plan(cast, "县委全会讲话任务分解")


def ready(page):
    """The parts that follow the upper part of a task's page are there."""
    page.get_by_role("heading", name="经过").wait_for()
    page.get_by_role("heading", name="来源").wait_for()
    expect(page.locator(".task-part")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_lead_moves_by_word_of_mouth_and_the_paper_follows(
    cast, plan, page_as, shot, no_axe_violations, fits, width
):
    """Five clicks and three fields: 变更, take the old lead off, choose the new one, the kind of basis, save."""
    today = clock.today()
    task = under_way(
        cast, plan, "疏浚柳溪河18公里，打通行洪卡口。", due=today - timedelta(days=12), supporting=(FINANCE,)
    )
    page = page_as(cast.chen, width=width)
    page.goto(f"/tasks/{task.pk}/")
    ready(page)
    assert page.get_by_text("逾期12天").count() == 2

    page.get_by_role("link", name="变更", exact=True).click()
    page.get_by_role("button", name="移除 青禾县水利局").click()
    page.get_by_label("牵头单位").fill("县住建局")
    page.get_by_role("option", name=HOUSING).click()
    page.get_by_label("完成时限").fill((today + timedelta(days=60)).isoformat())
    page.get_by_label("依据类型").select_option("oral")
    page.get_by_role("textbox", name="依据").fill("赵县长在调度会上口头明确")
    no_axe_violations(page)
    shot(page, "lead-moves-form")
    page.get_by_role("button", name="保存变更").click()
    ready(page)

    # The old limit and the first bureau's days remain, the second starts clean.
    gone = page.locator(".unit-gone")
    gone.get_by_text("曾逾期12天").wait_for()
    first = page.locator(".unit-row", has=page.get_by_text(HOUSING, exact=True)).first
    assert first.get_by_text("逾期").count() == 0
    page.locator(".task-head").get_by_text("首次时限").wait_for()
    page.locator(".task-head").get_by_text("曾逾期12天").wait_for()
    assert {one.unit.name for one in Notice.objects.filter(task=task)} == {WATER, HOUSING, FINANCE}
    no_axe_violations(page)
    fits(page)
    shot(page, "lead-moved")

    # Weeks later the minutes are there: choose the file, upload.
    page.get_by_label("补附书面依据").set_input_files(PAPER)
    page.get_by_role("button", name="上传").click()
    page.get_by_text("已附上书面依据。").wait_for()
    ready(page)
    page.get_by_role("link", name="调度会纪要.pdf").wait_for()
    page.get_by_text("补附书面依据：调度会纪要.pdf").wait_for()

    now = Task.objects.get(pk=task.pk)
    assert (late_days(the(task), now, today), late_days(the(task, HOUSING), now, today)) == (12, 0)


@pytest.mark.parametrize("who", ["sun", "wu"])
def test_both_sides_see_what_happened(cast, plan, page_as, who):
    today = clock.today()
    task = under_way(cast, plan, "疏浚柳溪河18公里。", due=today - timedelta(days=12))
    page = page_as(cast.chen)
    page.goto(f"/tasks/{task.pk}/change/")
    page.get_by_role("button", name="移除 青禾县水利局").click()
    page.get_by_label("牵头单位").fill("县住建局")
    page.get_by_role("option", name=HOUSING).click()
    page.get_by_label("依据类型").select_option("oral")
    page.get_by_role("textbox", name="依据").fill("赵县长在调度会上口头明确")
    page.get_by_role("button", name="保存变更").click()
    ready(page)
    page = page_as(getattr(cast, who))
    page.goto("/")
    page.get_by_text("赵县长在调度会上口头明确").first.wait_for()
    page.goto(f"/tasks/{task.pk}/")
    ready(page)
    page.get_by_text("口头：赵县长在调度会上口头明确").first.wait_for()


@pytest.fixture
def letter(cast, plan):
    """The plan's task, and one that the city's letter asks for in other words, a month earlier."""
    today = clock.today()
    kept = under_way(
        cast, plan, "完成3座水库除险加固，年底前通过竣工验收。", due=today + timedelta(days=60), supporting=(HOUSING,)
    )
    city = a_plan(cast, "市政府办来函任务")
    other = under_way(
        cast, city, "加快完成3座水库除险加固并通过验收。", due=today + timedelta(days=30), supporting=(FINANCE,)
    )
    TaskSource.objects.filter(task=other).update(
        kind=SourceKind.STATEMENT, quote="请你县加快完成3座水库除险加固并通过验收。", limit_text="下月底前"
    )
    sign([kept, other])
    return kept, other


@pytest.mark.parametrize("width", [1440, 390])
def test_the_citys_letter_repeats_a_task(cast, letter, page_as, shot, no_axe_violations, fits, width):
    """Five clicks: 更多, 与另一任务并案, 与它并案, the kind of basis, 并案; and one field."""
    kept, other = letter
    page = page_as(cast.chen, width=width)
    page.goto(f"/tasks/{other.pk}/")
    page.get_by_text("更多", exact=True).click()
    page.get_by_role("link", name="与另一任务并案").click()
    page.get_by_role("link", name="完成3座水库除险加固").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "merge-candidates")
    page.get_by_role("link", name="与它并案").click()
    page.get_by_label("依据类型").select_option("document")
    page.get_by_role("textbox", name="依据").fill("市政府办〔2026〕9号函")
    no_axe_violations(page)
    fits(page)
    shot(page, "merge-confirm")
    page.get_by_role("button", name="并案").click()
    page.get_by_text("今后只反馈一次").first.wait_for()
    page.get_by_text("这项任务已并入").wait_for()
    ready(page)
    shot(page, "merged-other")

    page.goto(f"/tasks/{kept.pk}/")
    ready(page)
    page.get_by_text("赵县长于2026年7月10日口头交办").wait_for()
    page.get_by_text("请你县加快完成3座水库除险加固并通过验收。").wait_for()
    page.locator(".unit-list").get_by_text(FINANCE, exact=True).wait_for()
    no_axe_violations(page)
    shot(page, "merged-kept")
    assert Task.objects.get(pk=other.pk).state == State.WITHDRAWN

    # The unit reports once.
    page = page_as(cast.sun, width=width)
    page.goto(f"/tasks/{kept.pk}/")
    page.locator(".unit-side").get_by_role("link", name="反馈", exact=True).wait_for()
    page.goto(f"/tasks/{other.pk}/")
    page.get_by_text("这项任务已并入").wait_for()
    assert page.locator(".unit-side").get_by_role("link", name="反馈", exact=True).count() == 0


def test_another_task_is_found_by_a_word(cast, letter, plan, page_as):
    kept, _other = letter
    under_way(cast, plan, "压减一般性支出。", due=clock.today() + timedelta(days=30), lead=FINANCE)
    page = page_as(cast.chen)
    page.goto(f"/tasks/{kept.pk}/merge/")
    page.get_by_role("searchbox").fill("一般性")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="压减一般性支出").wait_for()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_clock_is_stopped_and_runs_again(cast, plan, page_as, shot, no_axe_violations, width):
    task = under_way(cast, plan, "建设城区第二水源。", due=clock.today() + timedelta(days=30))
    page = page_as(cast.chen, width=width)
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_text("更多", exact=True).click()
    page.get_by_role("link", name="中止").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("依据类型").select_option("meeting")
    dialog.get_by_role("textbox", name="依据").fill("县政府第10次常务会议")
    no_axe_violations(page)
    shot(page, "suspend-dialog", whole=False)
    dialog.get_by_role("button", name="中止").click()
    page.get_by_text("已中止，时限从今天起停止计算。").wait_for()
    page.locator(".task-head").get_by_text("中止中").wait_for()

    page.goto("/supervision/?tab=suspended")
    page.get_by_role("link", name="恢复办理").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("依据类型").select_option("oral")
    dialog.get_by_role("textbox", name="依据").fill("要素已落实")
    dialog.get_by_role("button", name="恢复办理").click()
    page.get_by_text("已恢复办理，时限按中止天数顺延。").wait_for()
    page.get_by_text("没有中止的任务").wait_for()
    assert Task.objects.get(pk=task.pk).suspended_since is None


def test_what_is_refused_is_said_on_a_page_that_keeps_what_was_typed(cast, plan, page_as, no_axe_violations):
    task = under_way(cast, plan, "建设城区第二水源。", due=clock.today() + timedelta(days=30))
    page = page_as(cast.chen)
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_text("更多", exact=True).click()
    page.get_by_role("link", name="撤销").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    page.wait_for_url("**/withdraw/")
    page.locator(".field-errors").first.wait_for()
    no_axe_violations(page)
    page.get_by_label("依据类型").select_option("document")
    page.get_by_role("textbox", name="依据").fill("青政办发〔2026〕30号")
    page.get_by_role("button", name="撤销").click()
    page.get_by_text("已撤销；任务保留在记录中。").wait_for()
    page.get_by_role("link", name="恢复任务").wait_for()
