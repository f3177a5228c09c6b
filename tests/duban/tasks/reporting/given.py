"""What units owe, sheets that were sent and filled in, in a line each."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl

from luoshi.duban import clock
from luoshi.duban.tasks.actions.make_report_sheets import make_report_sheets
from luoshi.duban.tasks.models import Comparator, ReportSheet, Target
from luoshi.duban.tasks.reporting.sheets import sheet_file
from tests.duban.tasks.life.given import WATER, an_issued_task

#: Within the last five working days of July: monthly reports are owed.
LATE_JULY = datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)
TODAY = LATE_JULY.date()
HEAD = 3  # the row of the headings in our Excel file
WORDS = (
    ("完成3座小型水库除险加固，汛前全部具备蓄水条件。", date(2026, 9, 30)),
    ("开展农村供水保障提升行动，完成管网改造18公里，新增受益人口2300人。", date(2026, 7, 10)),
    ("修订县乡两级防汛应急预案。", date(2026, 7, 20)),
    ("建设高标准农田2.4万亩，同步完善灌排设施和机耕道路。", date(2026, 12, 31)),
    ("开展地下水超采区综合治理，封停自备井。", date(2026, 11, 30)),
    ("推进河湖管理范围划界成果应用。", date(2026, 10, 31)),
    ("完成水利工程标准化管理创建。", date(2026, 12, 31)),
    ("清理河道垃圾和阻水障碍物，建立日常巡查制度。", None),
)


def owed_tasks(cast, count=3, **more):
    """So many tasks of the water bureau, all of which owe July's report."""
    return [an_issued_task(cast, words, due=due, **more) for words, due in WORDS[:count]]


def a_target(task, words="3座", measured="小型水库", value=3, unit="座", **more):
    return Target.objects.create(
        task=task,
        words=words,
        measured=measured,
        value=Decimal(value),
        unit=unit,
        comparator=Comparator.AT_LEAST,
        **more,
    )


def sent(cast, unit=WATER, actor=None, at=LATE_JULY) -> tuple[ReportSheet, bytes]:
    """The sheet of a unit and its file, as they were sent in late July."""
    with clock.standing_at(at):
        (made,) = make_report_sheets([cast.unit(unit)], actor=actor or cast.chen)
        return made.sheet, sheet_file(made.sheet, made.items)


def codes(content: bytes) -> dict[str, int]:
    """The row of each code in the file: ``1`` for a task's row, ``1.2`` for its second figure."""
    found = {}
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    for row in range(HEAD + 1, page.max_row + 1):
        words = str(page.cell(row, 1).value or "").split("\n")[0]
        parts = words.split("-")[1:]
        if parts:
            found[".".join(str(int(part)) for part in parts)] = row
    return found


def filled(content: bytes, answers=(), *, by="孙联络", on="2026-7-28", change=None) -> bytes:
    """The file with *answers*, ``{"1": {heading: words}, "1.1": {"指标完成值": 2}}``; *change* gets the sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.active
    columns = {str(page.cell(HEAD, at).value).replace("\n", ""): at for at in range(1, page.max_column + 1)}
    rows = codes(content)
    for key, words in dict(answers).items():
        for heading, value in words.items():
            page.cell(rows[key], columns[heading]).value = value
    for row in page.iter_rows(min_row=max(rows.values()) + 1):
        for cell in row:
            beside = {"填报人": by, "填报日期": on}.get(str(cell.value))
            if beside is not None:
                page.cell(cell.row, cell.column + 1).value = beside
    if change:
        change(page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_csv(content: bytes, encoding="utf-8-sig") -> bytes:
    """The file as a spreadsheet program saves it as .csv."""
    target = io.StringIO()
    writer = csv.writer(target)
    for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True):
        writer.writerow(["" if value is None else value for value in row])
    return target.getvalue().encode(encoding)


TICK = {"无变化（✓）": "✓"}


def only_problem(file):
    """The one flaw of a file that was refused, Chinese and English."""
    assert len(file.problems) == 1, file.problems
    assert not file.found
    return file.problems[0]["chinese"], file.problems[0]["english"]


#: What a liaison fills in for the three tasks of ``conftest.tasks``.
ANSWERS = {
    "1": {
        "进展情况": "已铺设管网12公里。",
        "完成比例（%）": "65%",
        "存在问题": "两处穿路施工未批。",
        "需协调事项": "请协调穿路手续。",
        "协调单位": "县交通运输局",
        "下步措施": "8月底前全部贯通。",
    },
    "1.1": {"指标完成值": "12公里"},
    "1.2": {"指标完成值": 1500},
    "2": TICK,
    "3": {"进展情况": "3座水库全部完工并通过验收。", "申请销号（✓）": "✓", "完成日期": "7月25日"},
    "3.1": {"指标完成值": "3"},
}
