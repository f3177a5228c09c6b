"""Every file that is taken from the ledger is opened again and compared, row by row, with the tasks."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal

import docx
import openpyxl
import pypdfium2
import pytest
from django.http import QueryDict

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import Refused
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.actions.export_ledger import export_ledger
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.columns import COLUMNS
from luoshi.duban.tasks.ledger.export import files, making
from luoshi.duban.tasks.ledger.saved import Opened
from luoshi.duban.tasks.ledger.selection import in_ledger
from luoshi.duban.tasks.models import LedgerView, Step, Target, Task
from tests.duban.fonts import has_fonts
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import by_page, progress, the

WATER, HOUSING, FINANCE = "青禾县水利局", "青禾县住房和城乡建设局", "青禾县财政局"
NOW = datetime(2026, 10, 8, 9, 0, tzinfo=clock.ZONE)


needs_fonts = pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts")


@pytest.fixture
def tasks(cast):
    plan = a_plan(cast, "县政府工作报告任务分解")
    made = [
        a_task(cast, plan, "完成3座水库除险加固。", supporting=(FINANCE,), due=date(2026, 9, 30), issued=True),
        a_task(cast, plan, "改造老旧小区12个。", lead=HOUSING, due=date(2026, 12, 31), issued=True),
        a_task(cast, plan, "建立河湖巡查制度，“日巡、周报”。", due=None, issued=True),
    ]
    for place, text in enumerate(("编制方案", "组织施工"), 1):
        Step.objects.create(task=made[0], position=place, text=text)
    Target.objects.create(task=made[1], words="12个", measured="老旧小区", value=Decimal(12), unit="个")
    Task.objects.filter(pk=made[0].pk).update(section="一、水利 / （一）水库")
    Task.objects.filter(pk=made[1].pk).update(section="二、城建")
    said = progress("坝体完成，溢洪道过半。", percent=Decimal(60), problem="征地未完。")
    with clock.standing_at(datetime(2026, 7, 28, 15, 0, tzinfo=clock.ZONE)):
        file_report(the(made[0]), actor=cast.sun, said=said, came=by_page(on=date(2026, 7, 28)))
    return [Task.objects.get(pk=task.pk) for task in made]


def get(client, person, path, query="", **selection):
    client.force_login(person)
    url = f"/tasks/export/{path}/{query}"
    with clock.standing_at(NOW):
        answer = client.post(url, selection) if selection else client.get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, content


def squeezed(words):
    return "".join(str(words).split())


def rows_of_excel(content, head):
    """The rows below the head whose first word is *head*, headings of sections left out."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(rows) if row[0] == head)
    merged = {one.min_row for one in sheet.merged_cells.ranges}
    return rows[start], [row for place, row in enumerate(rows[start + 1 :], start + 2) if place not in merged]


