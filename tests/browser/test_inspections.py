"""督查: planned from the ledger, approved, typed on a telephone or brought back in Excel, concluded, reported."""

import re
from datetime import datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.oversight.inspections.models import Inspection
from tests.browser.clocks import stand_at
from tests.duban.oversight.inspections.given import (
    FIRST,
    LAST,
    PLANNED,
    approved,
    concluded,
    saw_all,
    stop_of,
    three_tasks,
)
from tests.duban.oversight.inspections.test_sheets import content, fill, sheet, signed
from tests.duban.tasks.life.given import HOUSING

pytestmark = pytest.mark.django_db(transaction=True)


def in_the_morning(day):
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=clock.ZONE)


@pytest.mark.parametrize("width", [1440, 390])
def test_an_inspection_is_planned_from_the_ledger_and_approved(
    cast, page_as, shot, no_axe_violations, fits, width, monkeypatch
):
    three_tasks(cast)
    stand_at(monkeypatch, in_the_morning(PLANNED))
    clerk = page_as(cast.chen, width=width)
    clerk.goto("/inspections/")
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "inspections-none")
    keys = "&".join(f"task={pk}" for pk in cast.register.tasks.values_list("pk", flat=True))
    clerk.goto(f"/inspections/new/?{keys}")
    clerk.get_by_label("督查依据").fill("县政府第12次常务会议要求")
    clerk.get_by_label("开始日期").fill("2026-09-14")
    clerk.get_by_label("结束日期").fill("2026-09-16")
    clerk.get_by_label("组长").fill("王主任")
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "inspection-new")
    clerk.get_by_role("button", name="拟定").click()
    clerk.get_by_text("已拟定，核对路线和事项后送审。").wait_for()
    fits(clerk)
    shot(clerk, "inspection-draft")
    clerk.get_by_role("link", name="安排路线").click()
    clerk.get_by_label("青禾县水利局的时间").fill("上午9:00")
    clerk.get_by_label("青禾县水利局的地点").fill("大坝管理站")
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "inspection-route")
    clerk.get_by_role("button", name="保存").click()
    clerk.get_by_text("路线已安排。").wait_for()
    clerk.get_by_role("button", name="送审").click()
    clerk.get_by_text("已送审，由另一人批准。").wait_for()
    head = page_as(cast.wang, width=width)
    head.goto("/")
    head.get_by_role("link", name=re.compile("9月重点工作督查")).first.click()
    head.get_by_role("button", name="批准").wait_for()
    no_axe_violations(head)
    fits(head)
    shot(head, "inspection-proposed")
    head.get_by_role("button", name="批准").click()
    head.locator("dialog[open]").get_by_role("button", name="确定").click()
    head.get_by_text("已批准，可以开展督查。").wait_for()
    unit = page_as(cast.sun, width=width)
    unit.goto("/my-work/")
    unit.get_by_text("督查组将到").wait_for()
    shot(unit, "inspection-announced-at-work")
    unit.get_by_role("link", name=re.compile("9月重点工作督查")).click()
    unit.get_by_text("大坝管理站").first.wait_for()
    no_axe_violations(unit)
    fits(unit)
    shot(unit, "inspection-announced")


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_found_is_typed_on_the_spot_or_brought_back(
    cast, page_as, shot, no_axe_violations, fits, width, monkeypatch, tmp_path
):
    inspection = approved(cast)
    stand_at(monkeypatch, in_the_morning(FIRST))
    clerk = page_as(cast.chen, width=width)
    clerk.goto(f"/inspections/{inspection.pk}/")
    clerk.get_by_role("link", name="完成3座水库除险加固").click()
    clerk.get_by_label("进度滞后").check()
    clerk.get_by_label("现场情况").fill("2座完工，1座溢洪道在建。")
    clerk.get_by_label("整改要求", exact=True).fill("月底前完成溢洪道。")
    clerk.get_by_label("列为新任务").check()
    clerk.get_by_role("button", name="保存，看下一项").click()
    clerk.get_by_text("请写明存在问题").wait_for()
    clerk.get_by_label("存在问题").fill("溢洪道未完工。")
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "inspection-finding")
    clerk.get_by_role("button", name="保存，看下一项").click()
    clerk.get_by_text("已记录，下一项。").wait_for()
    clerk.get_by_role("heading", name="清淤渠道18公里").wait_for()
    book = signed(
        fill(sheet(inspection), 2, outcome="已落实", finding="渠道全线通水，丈量18公里。", measured="18公里"), "梁工"
    )
    (tmp_path / "水利局.xlsx").write_bytes(content(book))
    wrong = signed(fill(sheet(inspection, HOUSING), 1, outcome="大概落实", finding="看过。"))
    (tmp_path / "住建局.xlsx").write_bytes(content(wrong))
    clerk.goto(f"/inspections/{inspection.pk}/returned/")
    clerk.locator("#files").set_input_files([tmp_path / "水利局.xlsx", tmp_path / "住建局.xlsx"])
    clerk.get_by_text("“大概落实”不在可选的落实情况之内").wait_for()
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "inspection-returned")
    clerk.get_by_role("button", name="录入勾选的文件").click()
    clerk.get_by_text("已录入 1 个文件，共 1 项督查情况。").wait_for()
    clerk.goto(f"/inspections/{inspection.pk}/")
    fits(clerk)
    shot(clerk, "inspection-under-way")
    no_axe_violations(clerk)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_conclusion_is_written_issued_signed_and_reviewed(
    cast, page_as, shot, no_axe_violations, fits, width, monkeypatch
):
    inspection = approved(cast)
    saw_all(cast, inspection)
    stand_at(monkeypatch, in_the_morning(LAST))
    clerk = page_as(cast.chen, width=width)
    clerk.goto(f"/inspections/stops/{stop_of(inspection).pk}/")
    clerk.get_by_role("link", name="写督查结论").click()
    clerk.get_by_role("button", name="送审").wait_for()
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "conclusion-draft")
    clerk.get_by_role("button", name="送审").click()
    clerk.get_by_text("已送审，由另一人审定后送达单位。").wait_for()
    head = page_as(cast.wang, width=width)
    head.goto(clerk.url)
    shot(head, "conclusion-proposed")
    head.get_by_role("button", name="审定并送达").click()
    head.locator("dialog[open]").get_by_role("button", name="确定").click()
    head.get_by_text("已送达，单位可以看到、签收。").wait_for()
    unit = page_as(cast.sun, width=width)
    unit.goto("/my-work/")
    unit.get_by_text("待签收的督查结论").wait_for()
    unit.get_by_role("link", name=re.compile("9月重点工作督查")).click()
    unit.get_by_role("button", name="签收").click()
    unit.get_by_text("已签收。").wait_for()
    unit.get_by_text(re.compile("有异议")).click()
    unit.get_by_label("复核理由").fill("渠道尾段已通水，请再看一次。")
    no_axe_violations(unit)
    fits(unit)
    shot(unit, "conclusion-unit")
    unit.get_by_role("button", name="申请复核").click()
    unit.get_by_text("已申请复核").first.wait_for()
    leader = page_as(cast.qian, width=width)
    leader.goto(clerk.url)
    leader.get_by_role("link", name="复核", exact=True).click()
    leader.get_by_label("更正结论").check()
    leader.get_by_label("复核意见").fill("复看属实。")
    leader.get_by_label("更正内容").fill("渠道尾段已经通水。")
    no_axe_violations(leader)
    fits(leader)
    leader.get_by_role("button", name="决定").click()
    leader.get_by_text("复核已决定").wait_for()
    fits(leader)
    shot(leader, "conclusion-corrected")


@pytest.mark.parametrize("width", [1440, 390])
def test_it_ends_with_a_report(cast, page_as, shot, no_axe_violations, fits, width, monkeypatch):
    inspection = approved(cast)
    saw_all(cast, inspection)
    for stop in inspection.stops.select_related("unit"):
        concluded(cast, stop_of(inspection, stop.unit.name))
    stand_at(monkeypatch, in_the_morning(LAST))
    clerk = page_as(cast.chen, width=width)
    clerk.goto(f"/inspections/{inspection.pk}/")
    clerk.get_by_role("link", name="结束督查，生成报告").click()
    clerk.get_by_role("button", name="结束督查").wait_for()
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "inspection-end")
    clerk.get_by_role("button", name="结束督查").click()
    clerk.get_by_text("督查已结束，报告已生成。").wait_for()
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "inspection-ended")
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="督查报告 Word").click()
    assert download.value.suggested_filename == "9月重点工作督查报告.docx"
    assert Inspection.objects.get().state == "ended"
