"""Sheets opened again: looks, printing, and text that stays text."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl import load_workbook

from luoshi.layout import excel
from luoshi.layout.grid import Cell, Column, Grid, Row
from tests.layout.grids import GRID


def written(*grids: Grid) -> openpyxl.Workbook:
    workbook = excel.new_workbook(title="样表")
    for grid in grids:
        excel.add_sheet(workbook, grid)
    return load_workbook(io.BytesIO(excel.save(workbook)))


def one_cell(text: str) -> Grid:
    return Grid("一格", "一格", (Column("文", 50),), (Row((Cell(text),)),))


@pytest.fixture
def sheet():
    return written(GRID)["任务表"]


def test_every_row_stands_in_its_place(sheet):
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        ["青禾县任务表", None, None],
        ["共2项", None, None],
        ["序号", "任务", "时限"],
        ["一、农业", None, None],
        ["（一）种植", None, None],
        [1, "修好水渠\n清好淤泥", "年底前"],
        ["二、工业", None, None],
        [2, "=SUM(A1:A9)", "（待明确）"],
        ["注：样表。", None, None],
    ]


def test_title_note_sections_and_remarks_go_across_all_columns(sheet):
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {f"A{row}:C{row}" for row in (1, 2, 4, 5, 7, 9)}


def test_the_head_is_frozen_filtered_and_printed_on_every_page(sheet):
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:C8"
    assert sheet.print_title_rows == "$3:$3"


def test_it_prints_on_a4_across_as_wide_as_the_page(sheet):
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_page_numbers_stand_outside(sheet):
    assert sheet.HeaderFooter.differentOddEven
    assert sheet.oddFooter.right.text == sheet.evenFooter.left.text == "— &P —"
    assert sheet.oddFooter.left.text is None


def test_typefaces_are_the_official_ones(sheet):
    named = [sheet[place].font.name for place in ("A1", "A2", "A3", "A4", "A5", "B6")]
    assert named == ["方正小标宋简体", "楷体_GB2312", "黑体", "黑体", "楷体_GB2312", "仿宋_GB2312"]
    assert sheet["B6"].font.charset == 134


def test_cells_have_a_frame_and_wrap(sheet):
    assert sheet["B6"].border.left.style == sheet["C8"].border.bottom.style == "thin"
    assert sheet["B6"].alignment.wrap_text
    assert sheet["A6"].alignment.horizontal == "center"


def test_what_is_open_is_shaded(sheet):
    assert sheet["C8"].fill.start_color.rgb == "00FFF2CC"
    assert sheet["C6"].fill.fill_type is None


def test_columns_are_as_wide_as_on_paper(sheet):
    assert sheet.column_dimensions["B"].width == pytest.approx(100 / 25.4 * 96 / 7)


def test_a_row_is_as_high_as_its_words_and_may_still_grow(sheet):
    two_lines, one_line = sheet.row_dimensions[6], sheet.row_dimensions[8]
    assert two_lines.height > one_line.height > 15
    assert b'customHeight="1"' not in _row_of(b'r="6"')
    assert b'customHeight="1"' in _row_of(b'r="1"')


def _row_of(number: bytes) -> bytes:
    workbook = excel.new_workbook()
    excel.add_sheet(workbook, GRID)
    with zipfile.ZipFile(io.BytesIO(excel.save(workbook))) as package:
        content = package.read("xl/worksheets/sheet1.xml")
    return next(row for row in content.split(b"<row ") if number in row[:40])


@pytest.mark.parametrize("text", ["=1+1", "+5", "-5%", "@name", "＝1", "#N/A", "true", "2026-03-01", "007", "12"])
def test_text_stays_text_whatever_it_looks_like(text):
    cell = written(one_cell(text))["一格"]["A3"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_formula_stays_text_when_somebody_edits_the_cell(sheet):
    assert sheet["B8"].quotePrefix
    assert not sheet["B6"].quotePrefix


def test_characters_that_xml_forbids_are_replaced():
    assert written(one_cell("甲\x00乙\x0b丙"))["一格"]["A3"].value == "甲\ufffd乙\n丙"


def test_what_excel_would_read_as_an_escape_is_escaped():
    assert written(one_cell("_x0041_"))["一格"]["A3"].value == "_x005F_x0041_"


def test_a_text_too_long_for_a_cell_says_so():
    value = written(one_cell("长" * 40_000))["一格"]["A3"].value
    assert len(value) == excel.MAX_CELL
    assert value.endswith("……（共40000字，单元格容纳不下）")


def test_a_long_title_gets_the_lines_that_it_needs():
    short, long = (Grid("表", "题" * length, (Column("文", 257),), ()) for length in (10, 100))
    assert written(long)["表"].row_dimensions[1].height > 2 * written(short)["表"].row_dimensions[1].height


def test_decimal_figures_sort_as_numbers_and_show_as_written():
    grid = Grid("数", "数", (Column("值", 20, numeric=True),), (Row((Cell("0.90"),)), Row((Cell("无"),))))
    first, second = (written(grid)["数"][place] for place in ("A3", "A4"))
    assert (first.value, first.number_format) == (0.9, "0.00")
    assert second.value == "无"


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(excel, "MAX_ROWS", 7)
    with pytest.raises(excel.TooManyRowsError):
        written(GRID)


def test_the_same_table_gives_the_same_bytes():
    first, second = (excel.new_workbook(title="样表") for _ in range(2))
    for workbook in (first, second):
        excel.add_sheet(workbook, GRID)
    assert excel.save(first) == excel.save(second)