def rows_of_word(content):
    (table,) = docx.Document(io.BytesIO(content)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    return rows[0], [row for row in rows[1:] if len(set(row)) > 1 or len(row) == 1]


def words_of_pdf(content):
    document = pypdfium2.PdfDocument(content)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def decomposition(tasks):
    """What a 任务分解表 must say of *tasks*."""
    return [
        [
            str(place),
            wording.wording(task),
            wording.targets(task),
            wording.answering(task) or "待明确",
            wording.supporting(task),
            wording.limit(task) or "待明确",
        ]
        for place, task in enumerate(tasks, 1)
    ]


SUPERVISION = ["编号", "督查内容", "任务来源", "交办时间", "承办单位", "办复要求", "汇报频次", "分管领导"]
SUPERVISION += ["承办情况", "完成情况", "实际完成时间", "延期"]
ORAL = "赵县长 2026-07-10 口头交办"


def supervision(tasks):
    """What a 督查台账 must say of *tasks*."""
    about = (
        ("青禾县水利局（牵头）、青禾县财政局（配合）", "坝体完成，溢洪道过半。", "未完成，已逾期8天"),
        ("青禾县住房和城乡建设局（牵头）", "", "未完成"),
        ("青禾县水利局（牵头）", "", "未完成"),
    )
    return [
        [
            task.number,
            wording.wording(task),
            ORAL,
            "2026-07-15",
            units,
            wording.limit(task) or "待明确",
            "每月",
            "钱副县长",
            told,
            outcome,
            "",
            "",
        ]
        for task, (units, told, outcome) in zip(tasks, about, strict=True)
    ]


def flat(rows):
    return [[squeezed(cell) for cell in row] for row in rows]


def test_excel_has_the_columns_that_are_shown(client, cast, tasks):
    query = "?columns=number.title.answering.state.late_days.progress&sort=number"
    answer, content = get(client, cast.chen, "chosen/xlsx", query)
    head, rows = rows_of_excel(content, "序号")
    assert head == ["序号", "编号", "工作任务", "牵头（责任）单位", "状态", "逾期天数", "当前进度"]
    assert rows == [
        ["1", "督2026-001", wording.wording(tasks[0]), WATER, "办理中", "8", "坝体完成，溢洪道过半。"],
        ["2", "督2026-002", "改造老旧小区12个。", HOUSING, "已交办", "", ""],
        ["3", "督2026-003", "建立河湖巡查制度，“日巡、周报”。", WATER, "已交办", "", ""],
    ]
    assert answer.streaming
    assert "2026-10-08.xlsx" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_figures_are_figures_in_excel(client, cast, tasks):
    _answer, content = get(client, cast.chen, "chosen/xlsx", "?columns=title.late_days&sort=number")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [sheet.cell(row, 3).value for row in range(4, 7)] == [8, None, None]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_decomposition_is_the_table_of_the_issue(client, cast, tasks, kind):
    _answer, content = get(client, cast.chen, f"decomposition/{kind}")
    head, rows = rows_of_excel(content, "序号") if kind == "xlsx" else rows_of_word(content)
    assert head == ["序号", "工作任务", "目标", "牵头（责任）单位", "配合单位", "完成时限"]
    assert flat(rows) == flat(decomposition(tasks))


def headings_of(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [sheet.cell(one.min_row, 1).value for one in sorted(sheet.merged_cells.ranges, key=lambda one: one.min_row)][
        2:
    ]


def test_the_headings_of_the_document_stand_between_its_tasks(client, cast, tasks):
    _answer, content = get(client, cast.chen, "decomposition/xlsx")
    assert headings_of(content) == ["一、水利", "（一）水库", "二、城建"]
    # torn apart by another order they would say nothing
    _answer, content = get(client, cast.chen, "decomposition/xlsx", "?sort=due")
    assert headings_of(content) == []


def test_tasks_of_several_plans_stand_under_their_plans(client, cast, tasks):
    a_task(cast, a_plan(cast, "常务会议定事项"), "压减一般性支出。", lead=FINANCE, issued=True)
    _answer, content = get(client, cast.chen, "decomposition/xlsx")
    assert set(headings_of(content)) == {"县政府工作报告任务分解", "一、水利", "二、城建", "常务会议定事项"}


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_ledger_of_supervision(client, cast, tasks, kind):
    _answer, content = get(client, cast.chen, f"register/{kind}")
    head, rows = rows_of_excel(content, "编号") if kind == "xlsx" else rows_of_word(content)
    assert head == SUPERVISION
    assert flat(rows) == flat(supervision(tasks))


@needs_fonts
def test_pdf_holds_every_word(client, cast, tasks):
    for table, expected in (("decomposition", decomposition(tasks)), ("register", supervision(tasks))):
        answer, content = get(client, cast.chen, f"{table}/pdf")
        words = words_of_pdf(content)
        assert answer["Content-Type"] == "application/pdf"
        for row in expected:
            for cell in row[1:]:
                for line in cell.split("\n"):
                    assert squeezed(line) in words


def test_csv_opens_in_a_spreadsheet(client, cast, tasks):
    Task.objects.filter(pk=tasks[2].pk).update(note='=cmd|"/c calc"!A1', leader="-赵县长")
    answer, content = get(client, cast.chen, "chosen/csv", "?columns=number.title.leader.note&sort=number")
    assert content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["序号", "编号", "工作任务", "牵头领导", "备注"]
    assert [row[1:3] for row in rows[1:]] == [[task.number, wording.wording(task)] for task in tasks]
    # what a spreadsheet would compute is text
    assert rows[3][3:] == ["'-赵县长", '\'=cmd|"/c calc"!A1']


def test_json_has_its_documented_form(client, cast, tasks):
    query = "?columns=number.title.targets.steps.units.percent.late_days.state&sort=number&state=open"
    answer, content = get(client, cast.chen, "chosen/json", query)
    told = json.loads(content)
    assert answer["Content-Type"] == "application/json"
    assert list(told) == ["format", "title", "office", "made_at", "filters", "columns", "count", "tasks"]
    assert (told["format"], told["office"], told["count"]) == (1, "青禾县督查室", 3)
    assert told["made_at"] == "2026-10-08T09:00:00+08:00"
    assert told["filters"] == [{"name": "状态", "words": "未办结"}]
    assert told["columns"][0] == {"key": "number", "name": "编号"}
    first, second, _third = told["tasks"]
    assert [row["id"] for row in told["tasks"]] == [task.pk for task in tasks]
    assert first == {
        "id": tasks[0].pk,
        "number": "督2026-001",
        "title": "完成3座水库除险加固",
        "state": "in-progress",
        "due": "2026-09-30",
        "text": wording.wording(tasks[0]),
        "targets": [],
        "steps": ["编制方案", "组织施工"],
        "units": [
            {"name": WATER, "role": "lead", "state": "in-progress", "due": "2026-09-30", "done_on": None},
            {"name": FINANCE, "role": "supporting", "state": "issued", "due": "2026-09-30", "done_on": None},
        ],
        "percent": "60",
        "late_days": 8,
    }
    assert second["targets"] == [
        {"words": "12个", "measured": "老旧小区", "comparator": "=", "value": "12", "upper": None, "unit": "个"}
    ]


def test_json_of_nothing_is_json(client, cast):
    _answer, content = get(client, cast.chen, "chosen/json", "?q=没有")
    assert json.loads(content)["tasks"] == []


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_long_lists_come_whole_and_in_order(client, cast, tasks, kind, monkeypatch):
    monkeypatch.setattr("luoshi.duban.tasks.ledger.rows.CHUNK", 4)
    monkeypatch.setattr("luoshi.duban.tasks.ledger.export.files._AT_ONCE", 3)
    for place in range(20):
        a_task(cast, tasks[0].plan, f"整治第{place}处隐患。", lead=FINANCE, due=date(2026, 11, 1), issued=True)
    _answer, content = get(client, cast.chen, f"chosen/{kind}", "?columns=number.title&sort=unit")
    expected = [
        *Task.objects.filter(lead=cast.unit(WATER)).order_by("due", "id").values_list("number", flat=True),
        *Task.objects.filter(lead=cast.unit(HOUSING)).values_list("number", flat=True),
        *Task.objects.filter(lead=cast.unit(FINANCE)).order_by("due", "id").values_list("number", flat=True),
    ]
    if kind == "json":
        found = [row["number"] for row in json.loads(content)["tasks"]]
    elif kind == "csv":
        found = [row[1] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))][1:]
    else:
        found = [row[1] for row in rows_of_excel(content, "序号")[1]]
    assert len(found) == 23
    assert sorted(found[:2]) == sorted(expected[:2])
    assert found[2:] == expected[2:]


