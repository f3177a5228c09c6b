"""The workbook, opened again and compared by cell."""

import io
import json

import pytest
from openpyxl import load_workbook

from luoshi.errors import LuoshiError
from luoshi.gongwen.export.excel import render
from luoshi.layout import excel as layout
from tests.gongwen.export.golden import agrees
from tests.gongwen.export.plans import county_plan, empty_plan


@pytest.fixture(scope="module")
def workbook():
    return load_workbook(io.BytesIO(render(county_plan())))


def test_the_sheets_are_the_ledger_all_statements_what_is_open_and_the_facts(workbook):
    assert workbook.sheetnames == ["任务分解表", "全部语句", "待明确事项", "说明"]


def test_every_cell_is_the_agreed_one(workbook):
    sheets = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in workbook}
    del sheets["说明"][-1]  # the version of the library
    rows = {name: [json.dumps(row, ensure_ascii=False) for row in table] for name, table in sheets.items()}
    assert agrees("county.xlsx.json", (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())


def test_the_ledger_looks_official(workbook):
    sheet = workbook["任务分解表"]
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:G11"
    assert {"A1:G1", "A4:G4", "A8:G8"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.page_setup.orientation == "landscape"


def test_gaps_are_shaded(workbook):
    sheet = workbook["任务分解表"]
    shaded = [cell.coordinate for row in sheet["A5:G11"] for cell in row if cell.fill.start_color.rgb == "00FFF2CC"]
    assert shaded == ["C6", "D6", "F6", "C7", "D7", "F7", "D11", "F11"]


def test_a_statement_that_looks_like_a_formula_is_text(workbook):
    assert [cell.data_type for cell in workbook["全部语句"]["E"] if str(cell.value).startswith("=")] == ["s"]
    assert not [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_document_without_tasks_still_gives_a_workbook():
    sheet = load_workbook(io.BytesIO(render(empty_plan())))["任务分解表"]
    assert sheet["A1"].value == "《便条》任务分解表"
    assert sheet.max_row == 3


def test_a_document_with_too_many_statements_is_refused_with_a_way_out(monkeypatch):
    monkeypatch.setattr(layout, "MAX_ROWS", 10)
    with pytest.raises(LuoshiError) as refused:
        render(county_plan())
    assert refused.value.code == "too-many-rows"
    assert ".csv" in refused.value.chinese


def test_the_same_plan_gives_the_same_bytes():
    assert render(county_plan()) == render(county_plan())
