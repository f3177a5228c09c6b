"""Tables in Word, opened again."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from luoshi.layout import word
from luoshi.layout.page import TABLE
from luoshi.layout.word_table import add_table
from tests.layout.grids import GRID


@pytest.fixture
def document():
    made = word.new_document(TABLE)
    add_table(made, GRID)
    return docx.Document(io.BytesIO(word.save(made)))


@pytest.fixture
def table(document):
    return document.tables[0]


def test_title_and_note_stand_above_and_remarks_below(document):
    assert [p.text for p in document.paragraphs] == ["青禾县任务表", "共2项", "注：样表。"]
    kinds = [child.tag.rpartition("}")[2] for child in document.element.body]
    assert kinds == ["p", "p", "tbl", "p", "sectPr"]


def test_every_row_stands_in_its_place(table):
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "任务", "时限"],
        ["一、农业"] * 3,
        ["（一）种植"] * 3,
        ["1", "修好水渠\n清好淤泥", "年底前"],
        ["二、工业"] * 3,
        ["2", "=SUM(A1:A9)", "（待明确）"],
    ]


def test_a_section_is_one_cell_across(table):
    cells = table.rows[1]._tr.tc_lst
    assert [cell.grid_span for cell in cells] == [3]


def test_the_head_is_repeated_and_no_row_breaks_across_pages(table):
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False, False, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_section_keeps_with_the_row_below_it(table):
    assert table.rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next
    assert not table.rows[3].cells[1].paragraphs[0].paragraph_format.keep_with_next


def test_columns_have_their_width_in_millimetres(table):
    assert [column.width.mm for column in table.columns] == pytest.approx([12, 100, 30], abs=0.05)
    assert table.rows[1].cells[0].width == pytest.approx(Mm(142), abs=2000)


def test_what_is_open_is_shaded(table):
    shaded = [cell._tc.tcPr.find(qn("w:shd")) for cell in table.rows[5].cells]
    assert [None if shade is None else shade.get(qn("w:fill")) for shade in shaded] == [None, None, "FFF2CC"]


def test_typefaces_are_the_official_ones(table):
    named = [next(table.rows[row].cells[0]._tc.iter(qn("w:rFonts"))).get(qn("w:eastAsia")) for row in range(4)]
    assert named == ["黑体", "黑体", "楷体_GB2312", "仿宋_GB2312"]
