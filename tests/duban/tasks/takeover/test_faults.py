"""Any one faulty cell keeps the whole sheet out, and is named; hostile files do no harm."""

import io
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.spreadsheets.problems import FaultyCells
from luoshi.duban.tasks.actions.take_over_ledger import take_over_ledger
from luoshi.duban.tasks.models import Assignment, LedgerRow, Limit, Step, Takeover, Target, Task, TaskSource
from tests.duban.tasks.takeover.given import HEAD, a_file, a_takeover, faults

NOON = datetime(2026, 7, 15, 12, 0, tzinfo=clock.ZONE)
WIDE = [*HEAD, "交办时间", "实际完成时间", "完成比例", "延期次数", "原定时限"]
#: By column of WIDE: what makes its cell faulty whatever stands beside it.
FAULTS = {
    1: ["", None, "#REF!"],
    2: ["", "无名局", "#N/A"],
    3: ["没有这个局"],
    4: ["2026-02-30", 46295, "1905-01-01", "长" * 201],
    7: ["2099-01-01", "不久前", 46000],
    8: ["2099-01-01", "去年冬天"],
    9: ["150%", "一半"],
    10: ["多次"],
    11: ["2026-13-01"],
}
TABLES = (Task, Assignment, Limit, Step, Target, TaskSource, LedgerRow, Unit)
PLACES = st.sampled_from([(column, value) for column, values in FAULTS.items() for value in values])


@pytest.fixture(autouse=True)
def _summer():
    with clock.standing_at(NOON):
        yield


def good(number):
    return [
        number, f"整治第{number}处隐患。", "县水务局", "各乡镇", "年底前", "推进", "已完成",
        date(2026, 2, 1), "2026.6.1", 0.5, 1, "9月底前",
    ]  # fmt: skip


def counts():
    return [model.objects.count() for model in TABLES]


@given(place=PLACES, at=st.integers(0, 4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_one_faulty_cell_leaves_the_database_unchanged(cast, place, at):
    Takeover.objects.filter(taken_over_at__isnull=True).delete()
    column, value = place
    rows = [good(number) for number in range(1, 6)]
    rows[at][column] = value
    takeover = a_takeover(cast, *rows, head=WIDE)
    before, events = counts(), Event.objects.count()
    with clock.standing_at(NOON), pytest.raises(FaultyCells) as refusal:
        take_over_ledger(takeover, actor=cast.chen, version=takeover.version)
    assert counts() == before
    assert Event.objects.count() == events
    assert f"{'ABCDEFGHIJKL'[column]}{at + 3}" in {f"{cell.column}{cell.row}" for cell in refusal.value.problems}
    assert Takeover.objects.get(pk=takeover.pk).is_open


def test_the_same_sheet_without_a_fault_is_taken_over(cast):
    takeover = a_takeover(cast, *(good(number) for number in range(1, 6)), head=WIDE)
    assert take_over_ledger(takeover, actor=cast.chen, version=takeover.version) == 5


def test_every_fault_is_named_not_only_the_first(cast):
    rows = [good(1), good(2)]
    rows[0][4], rows[1][2], rows[1][9] = "2026-02-30", "无名局", "一半"
    assert set(faults(a_takeover(cast, *rows, head=WIDE))) == {"E3", "C4", "J4"}


def test_a_day_of_completion_contradicts_work_under_way(cast):
    row = good(1)
    row[6] = "推进中"
    assert faults(a_takeover(cast, row, head=WIDE)) == {"I3": "填了实际完成时间，状态却是“推进中”"}


def test_completion_before_issue_is_a_fault(cast):
    row = good(1)
    row[8] = "2026.1.5"
    assert faults(a_takeover(cast, row, head=WIDE)) == {"I3": "早于交办时间"}


def test_merged_rows_may_not_differ_in_limit_or_state(cast):
    rows = [good(1), [None, None, *good(2)[2:4], "9月底前", None, "推进中", *good(2)[7:]]]
    found = faults(a_takeover(cast, *rows, head=WIDE, merge=("B3:B4",)))
    assert found["E4"] == "与第3行合并为一个任务，时限却不同；请取消合并，或改为同一时限"
    assert "G4" in found


def test_a_group_without_members_is_a_fault(cast):
    cast.unit("各乡镇").memberships.all().delete()
    assert faults(a_takeover(cast, good(1), head=WIDE)) == {"D3": "“各乡镇”在单位名录中没有成员"}


def test_formulas_are_text_that_nobody_runs(cast):
    workbook = load_workbook(io.BytesIO(a_file(good(1), head=WIDE)))
    workbook["台账"]["E3"] = "=TODAY()+30"
    target = io.BytesIO()
    workbook.save(target)
    takeover = a_takeover(cast, content=target.getvalue())
    assert faults(takeover) == {"E3": "是公式，但没有保存的结果，请在 Excel 中打开、保存后再导入"}


def test_words_that_look_like_a_formula_stay_words(cast):
    content = "csv,x\n工作任务,牵头单位,备注\n=1+1,县水务局,\"=cmd|'/c calc'!A0\"\n".encode()
    takeover = a_takeover(cast, content=content, name="台账.csv")
    take_over_ledger(takeover, actor=cast.chen, version=takeover.version)
    task = Task.objects.get()
    assert (task.text, task.note) == ("=1+1", "=cmd|'/c calc'!A0")


def test_script_in_a_cell_is_shown_as_words(client, cast):
    row = good(1)
    row[1], row[2] = "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"
    takeover = a_takeover(cast, row, head=WIDE)
    client.force_login(cast.chen)
    for place in ("", "columns/", "meanings/"):
        page = client.get(f"/takeovers/{takeover.pk}/{place}").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_sheet_with_a_million_empty_rows_is_refused_or_read_in_bounds(client, cast):
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(HEAD)
    sheet["B1000000"] = "远处"
    target = io.BytesIO()
    workbook.save(target)
    client.force_login(cast.chen)
    target.name, _start = "台账.xlsx", target.seek(0)
    answer = client.post("/takeovers/", {"register": cast.register.pk, "file": target})
    assert answer.status_code == 422
    assert "超过20000行" in answer.content.decode()


@given(st.lists(st.lists(st.text(max_size=12), min_size=7, max_size=7), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_words_are_taken_over_or_refused_never_half(cast, rows):
    lines = [["工作任务", "牵头单位", "配合单位", "完成时限", "状态", "延期次数", "交办时间"], *rows]
    content = "\n".join(",".join('"' + cell.replace('"', "") + '"' for cell in line) for line in lines).encode(
        "utf-8", "surrogatepass"
    )
    before = Task.objects.count()
    try:
        takeover = a_takeover(cast, content=content, name="台账.csv")
        made = take_over_ledger(takeover, actor=cast.chen, version=takeover.version)
    except Refused:
        assert Task.objects.count() == before
    else:
        assert Task.objects.count() == before + made
