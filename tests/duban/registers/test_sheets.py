"""Yesterday's ledgers are read as tables, and their columns mapped to our fields."""

from datetime import date

import pytest

from luoshi.duban import clock
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import ColumnMapping
from luoshi.duban.registers.sheet_fields import FIELDS
from luoshi.duban.registers.sheets import (
    check_mapping,
    choices,
    guess,
    mapping_for,
    read_tables,
    remember,
    rows_of,
    table_at,
    table_in,
    totals_in,
)
from luoshi.duban.spreadsheets.headings import bare
from luoshi.duban.spreadsheets.reading import read_sheets
from tests.duban.spreadsheets.books import book

LEDGER = [
    ["2026年重点工作台账"],
    ["填报单位：青禾县督查室"],
    ["序号", "工作任务", "具体举措", "牵头领导", "牵头单位", "配合单位", "完成时限", "当前进度", "状态", "备注"],
    ["一、重大项目"],
    [1, "完成3座水库除险加固", "招标", "钱副县长", "县水利局", "县财政局", date(2026, 9, 30), "已开工", "办理中", None],
    [None, None, "施工", None, None, None, None, None, None, None],
    [2, "新建停车位800个", None, "钱副县长", "县住建局", None, "年底前", "已完成", "已办结", "提前"],
]


def _table(rows=LEDGER, merge=("A1:J1", "A4:J4", "A5:A6", "B5:B6"), register=None):
    return read_tables(book(台账=rows, merge=merge), "台账.xlsx", register)[0]


def test_the_headings_are_found_below_title_and_notes():
    table = _table()
    assert (table.name, table.first_row, table.columns[1].heading, table.columns[1].letters) == (
        "台账",
        3,
        "工作任务",
        "B",
    )


def test_known_headings_are_mapped_by_name():
    assert list(guess(_table()).values()) == [
        "number", "text", "steps", "leader", "lead", "supporting", "limit", "progress", "state", "note",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("督查内容", "text"),
        ("承办单位", "responsible"),
        ("完成时限（月底前）", "limit"),
        ("责任单位及配合单位", "responsible"),
        ("办理情况*", "progress"),
        ("截至目前进展情况", "progress"),
        ("是否销号", "state"),
        ("延期次数", "extensions"),
        ("天气", None),
    ],
)
def test_other_names_and_longer_headings_are_known(heading, field):
    table = _table([["序号", "责任领导", heading], [1, "钱副县长", "甲"]], merge=())
    assert guess(table).get(bare(heading)) == field


def test_a_column_of_progress_with_figures_alone_is_a_share_and_leaves_the_words_to_the_other():
    rows = [
        ["工作任务", "当前进度", "进展情况"],
        ["修路", "60%", "已完成12公里"],
        ["修桥", 80, "已开工"],
        ["修渠", None, None],
    ]
    assert guess(_table(rows, merge=())) == {"工作任务": "text", "当前进度": "percent", "进展情况": "progress"}


def test_headings_of_two_rows_are_joined():
    rows = [
        ["序号", "工作任务", "完成时限", None, "责任", None],
        [None, None, "原文", "日期", "牵头单位", "配合单位"],
        [1, "修路", "9月底前", date(2026, 9, 30), "县交通局", "县财政局"],
    ]
    table = _table(rows, merge=("A1:A2", "B1:B2", "C1:D1", "E1:F1"))
    assert guess(table) == {
        "序号": "number", "工作任务": "text", "完成时限/原文": "limit", "完成时限/日期": "due",
        "责任/牵头单位": "lead", "责任/配合单位": "supporting",
    }  # fmt: skip
    assert table.first_row == 2


def test_rows_come_with_section_continuation_and_typed_values():
    table = _table()
    first, second, third = rows_of(table, guess(table))
    assert (first.number, first.section, first.words("text"), first.day("limit")) == (
        5, "一、重大项目", "完成3座水库除险加固", date(2026, 9, 30),
    )  # fmt: skip
    assert (second.words("steps"), second.continues, second.words("text")) == ("施工", True, "完成3座水库除险加固")
    assert (third.words("limit"), third.day("limit"), third.continues) == ("年底前", None, False)


def test_a_problem_names_sheet_row_and_column():
    row = rows_of(_table(), guess(_table()))[2]
    problem = row.problem("limit", "日期无法识别", "this is no day")
    assert (problem.sheet, problem.row, problem.column) == ("台账", 7, "G")
    assert problem.sentence == "工作表“台账”第7行G列：日期无法识别。"


