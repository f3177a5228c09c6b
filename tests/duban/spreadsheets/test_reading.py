"""Spreadsheets are read as values, within bounds, and never computed."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from luoshi.duban.problems import Refused
from luoshi.duban.spreadsheets import reading
from luoshi.duban.spreadsheets.problems import CellProblem, FaultyCells, letters
from luoshi.duban.spreadsheets.reading import read_book, read_sheets
from luoshi.duban.spreadsheets.values import as_date, shown
from tests.duban.spreadsheets.books import book


def test_values_keep_their_kind():
    (sheet,) = read_sheets(book(单位=[["名称", 3, date(2026, 3, 5)]]), "单位.xlsx")
    assert (sheet.name, [shown(value) for value in sheet.rows[0]]) == ("单位", ["名称", "3", "2026-03-05"])


def test_a_merged_cell_fills_its_range():
    (sheet,) = read_sheets(book(单位=[["甲", None], [None, None], ["乙", "丙"]], merge=["A1:B2"]), "单位.xlsx")
    assert [sheet.words(row, column) for row in (0, 1) for column in (0, 1)] == ["甲"] * 4
    assert sheet.origins[1, 1] == (0, 0)


def test_a_formula_is_named_and_not_computed():
    (sheet,) = read_sheets(book(单位=[["名称", "数"], ["甲", "=1+1"], ["乙", 2]]), "单位.xlsx")
    assert sheet.is_formula(1, 1)
    assert not sheet.is_formula(2, 1)
    assert sheet.words(1, 1) == ""


def test_hidden_sheets_are_left_out():
    workbook = load_workbook(io.BytesIO(book(单位=[["甲"]], 草稿=[["乙"]])))
    workbook["草稿"].sheet_state = "hidden"
    target = io.BytesIO()
    workbook.save(target)
    assert [sheet.name for sheet in read_sheets(target.getvalue(), "单位.xlsx")] == ["单位"]
    assert read_book(target.getvalue(), "单位.xlsx").hidden == ("草稿",)


def test_hidden_rows_are_read_and_named():
    workbook = load_workbook(io.BytesIO(book(单位=[["甲"], ["乙"], ["丙"]])))
    workbook["单位"].row_dimensions[2].hidden = True
    target = io.BytesIO()
    workbook.save(target)
    (sheet,) = read_sheets(target.getvalue(), "单位.xlsx")
    assert ([row[0] for row in sheet.rows], sheet.hidden_rows) == (["甲", "乙", "丙"], {2})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_either_encoding(encoding):
    (sheet,) = read_sheets("名称,电话\n县财政局,0551\n".encode(encoding), "单位.csv")
    assert sheet.rows == [["名称", "电话"], ["县财政局", "0551"]]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"PK\x03\x04 broken", "单位.xlsx", "已损坏"),
        (b"\xd0\xcf\x11\xe0 broken", "单位.xls", "已损坏"),
        (b"%PDF-1.7", "单位.pdf", "不是 .xlsx"),
        (b"", "单位.csv", "没有内容"),
        (b"\xff\xff\xff", "单位.csv", "编码无法识别"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_by_name(content, name, why):
    with pytest.raises(Refused, match=why) as caught:
        read_sheets(content, name)
    assert name in caught.value.chinese


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    with pytest.raises(Refused, match="超过"):
        read_sheets(book(单位=[["甲"]]), "单位.xlsx")


def test_a_sheet_with_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    with pytest.raises(Refused, match="“单位”超过2行"):
        read_sheets(book(单位=[["甲"], ["乙"], ["丙"]]), "单位.xlsx")


def test_a_bomb_is_not_inflated(monkeypatch):
    monkeypatch.setattr(reading, "_MAX_INFLATED", 10_000)
    target = io.BytesIO(book(单位=[["甲"]]))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/large.bin", b"0" * 100_000)
    with pytest.raises(Refused, match="解压后过大"):
        read_sheets(target.getvalue(), "单位.xlsx")


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (True, "是"), (3.0, "3"), (0.5, "0.5"), (datetime(2026, 3, 5), "2026-03-05"), (" 甲　乙 ", "甲 乙")],
)
def test_a_cell_shows_what_people_see(value, words):
    assert shown(value) == words


@pytest.mark.parametrize(
    "value", ["2026-3-5", "2026/03/05", "2026年3月5日", "2026.3.5", "20260305", 20260305.0, date(2026, 3, 5)]
)
def test_a_day_is_known_in_any_usual_form(value):
    assert as_date(value) == date(2026, 3, 5)


@pytest.mark.parametrize("value", ["2026年3月", "9月底前", "2026-13-01", "", None, 3.0])
def test_what_is_no_day_is_none(value):
    assert as_date(value) is None


def test_columns_are_named_as_excel_does():
    assert [letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_faulty_cells_are_named_in_their_order():
    cells = [CellProblem("单位", row, "B", "类型无法识别", "unknown kind") for row in (9, 3, 4, 5, 6, 7)]
    error = FaultyCells(cells)
    assert error.chinese.startswith("表中有6处需要改正，未导入任何内容。工作表“单位”第3行B列：类型无法识别。")
    assert error.chinese.endswith("另有1处。")
    assert error.problems[0].place == "单位 B3"


def test_cells_that_show_per_cent_are_named():
    workbook = load_workbook(io.BytesIO(book(一=[[0.6, 0.6, 0.6, 60]])))
    page = workbook.active
    page["A1"].number_format, page["B1"].number_format, page["C1"].number_format = "0%", "0.0%", "0.0"
    target = io.BytesIO()
    workbook.save(target)
    (sheet,) = read_sheets(target.getvalue(), "一.xlsx")
    assert sheet.percents == {"A1", "B1"}
    assert [sheet.is_percent(0, column) for column in range(4)] == [True, True, False, False]
