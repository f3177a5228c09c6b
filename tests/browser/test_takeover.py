"""A clerk takes over her ledger in real Chromium: 300 rows, her own headings, her own words."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from luoshi.duban.tasks.models import Task

HEAD = [
    ["序号", "类别", "工作任务", "量化指标", "责任落实", None, "完成时限", "进展情况", "办理状态", "存在问题", "联系人",
     "天气"],
    [None, None, None, None, "牵头单位", "配合单位", None, None, None, None, None, None],
]  # fmt: skip
UNITS = ("县水务局", "县住建局\n县财政局", "青禾县农业农村局", "县教体局", "临川镇")
LIMITS = ("年底前", "2026.9.30", "长期坚持", datetime(2026, 9, 30), "9月底前", "待定", date(2026, 6, 30))
STATES = ("推进中", "已完成", "未启动", "办结", "销号", "滞后", "推进中", None)


def ledger(count=300, faulty=()):
    """A ledger as an office keeps it: a title, headings in two rows, merged section rows, limits of every form."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "2026台账"
    sheet.append(["青禾县2026年重点工作督查台账"])
    sheet.append(["填报单位：青禾县督查室"])
    for row in HEAD:
        sheet.append(row)
    for area in ("A1:L1", "A2:L2", "E3:F3", *(f"{letter}3:{letter}4" for letter in "ABCDGHIJKL")):
        sheet.merge_cells(area)
    for number in range(1, count + 1):
        if number % 60 == 1:
            sheet.append([f"{'一二三四五'[number // 60 % 5]}、第{number // 60 + 1}部分"])
            sheet.merge_cells(f"A{sheet.max_row}:L{sheet.max_row}")
        support = "各乡镇" if number % 4 == 0 else "县财政局"
        sheet.append([
            number, "水利" if number % 2 else "民生", f"完成第{number}处渠道清淤和护坡修复，确保汛期安全。",
            f"清淤{number}公里",
            UNITS[number % len(UNITS)], support, LIMITS[number % len(LIMITS)], f"已完成{number % 10}成，正在推进。",
            STATES[number % len(STATES)], "资金未到位" if number % 9 == 0 else None, "办公室", "晴",
        ])  # fmt: skip
    for place, value in faulty:
        sheet[place] = value
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def drop(page, content, name="2026台账.xlsx"):
    page.goto("/takeovers/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.wait_for_url("**/takeovers/*/**")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_ledger_of_three_hundred_rows(cast, page_as, shot, fits, no_axe_violations, width):
    page = page_as(cast.chen, width=width)
    page.goto("/takeovers/")
    shot(page, "takeover-drop")
    fits(page)
    no_axe_violations(page)
    drop(page, ledger())
    shot(page, "takeover-columns")
    fits(page)
    no_axe_violations(page)
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/meanings/")
    shot(page, "takeover-meanings")
    fits(page)
    no_axe_violations(page)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="1个单位名称在名录中没有")).to_be_visible()
    expect(page.get_by_role("button", name="全部导入")).to_be_disabled()
    shot(page, "takeover-preview")
    fits(page)
    no_axe_violations(page)
    page.get_by_label("“县教体局”是哪个单位").fill("住建")
    page.locator("[role=listbox][aria-busy=false] [role=option]").first.click()
    page.get_by_role("button", name="记住这些名称").click()
    expect(page.get_by_role("heading", name="将成为300项任务")).to_be_visible()
    shot(page, "takeover-ready")
    fits(page)
    page.get_by_role("button", name="全部导入").click()
    expect(page.get_by_text("已导入300项任务")).to_be_visible()
    shot(page, "takeover-done")
    assert Task.objects.count() == 300
    page.goto(f"/tasks/{Task.objects.filter(ledger_row__problems__gt='').first().pk}/")
    shot(page, "takeover-task")
    fits(page)
    no_axe_violations(page)
    page.goto("/tasks/")
    shot(page, "takeover-tasks")
    fits(page)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_ledger_with_faults(cast, page_as, shot, fits, no_axe_violations, width):
    faulty = [
        ("G6", "2026-02-30"),
        ("G20", 46295),
        ("G33", "2026.13.45"),
        ("C40", None),
        ("E41", None),
        ("G50", "1905-01-01"),
    ]
    page = page_as(cast.chen, width=width)
    drop(page, ledger(faulty=faulty))
    page.get_by_label("天气").select_option(label="牵头单位")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_text("一项只能对应一列")).to_be_visible()
    shot(page, "takeover-columns-refused")
    no_axe_violations(page)
    page.get_by_label("天气").select_option(index=0)
    page.get_by_role("button", name="下一步").click()
    page.wait_for_url("**/meanings/")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="处要在表中改正")).to_be_visible()
    shot(page, "takeover-faults")
    fits(page)
    no_axe_violations(page)