def test_every_column_can_be_exported(client, cast, tasks):
    _answer, content = get(client, cast.chen, "chosen/csv", f"?columns={'.'.join(COLUMNS)}")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 4
    # a place before them, and the full wording once for title and text
    assert len(rows[0]) == len(COLUMNS)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    _answer, content = get(client, cast.chen, "chosen/json", f"?columns={'.'.join(COLUMNS)}")
    assert json.loads(content)["count"] == 3


def test_filters_apply_and_are_told(client, cast, tasks):
    query = f"?unit={cast.unit(WATER).pk}&due=overdue"
    _answer, content = get(client, cast.chen, "register/xlsx", query)
    _head, rows = rows_of_excel(content, "编号")
    assert [row[0] for row in rows] == ["督2026-001"]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet["A1"].value == "青禾县督查室督查台账"
    assert "筛选：单位：青禾县水利局；时限：已过时限" in sheet["A2"].value
    assert "共1项" in sheet["A2"].value


def test_a_view_is_exported_with_its_name_and_columns(client, cast, tasks):
    view = LedgerView.objects.create(
        office=cast.office, owner=cast.chen, name="逾期未办结", query="due=overdue", columns=["number", "late_days"]
    )
    answer, content = get(client, cast.chen, "chosen/xlsx", f"?view={view.pk}")
    head, rows = rows_of_excel(content, "序号")
    assert head == ["序号", "工作任务", "编号", "逾期天数"]
    assert len(rows) == 1
    assert openpyxl.load_workbook(io.BytesIO(content)).active["A1"].value == "逾期未办结"
    assert "2026-10-08.xlsx" in answer["Content-Disposition"]


def test_the_columns_of_a_register_go_along(client, cast, tasks):
    cast.register.schema = {"columns": [{"key": "c1", "name": "责任科室", "kind": "text"}]}
    cast.register.save()
    Task.objects.filter(pk=tasks[0].pk).update(extra={"c1": "工程科"})
    query = f"?register={cast.register.pk}&columns=number.title.extra-c1&sort=number"
    _answer, content = get(client, cast.chen, "chosen/xlsx", query)
    head, rows = rows_of_excel(content, "序号")
    assert head[-1] == "责任科室"
    assert [row[-1] for row in rows] == ["工程科", "", ""]


