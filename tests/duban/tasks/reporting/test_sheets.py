"""The 报送表 that goes out: what it asks for, what can be filled in, what is kept of it."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.make_report_sheets import make_report_sheets
from luoshi.duban.tasks.models import ReportSheet
from luoshi.duban.tasks.reporting.sheets import file_name
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, no_change, progress, the
from tests.duban.tasks.reporting.given import HEAD, LATE_JULY, a_target, codes, owed_tasks, sent

pytestmark = pytest.mark.django_db


def page_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def cells(page, row):
    return {
        str(page.cell(HEAD, at).value).replace("\n", ""): page.cell(row, at) for at in range(1, page.max_column + 1)
    }


def test_each_task_owed_has_a_row_and_each_figure_a_row_below_it(cast):
    first, second, _third = owed_tasks(cast)
    a_target(first)
    a_target(second, "18公里", "管网改造", 18, "公里")
    a_target(second, "2300人", "新增受益人口", 2300, "人", position=1)
    a_target(second, "全部清零", "", 0, "", is_figure=False, position=2)
    sheet, content = sent(cast)
    # The nearest limit first: the second task's was the 10th of July.
    assert list(codes(content)) == ["1", "1.1", "1.2", "2", "3", "3.1"]
    assert sheet.rows.get(number=1).assignment.task_id == second.pk
    page = page_of(content)
    row = cells(page, HEAD + 1)
    assert row["编号"].value == f"{sheet.code}-001\n{second.number}"
    assert row["工作任务"].value == second.text
    assert row["完成时限"].value == "2026-07-10\n已逾期13天"
    assert row["上次反馈"].value == "尚未反馈"
    assert page.cell(HEAD + 2, 2).value.strip() == "指标：管网改造不少于18公里（单位：公里）"


def test_the_last_words_about_progress_stand_beside_it_even_if_nothing_changed_since(cast):
    (task,) = owed_tasks(cast, 1)
    with clock.standing_at(LATE_JULY.replace(day=16)):
        file_report(
            the(task), actor=cast.sun, said=progress(percent=40), came=by_page(on=LATE_JULY.date().replace(day=16))
        )
        file_report(the(task), actor=cast.sun, said=no_change(), came=by_page(on=LATE_JULY.date().replace(day=16)))
    _sheet, content = sent(cast)
    assert cells(page_of(content), HEAD + 1)["上次反馈"].value == "7月16日（40%）：大坝已完成加固，正在修溢洪道。"


def test_only_what_is_to_be_filled_in_is_open(cast):
    a_target(owed_tasks(cast, 1)[0])
    _sheet, content = sent(cast)
    page = page_of(content)
    assert page.protection.sheet
    task, figure = cells(page, HEAD + 1), cells(page, HEAD + 2)
    asked = {
        "无变化（✓）",
        "进展情况",
        "完成比例（%）",
        "存在问题",
        "需协调事项",
        "协调单位",
        "下步措施",
        "申请销号（✓）",
        "完成日期",
    }
    assert {title for title, cell in task.items() if not cell.protection.locked} == asked
    assert {title for title, cell in figure.items() if not cell.protection.locked} == {"指标完成值"}
    assert task["完成比例（%）"].number_format == "@"


def test_it_prints_on_a4_across_with_its_head_on_every_page(cast):
    owed_tasks(cast)
    _sheet, content = sent(cast)
    page = page_of(content)
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.page_setup.fitToWidth == 1
    assert page.print_title_rows == "$3:$3"


def test_without_figures_there_is_no_column_for_them(cast):
    owed_tasks(cast)
    _sheet, content = sent(cast)
    assert "指标完成值" not in cells(page_of(content), HEAD)


def test_the_file_is_named_by_its_unit_and_carries_its_code(cast):
    owed_tasks(cast)
    sheet, content = sent(cast)
    assert file_name(sheet) == "青禾县水利局-报送表0728.xlsx"
    assert f"回收码：{sheet.code}-U01" in page_of(content)["A2"].value
    assert "报送期限：2026年7月31日" in page_of(content)["A2"].value


def test_what_was_sent_is_kept_with_the_newest_report_of_each_task(cast):
    first, second, _third = owed_tasks(cast)
    a_target(first)
    with clock.standing_at(LATE_JULY.replace(day=16)):
        report = file_report(
            the(second), actor=cast.sun, said=progress(), came=by_page(on=LATE_JULY.date().replace(day=16))
        )
    sheet, _content = sent(cast)
    rows = {row.assignment.task_id: row for row in sheet.rows.select_related("assignment")}
    assert rows[second.pk].seen == report.pk
    assert rows[first.pk].seen == 0
    assert rows[first.pk].targets == [first.targets.get().pk]
    event = Event.objects.get(verb="report-sheet.made")
    assert event.after["unit"] == WATER
    assert len(event.after["tasks"]) == 3


def test_who_owes_nothing_gets_no_sheet(cast):
    owed_tasks(cast, 1)
    with clock.standing_at(LATE_JULY):
        made = make_report_sheets([cast.unit(WATER), cast.unit(HOUSING)], actor=cast.chen)
        assert [one.sheet.unit.name for one in made] == [WATER]
        with pytest.raises(Refused, match="没有待报送"):
            make_report_sheets([cast.unit(HOUSING)], actor=cast.chen)


def test_nothing_is_owed_before_the_window_opens(cast):
    owed_tasks(cast, 1)
    with clock.standing_at(LATE_JULY.replace(day=20)), pytest.raises(Refused, match="没有待报送"):
        make_report_sheets([cast.unit(WATER)], actor=cast.chen)


@pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "feng", "chu"])
def test_only_the_office_makes_sheets(cast, who):
    an_issued_task(cast)
    with clock.standing_at(LATE_JULY), pytest.raises(PermissionDenied):
        make_report_sheets([cast.unit(WATER)], actor=getattr(cast, who))


def test_another_office_gets_none_of_ours(cast):
    an_issued_task(cast)
    with clock.standing_at(LATE_JULY), pytest.raises(Refused, match="没有待报送"):
        make_report_sheets([cast.unit(WATER)], actor=cast.shen)
    assert not ReportSheet.objects.exists()
