"""Every statement, and what is left open."""

from dataclasses import replace

from luoshi.gongwen.export.sheets import gaps, statements
from luoshi.gongwen.model import Document, Kind, Span, Statement
from luoshi.layout.grid import Row, Section
from tests.gongwen.export.plans import county_plan, empty_plan

PLAN = county_plan()


def texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def test_every_statement_has_a_row_with_its_task():
    rows = [texts(row) for row in statements(PLAN).rows]
    assert len(rows) == len(PLAN.statements)
    assert rows[3] == ["4", "成效", "0.90", "", "去年全县修复渠道18公里。"]
    assert rows[7] == ["8", "任务", "0.90", "1", "（县农业农村局牵头，县财政局、各乡镇配合，年底前完成）"]


def test_a_statement_longer_than_a_cell_goes_on_in_the_next_row():
    text = "长" * 70_000
    span = Span(0, len(text))
    plan = replace(empty_plan(), document=Document(text), statements=(Statement(0, span, span, Kind.CONTEXT, 1.0),))
    rows = [texts(row) for row in statements(plan).rows]
    assert [row[0] for row in rows] == ["1", "1", "1"]
    assert "".join(row[-1] for row in rows) == text


def test_gaps_are_counted_by_section():
    assert [row.title for row in gaps(PLAN).rows if isinstance(row, Section)] == [
        "一、稳住粮食生产（未写明责任单位2项，未写明完成时限1项，指标数字以字母代替1项，时限数字以字母代替1项，只有力争性表述1项）",
        "二、办好民生实事（前后时限不一致1项，单位不在名册中1项）",
    ]


def test_gaps_are_listed_by_task_with_room_for_the_answer():
    rows = [row for row in gaps(PLAN).rows if isinstance(row, Row)]
    assert texts(rows[0]) == [
        "2",
        "方案下发后，抓紧对石桥灌区渠道开展清淤，x月底前完成清淤x公里。",
        "未写明责任单位\n指标数字以字母代替\n时限数字以字母代替",
        "x月底前\nx公里",
        "",
    ]
    assert [row.cells[0].text for row in rows] == ["2", "3", "6"]
    assert rows[0].cells[-1].open


def test_a_document_that_leaves_nothing_open_says_so():
    grid = gaps(empty_plan())
    assert (grid.title, grid.rows) == ("待明确事项（无）", ())