def test_nobody_takes_away_what_they_do_not_see(client, cast, tasks):
    for person, numbers in ((cast.sun, ["督2026-001", "督2026-003"]), (cast.wu, ["督2026-002"]), (cast.shen, [])):
        _answer, content = get(client, person, "chosen/json", "?columns=number&sort=number")
        assert [row["number"] for row in json.loads(content)["tasks"]] == numbers
    answer, _content = get(client, cast.wu, "chosen/json", task=[str(task.pk) for task in tasks])
    assert answer.status_code == 200
    _answer, content = get(client, cast.wu, "chosen/json", task=[str(task.pk) for task in tasks])
    assert [row["number"] for row in json.loads(content)["tasks"]] == ["督2026-002"]
    assert get(client, cast.feng, "chosen/json")[0].status_code == 403


def test_a_selection_is_exported(client, cast, tasks):
    chosen = [str(tasks[2].pk), str(tasks[0].pk)]
    _answer, content = get(client, cast.chen, "chosen/xlsx", "?columns=number.title&sort=number", task=chosen)
    _head, rows = rows_of_excel(content, "序号")
    assert [row[1] for row in rows] == ["督2026-001", "督2026-003"]
    assert "所选任务" in openpyxl.load_workbook(io.BytesIO(content)).active["A2"].value
    # all that match, whatever was ticked
    _answer, content = get(client, cast.chen, "chosen/json", "?due=overdue", all="1", task=chosen)
    assert [row["number"] for row in json.loads(content)["tasks"]] == ["督2026-001"]


def test_each_export_is_on_record(client, cast, tasks):
    get(client, cast.sun, "register/docx", "?due=overdue&q=水库")
    get(client, cast.sun, "chosen/csv", task=[str(tasks[0].pk)])
    first, second = Event.objects.filter(verb="ledger.exported").order_by("id")
    assert first.actor_name == "孙联络"
    assert first.after == {
        "table": "register",
        "kind": "docx",
        "count": 1,
        "selection": False,
        "filters": {"q": ["水库"], "due": ["overdue"]},
    }
    assert (second.after["selection"], second.after["count"]) == (True, 1)


def test_the_action_asks_for_the_right(cast):
    with pytest.raises(Exception, match="查看任务"):
        export_ledger(actor=cast.feng, table="chosen", kind="csv", count=1, asked=Asked(), is_selection=False)
    assert not Event.objects.filter(verb="ledger.exported").exists()


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_paper_has_a_limit_and_says_so(client, cast, tasks, kind, monkeypatch):
    monkeypatch.setitem(files.KINDS, kind, files.Kind("x/y", files.KINDS[kind].write, 2))
    answer, _content = get(client, cast.chen, f"register/{kind}", "?sort=due")
    assert answer["Location"] == "/tasks/?sort=due"
    assert (
        "共3项任务，Word和PDF最多2项，请缩小筛选范围，或导出Excel。" in client.get(answer["Location"]).content.decode()
    )
    assert not Event.objects.filter(verb="ledger.exported").exists()
    assert get(client, cast.chen, "register/xlsx")[0].status_code == 200


def test_without_fonts_the_person_is_told(client, cast, tasks, monkeypatch):
    def no_fonts(_grid):
        raise Refused("no-font", "没有中文字体。", "No font with Chinese.")

    monkeypatch.setattr(files.pdf, "render_table", no_fonts)
    answer, _content = get(client, cast.chen, "register/pdf")
    assert answer.status_code == 302
    assert "没有中文字体" in client.get(answer["Location"]).content.decode()
    assert not Event.objects.filter(verb="ledger.exported").exists()


@pytest.mark.parametrize("path", ["nothing/xlsx", "chosen/exe"])
def test_other_tables_and_kinds_are_not_there(client, cast, path):
    assert get(client, cast.chen, path)[0].status_code == 404


def test_files_are_chinese_on_english_pages_and_the_page_stays_english(client, cast, tasks):
    client.cookies["django_language"] = "en"
    _answer, content = get(client, cast.chen, "chosen/csv", "?columns=number.state.limit")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == ["序号", "工作任务", "编号", "状态", "完成时限"]
    assert "办理中" in {row[3] for row in rows}
    assert '<html lang="en"' in client.get("/tasks/").content.decode()


def test_the_cost_grows_by_parts_and_not_by_tasks(cast, tasks, django_assert_num_queries):
    for place in range(30):
        a_task(cast, tasks[0].plan, f"整治第{place}处隐患。", issued=True)
    opened = Opened.by(cast.chen, QueryDict("sort=number"))
    sheet = making.sheet_of(in_ledger(cast.chen), opened, user=cast.chen, table="register", kind="csv")
    with django_assert_num_queries(3):
        assert len(list(sheet.lines())) == 33
