"""The Word file, opened again and compared by cell."""

import io
import json

import docx

from luoshi.gongwen.export.word import render
from tests.gongwen.export.golden import agrees
from tests.gongwen.export.plans import county_plan, empty_plan


def opened(plan):
    return docx.Document(io.BytesIO(render(plan)))


def test_every_cell_is_the_agreed_one():
    document = opened(county_plan())
    rows = [json.dumps([cell.text for cell in row.cells], ensure_ascii=False) for row in document.tables[0].rows]
    content = {"paragraphs": [paragraph.text for paragraph in document.paragraphs], "rows": rows}
    assert agrees("county.docx.json", (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def test_it_lies_across_and_has_a_head_and_two_sections():
    document = opened(county_plan())
    assert document.sections[0].orientation.name == "LANDSCAPE"
    assert len(document.tables[0].rows) == 1 + 2 + 6


def test_a_document_without_tasks_still_gives_a_file():
    document = opened(empty_plan())
    assert document.paragraphs[0].text == "《便条》任务分解表"
    assert len(document.tables[0].rows) == 1


def test_the_same_plan_gives_the_same_bytes():
    assert render(county_plan()) == render(county_plan())
