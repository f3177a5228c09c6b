"""31 December: what is unfinished goes on in next year's register with its number, limits and days late."""

import pytest

from luoshi.duban import clock
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.lateness import task_overdue_days
from luoshi.duban.tasks.models import CarryOver, State
from tests.browser.clocks import stand_at
from tests.duban.fonts import has_fonts
from tests.duban.tasks.carrying.given import FARMS, LAST_DAY, ROADS, WATER, a_year, the
from tests.duban.tasks.given import a_plan, a_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_the_last_day(monkeypatch):
    stand_at(monkeypatch, LAST_DAY)


@pytest.fixture
def year(cast):
    year = a_year(cast)
    plan = a_plan(cast, "政府工作报告任务分解")
    for text in (
        "改造提升农村户厕300户。",
        "开通城乡公交线路4条。",
        "新增护理型床位120张。",
        "新建改建农村公路18公里。",
    ):
        a_task(cast, plan, text, lead="青禾县农业农村局", due=None, issued=True)
    return year


@pytest.mark.parametrize("width", [1440, 390])
def test_the_head_of_supervision_carries_the_year_over(cast, year, page_as, shot, fits, no_axe_violations, width):
    page = page_as(cast.wang, width=width)
    page.goto(f"/registers/{year.pk}/")
    page.get_by_role("link", name="年度结转").click()
    count = page.locator(".carry-count")
    count.get_by_text("7", exact=True).wait_for()
    assert page.get_by_role("checkbox", checked=True).count() == 7
    no_axe_violations(page)
    fits(page)
    shot(page, "carry-over")

    row = page.locator("tr", has_text="硬化村组道路")
    row.get_by_role("checkbox").uncheck()
    row.get_by_label("不再结转 督2026-002 的理由").fill("已列入交通局专项规划，另行督办")
    page.locator("tr", has_text="高标准农田").get_by_role("checkbox").uncheck()
    page.get_by_label("不再结转的统一理由").fill("县政府第32次常务会议决定终止")
    count.get_by_text("5", exact=True).wait_for()
    no_axe_violations(page)
    shot(page, "carry-over-unticked")
    page.get_by_role("button", name="确认结转").click()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    page.wait_for_url("**/carry-overs/*/")
    page.get_by_text("已结转5项任务").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "carried")
    page.get_by_role("link", name="不再结转").click()
    page.get_by_text("已列入交通局专项规划，另行督办").wait_for()
    page.get_by_text("县政府第32次常务会议决定终止").wait_for()
    shot(page, "carried-dropped")

    page.get_by_role("button", name="停用原台账").click()
    page.get_by_text("已停用，不再接收新任务").first.wait_for()
    page.get_by_text("转入重点工作任务台账（2027） 5 项，不再结转 2 项").wait_for()
    shot(page, "carried-old-register")
    fits(page)

    new = CarryOver.objects.get().into
    page.goto(f"/tasks/?register={new.pk}")
    line = page.locator("tr", has_text="督2026-001")
    line.get_by_text("已过时限").or_(line.get_by_text("逾期")).first.wait_for()
    shot(page, "carried-new-ledger")
    task = the(WATER)
    assert (task.register, task.number, task.state) == (new, "督2026-001", State.IN_PROGRESS)
    assert task_overdue_days(task, clock.today()) == 92
    assert {the(words).state for words in (ROADS, FARMS)} == {State.WITHDRAWN}
    page.goto(f"/registers/{new.pk}/")
    page.get_by_text("从重点工作任务台账（2026）转入 5 项").wait_for()
    shot(page, "carried-new-register")


def test_of_two_people_the_second_is_told_so(cast, year, page_as, shot):
    first, second = page_as(cast.wang), page_as(cast.wang)
    for page in (first, second):
        page.goto(f"/registers/{year.pk}/carry-over/")
    for page in (first, second):
        page.get_by_role("button", name="确认结转").click()
        page.locator("dialog[open]").get_by_role("button", name="确定").click()
        page.get_by_text("已结转7项任务").or_(page.get_by_text("已被他人修改")).first.wait_for()
    second.get_by_text("已被他人修改").wait_for()
    shot(second, "carry-over-second")
    assert CarryOver.objects.count() == Register.objects.filter(year=2027).count() == 1


@pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts")
def test_the_lists_are_downloaded(cast, year, page_as, tmp_path, shot):
    page = page_as(cast.wang)
    page.goto(f"/registers/{year.pk}/carry-over/")
    page.locator("tr", has_text="硬化村组道路").get_by_role("checkbox").uncheck()
    page.get_by_label("不再结转的统一理由").fill("职能划转")
    page.get_by_role("button", name="确认结转").click()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    page.wait_for_url("**/carry-overs/*/")
    folder = shot(page, "carried-lists").parent
    for kind in ("Word", "PDF", "Excel"):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind, exact=True).click()
        ending = download.value.suggested_filename.rpartition(".")[2]
        download.value.save_as(folder / f"carried.{ending}")
        assert download.value.suggested_filename == f"重点工作任务台账（2026）结转清单.{ending}"
