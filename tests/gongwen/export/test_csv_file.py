"""CSV: one row a task, and a spreadsheet computes nothing of it."""

import csv
import io
from dataclasses import replace

from luoshi.gongwen.export.csv_file import render
from luoshi.gongwen.export.table import COLUMNS
from luoshi.gongwen.model import Document
from tests.gongwen.export.golden import agrees
from tests.gongwen.export.plans import TEXT, county_plan, empty_plan

PLAN = county_plan()


def rows(plan) -> list[list[str]]:
    return list(csv.reader(io.StringIO(render(plan).decode("utf-8-sig"), newline="")))


def test_the_file_is_the_agreed_one():
    assert agrees("county.csv", render(PLAN))


def test_it_begins_with_the_mark_that_excel_needs():
    assert render(PLAN).startswith(b"\xef\xbb\xbf")


def test_it_has_the_columns_of_the_ledger_and_a_row_a_task():
    found = rows(PLAN)
    assert found[0] == [column.title for column in COLUMNS]
    assert [len(row) for row in found] == [7] * 7


def test_the_source_names_all_headings():
    assert rows(PLAN)[2][-1] == "一、稳住粮食生产 > （一）建好农田 > 2 > 第9句"


def test_what_looks_like_a_formula_gets_an_apostrophe():
    assert rows(PLAN)[6][1].startswith("'=1+1只是一个样子")


def test_what_no_file_can_hold_is_replaced():
    plan = replace(PLAN, document=Document(TEXT.replace("每季度末报送", "每季度末\ud800送")))
    assert rows(plan)[5][1] == "每季度末\ufffd送进度。"


def test_a_document_without_tasks_gives_the_head_alone():
    assert rows(empty_plan()) == [[column.title for column in COLUMNS]]
