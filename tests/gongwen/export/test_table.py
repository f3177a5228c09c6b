"""The ledger's rows, whatever the format."""

from dataclasses import replace

from luoshi.gongwen.export.table import COLUMNS, items, ledger, new_sections
from luoshi.gongwen.model import Plan
from luoshi.layout.grid import Row, Section
from tests.gongwen.export.plans import county_plan, empty_plan

PLAN = county_plan()


def section_rows(plan: Plan) -> list[tuple[int, str]]:
    return [(row.level, row.title) for row in ledger(plan).rows if isinstance(row, Section)]


def test_the_columns_are_those_of_the_short_form():
    titles = [column.title for column in COLUMNS]
    assert titles == ["序号", "工作任务", "目标", "牵头（责任）单位", "配合单位", "完成时限", "来源"]


def test_the_columns_fill_a_page_across():
    assert ledger(PLAN).width == 257


def test_every_directive_is_a_row_numbered_from_one():
    rows = [row for row in ledger(PLAN).rows if isinstance(row, Row)]
    assert [row.cells[0].text for row in rows] == ["1", "2", "3", "4", "5", "6"]


def test_rows_are_grouped_under_the_top_headings():
    assert section_rows(PLAN) == [(1, "一、稳住粮食生产"), (1, "二、办好民生实事")]


def test_second_level_headings_get_rows_where_many_tasks_stand_under_them():
    many = replace(PLAN, directives=tuple(d for d in PLAN.directives for _ in range(3)))
    assert section_rows(many) == [
        (1, "一、稳住粮食生产"),
        (2, "（一）建好农田"),
        (2, "（二）备足农资"),
        (1, "二、办好民生实事"),
    ]
    assert items(many)[0].source == "一、（一）1\n（第7句）"


def test_a_lower_section_with_the_same_title_opens_anew_under_another_heading():
    assert new_sections(("一", "（一）"), ("二", "（一）")) == [Section("二", 1), Section("（一）", 2)]
    assert new_sections(("一", "（一）"), ("一", "（二）")) == [Section("（二）", 2)]
    assert new_sections(("一", "（一）"), ("一",)) == []


def test_a_document_without_tasks_gives_an_empty_ledger():
    grid = ledger(empty_plan())
    assert (grid.rows, grid.remarks) == ((), ())