def test_a_field_is_mapped_once_and_the_task_must_be_mapped():
    table = _table()
    mapping = {"序号": "number", "备注": "number", "状态": "nonsense"}
    assert [problem.chinese for problem in check_mapping(table, mapping)] == [
        "没有“nonsense”这一项",
        "与A列都对应“序号”，一项只能对应一列",
        "没有对应“工作任务”的列",
    ]
    assert check_mapping(table, guess(table)) == []


def test_two_columns_of_one_name_are_told_apart():
    table = _table([["序号", "任务", "备注", "备注"], [1, "修路", "甲", "乙"]], merge=())
    assert [column.key for column in table.columns] == ["序号", "任务", "备注", "备注#2"]
    assert guess(table) == {"序号": "number", "任务": "text", "备注": "note"}


def test_the_mapping_chosen_is_remembered_for_the_same_headings(cast):
    table = _table()
    chosen = {**guess(table), "备注": "problems"}
    remember(cast.office, table, chosen, user=cast.chen, now=clock.now())
    remember(cast.office, table, chosen, user=cast.li, now=clock.now())
    assert ColumnMapping.objects.get().used_by == cast.li
    assert mapping_for(cast.office, _table(), cast.register) == chosen
    assert mapping_for(cast.other_office, _table()) == guess(table)


def test_a_registers_own_columns_can_be_mapped(cast):
    cast.register.schema = {"columns": [{"key": "c1", "name": "总投资（万元）", "kind": "number"}]}
    table = _table([["序号", "任务", "总投资（万元）"], [1, "修路", 300]], merge=(), register=cast.register)
    assert guess(table, cast.register)["总投资（万元）"] == "extra:c1"
    assert ("extra:c1", "总投资（万元）") in choices(cast.register)


def test_a_file_without_headings_is_refused():
    with pytest.raises(Refused, match="没有找到表头"):
        read_tables(book(说明=[["只有一句话"]]), "台账.xlsx")


def test_a_column_shows_examples():
    table = _table()
    assert table.examples(table.columns[6]) == ["2026-09-30", "年底前"]


def test_no_heading_means_two_fields():
    headings = [heading for field in FIELDS for heading in field.headings]
    assert len(headings) == len(set(headings))


def test_a_row_with_one_thing_left_of_the_task_is_a_title_though_nothing_is_merged():
    rows = [LEDGER[2], ["一、重大项目"], [1, "修路"], ["二、民生实事"], [2, "建校"]]
    table = _table(rows, merge=())
    assert [(row.section, row.words("text")) for row in rows_of(table, guess(table))] == [
        ("一、重大项目", "修路"),
        ("二、民生实事", "建校"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["合计", "2项", None, None, None, None, None, "50%"],
        [None, "合 计", None, None, None, None, None, 2],
        ["重大项目小计：", 2],
        ["总计"],
    ],
)
def test_a_row_of_totals_is_no_task_and_no_title_and_is_told(row):
    table = _table([*LEDGER, row, [3, "改造农村公路12公里", None, None, "县交通局"]])
    rows = rows_of(table, guess(table))
    assert [one.words("text") for one in rows][-2:] == ["新建停车位800个", "改造农村公路12公里"]
    assert rows[-1].section == "一、重大项目"
    assert [one.sentence for one in totals_in(table)] == ["工作表“台账”第8行：是合计行，不作为任务。"]


def test_a_task_that_speaks_of_totals_is_a_task():
    table = _table(
        [*LEDGER, [3, "按月合计", None, None, "县统计局"], ["合计", "核对全县粮食总产", None, None, "县统计局"]]
    )
    assert [one.words("text") for one in rows_of(table, guess(table))][-2:] == ["按月合计", "核对全县粮食总产"]
    assert not totals_in(table)


def test_headings_that_are_repeated_on_each_page_are_no_rows():
    table = _table([LEDGER[2], [1, "修路"], LEDGER[2], [2, "建校"]], merge=())
    assert [row.words("text") for row in rows_of(table, guess(table))] == ["修路", "建校"]


def test_a_person_can_say_where_the_headings_stand():
    (sheet,) = read_sheets(book(台账=[["工作", "谁来办"], ["修路", "县交通局"]]), "台账.xlsx")
    assert table_in(sheet) is None
    table = table_at(sheet, 0, 0)
    assert [column.heading for column in table.columns] == ["工作", "谁来办"]
    assert [row.words("text") for row in rows_of(table, {"工作": "text"})] == ["修路"]
