"""A long table for Excel looks like a short one, and is written without being held."""

import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from luoshi.layout import excel
from luoshi.layout.excel_stream import Part, stream, stream_book
from luoshi.layout.grid import Align, Cell, Column, Grid, Row, Section

COLUMNS = (Column("序号", 12, Align.CENTRE, numeric=True), Column("工作任务", 90), Column("时限", 30, Align.CENTRE))
GRID = Grid("任务", "重点工作任务台账", COLUMNS, (), "单位：青禾县督查室")
ROWS = (
    Section("一、水利", 1),
    Section("（一）水库", 2),
    Row((Cell("1"), Cell("完成3座水库除险加固"), Cell("9月底前\n（2026年9月30日）"))),
    Row((Cell("2"), Cell("疏浚河道"), Cell("待明确", open=True))),
    Section("二、住房", 1),
    Row((Cell("3.50"), Cell(""), Cell("年底前"))),
)


def made(rows=ROWS, grid=GRID, count=None):
    return b"".join(stream(grid, rows, len(rows) if count is None else count))


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def plain(rows=ROWS, grid=GRID):
    """The same table written at once."""
    workbook = excel.new_workbook(title=grid.title)
    excel.add_sheet(workbook, Grid(grid.name, grid.title, grid.columns, tuple(rows), grid.note))
    return sheet_of(excel.save(workbook))


def test_every_cell_is_as_in_a_table_written_at_once():
    streamed, whole = sheet_of(made()), plain()
    assert streamed.title == whole.title
    for row in whole.iter_rows():
        for cell in row:
            other = streamed.cell(cell.row, cell.column)
            assert (other.value, other.style, other.number_format) == (cell.value, cell.style, cell.number_format)


def test_what_stands_around_the_rows_is_the_same():
    streamed, whole = sheet_of(made()), plain()
    assert streamed.merged_cells.ranges == whole.merged_cells.ranges
    assert streamed.auto_filter.ref == whole.auto_filter.ref == "A3:C9"
    assert streamed.freeze_panes == whole.freeze_panes
    assert streamed.print_title_rows == whole.print_title_rows
    heights = [streamed.row_dimensions[row].height for row in range(1, 10)]
    assert heights == [pytest.approx(whole.row_dimensions[row].height) for row in range(1, 10)]


def test_the_number_of_rows_need_not_be_known(tmp_path):
    """Headings come between the rows that were counted."""
    streamed = sheet_of(made(count=3))
    assert streamed.auto_filter.ref == "A3:C9"
    with zipfile.ZipFile(io.BytesIO(made(count=3))) as package:
        assert "$A$3:$C$9" in package.read("xl/workbook.xml").decode()


def test_another_reader_sees_the_same_words():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made())).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[5][1] == "完成3座水库除险加固"
    assert rows[8] == [3.5, "", "年底前"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@sum", "＝A1", "\t=1", '=HYPERLINK("http://x")'])
def test_what_looks_like_a_formula_stays_text(text):
    cell = sheet_of(made([Row((Cell("1"), Cell(text), Cell("")))])).cell(4, 2)
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("甲 & <乙> \"丙\" '丁'", "甲 & <乙> \"丙\" '丁'"),
        ("  前后有空格  ", "  前后有空格  "),
        ("一\r\n二", "一\n二"),
        ("控制\x00字符", "控制\ufffd字符"),
        ("𬇙", "𬇙"),
    ],
)
def test_any_text_is_kept(text, read):
    assert sheet_of(made([Row((Cell("1"), Cell(text), Cell("")))])).cell(4, 2).value == read


def test_an_empty_table_is_a_table():
    sheet = sheet_of(made(()))
    assert sheet.max_row == 3
    assert sheet.auto_filter.ref == "A3:C3"


def test_the_same_table_gives_the_same_bytes():
    assert made() == made()


def test_more_rows_than_a_sheet_holds_are_refused_before_the_first_byte():
    with pytest.raises(excel.TooManyRowsError):
        stream(GRID, iter(ROWS), excel.MAX_ROWS)


def test_memory_does_not_grow_with_the_rows():
    def rows(count):
        return (Row((Cell(str(place)), Cell(f"第{place}项任务，年底前完成。"), Cell(""))) for place in range(count))

    def most(count):
        tracemalloc.start()
        size = sum(len(part) for part in stream(GRID, rows(count), count))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert size
        return peak

    most(100)  # what is loaded once
    assert most(8_000) < 1.5 * most(2_000)


def test_it_is_handed_out_while_it_is_made():
    seen = []

    def rows():
        for place in range(1_000):
            seen.append(place)
            yield Row((Cell(str(place)), Cell("任务"), Cell("")))

    parts = stream(GRID, rows(), 1_000)
    next(parts)
    assert len(seen) < 500


def test_several_tables_are_sheets_of_one_file():
    """Each with its own rows and filter, also where one gets fewer rows than were said."""
    other = Grid("住房", "住房任务", COLUMNS, (), "单位：青禾县督查室")
    formula = (Row((Cell("1"), Cell("=1+1"), Cell("年底前"))),)
    empty = Part(Grid("空", "空", COLUMNS, ()), (), 0)
    parts = (Part(GRID, iter(ROWS), len(ROWS)), Part(other, iter(formula), len(ROWS)), empty)
    content = b"".join(stream_book("督办任务", parts))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["任务", "住房", "空"]
    assert [sheet.auto_filter.ref for sheet in book] == ["A3:C9", "A3:C4", "A2:C2"]
    assert (book["住房"]["B4"].value, book["住房"]["B4"].data_type) == ("=1+1", "s")
    for row in plain().iter_rows():
        for cell in row:
            there = book["任务"].cell(cell.row, cell.column)
            assert (there.value, there.style) == (cell.value, cell.style)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        named = package.read("xl/workbook.xml").decode()
    assert [one in named for one in ("'任务'!$A$3:$C$9", "'住房'!$A$3:$C$4", "'空'!$A$2:$C$2")] == [True] * 3
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("住房").to_python()[3][1] == "=1+1"
