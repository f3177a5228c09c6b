"""Tables of tasks: their header, their rows, and the directives that are made of them."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.assemble.tables import Column, read_task_table
from luoshi.gongwen.extract import extract
from luoshi.gongwen.model import Kind, Why
from tests.gongwen.assemble.checks import check
from tests.gongwen.assemble.given import names
from tests.gongwen.assemble.task_tables import document, table

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "tables.toml").read_text("utf-8"))["case"]
TASKS = [case for case in CASES if "none" not in case]
OTHERS = [case["table"] for case in CASES if "none" in case]
ISSUED = date(2026, 3, 2)


def params(cases):
    for case in cases:
        yield pytest.param(case, id=case["about"])


def plan_of(*parts):
    return extract(document(*parts), issued_on=ISSUED)


def told(plan, directive):
    units = " / ".join(filter(None, [names(directive.responsible), names(directive.supporting)]))
    task = directive.words.of(plan.document.text) if directive.words else plan.quote(directive)
    limits = "、".join(limit.text for limit in directive.limits)
    measures = "、".join(measure.text for measure in directive.measures)
    return [task, units or "-", limits or "-", measures or "-"]


@pytest.mark.parametrize("case", list(params(TASKS)))
def test_each_row_is_a_directive(case):
    plan = plan_of(case["table"])
    assert [told(plan, directive) for directive in plan.directives] == case["tasks"]


@pytest.mark.parametrize("case", TASKS, ids=lambda case: case["about"])
def test_rows_that_are_one_merged_cell_are_sections(case):
    text, found = table(case["table"])
    tasks = read_task_table(text, found)
    assert tasks is not None
    assert [row.section.of(text) for row in tasks.rows if row.section] == case.get("sections", [])


@pytest.mark.parametrize("case", TASKS, ids=lambda case: case["about"])
def test_a_table_in_a_document_is_read_as_it_is_alone(case):
    around = plan_of("青禾县春耕工作实施方案", case["table"], "县水务局要报送进度。")
    alone = plan_of(case["table"])
    inside = [one for one in around.directives if one.words or around.quote(one) != "县水务局要报送进度。"]
    assert [told(around, one) for one in inside] == [told(alone, one) for one in alone.directives]


@pytest.mark.parametrize("drawn", OTHERS)
def test_another_table_is_context(drawn):
    assert read_task_table(*table(drawn)) is None
    plan = plan_of(drawn)
    assert plan.directives == ()
    assert {statement.kind for statement in plan.statements} == {Kind.CONTEXT}


SMALL = "序号｜工作任务｜牵头单位｜配合单位｜牵头领导｜完成时限\n1｜疏通石桥渠道｜县水务局｜各乡镇｜分管副县长｜6月底前"


def test_the_columns_are_named():
    tasks = read_task_table(*table(SMALL))
    assert tasks is not None
    names_ = [Column.NUMBER, Column.TASK, Column.LEAD, Column.SUPPORTING, Column.LEADER, Column.LIMIT]
    assert list(tasks.columns) == names_


def test_who_answers_by_a_column_is_told_so():
    (directive,) = plan_of(SMALL).directives
    assert [one.why for one in (*directive.responsible, *directive.supporting)] == [Why.COLUMN, Why.COLUMN]
    assert [leader.text for leader in directive.leaders] == ["分管副县长"]


def test_the_directive_is_the_row_and_its_words_the_tasks_cell():
    plan = plan_of(SMALL)
    (directive,) = plan.directives
    assert plan.quote(directive) == "1\t疏通石桥渠道\t县水务局\t各乡镇\t分管副县长\t6月底前"
    assert directive.words is not None
    assert plan.quote(directive.words) == "疏通石桥渠道"
    assert [plan.quote(plan.statements[index]) for index in directive.statements][1] == "疏通石桥渠道"
    assert directive.title == "疏通石桥渠道"


def test_a_section_row_heads_the_tasks_under_it():
    sections = (
        "序号｜工作任务｜牵头单位\n抓好春灌｜<｜<\n1｜疏通石桥渠道｜县水务局\n备足农资｜<｜<\n2｜备足种子｜县供销社"
    )
    assert [directive.path for directive in plan_of(sections).directives] == [("抓好春灌",), ("备足农资",)]


def test_the_heading_above_a_table_heads_its_tasks():
    plan = plan_of("青禾县春耕方案", "一、抓好春灌", SMALL, "二、保障措施", "县水务局要在9月底前修好石桥泵站3座。")
    assert [directive.path for directive in plan.directives] == [("抓好春灌",), ("保障措施",)]


def test_nothing_is_inherited_from_row_to_row_or_from_the_text_above():
    plan = plan_of("县水务局要疏通渠道。", "工作任务｜责任单位\n备足种子｜\n修好泵站｜各乡镇\n建立台账｜")
    rows = plan.directives[-3:]
    assert [names(directive.responsible) for directive in rows] == ["", "各乡镇", ""]


def test_a_limit_in_the_task_after_that_of_the_column_contradicts():
    plan = plan_of("工作任务｜责任单位｜完成时限\n县水务局要在9月底前疏通石桥渠道｜县水务局｜2026年6月30日前")
    (directive,) = plan.directives
    assert "contradictory-limits" in [gap.kind.value for gap in directive.gaps]


def test_an_empty_limit_or_unit_is_a_gap():
    (directive,) = plan_of("工作任务｜责任单位｜完成时限\n疏通石桥渠道｜｜").directives
    assert [gap.kind.value for gap in directive.gaps] == ["no-unit", "no-limit"]


def test_statements_still_partition_a_text_with_tables():
    plan = plan_of("青禾县春耕方案", SMALL, "县水务局要疏通渠道。", TASKS[0]["table"])
    assert "".join(statement.extent.of(plan.document.text) for statement in plan.statements) == plan.document.text


CELLS = st.sampled_from(
    [
        *("", "^", "<", "序号", "工作任务", "牵头单位", "责任单位", "完成时限", "目标", "1", "疏通渠道"),
        *("疏通渠道。修好泵站；", "县水务局、各乡镇", "6月底前", "18公里", "一、春灌", "（县水务局负责）", "长期坚持"),
    ]
)
GRIDS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width).map("｜".join), min_size=1, max_size=6)
)


@settings(max_examples=300, deadline=None)
@given(GRIDS, st.sampled_from(["序号｜工作任务｜责任单位｜完成时限\n", "工作任务｜牵头单位\n", ""]))
def test_any_table_is_read_into_a_plan_that_holds_together(rows, header):
    check(plan_of("青禾县春耕方案", "一、抓好春灌", header + "\n".join(rows), "县水务局要疏通渠道。"))
