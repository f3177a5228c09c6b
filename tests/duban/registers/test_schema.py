"""A register's own columns: what they may be, and what may be typed into them."""

import pytest

from luoshi.duban.problems import Refused
from luoshi.duban.registers.schema import Column, ColumnKind, Schema

INVESTMENT = Column("c1", "总投资", ColumnKind.NUMBER, required=True)
STAGE = Column("c2", "阶段", ColumnKind.CHOICE, choices=("前期", "在建", "竣工"))
START = Column("c3", "开工日期", ColumnKind.DATE)
KEY = Column("c4", "省重点", ColumnKind.FLAG)
NOTE = Column("c5", "建设内容")
SCHEMA = Schema((INVESTMENT, STAGE, START, KEY, NOTE))


def test_a_schema_is_stored_and_read_back():
    assert Schema.parse(SCHEMA.as_data()) == SCHEMA
    assert Schema.parse({}) == Schema()


def test_values_are_stored_in_plain_form():
    typed = {"c1": "1,200.50", "c2": "在建", "c3": "2026年3月5日", "c4": "on", "c5": " 新建 ", "c9": "不相干"}
    cleaned = SCHEMA.clean(typed)
    assert cleaned.errors == {}
    assert cleaned.values == {"c1": "1200.50", "c2": "在建", "c3": "2026-03-05", "c4": True, "c5": "新建"}


def test_each_faulty_value_is_named_by_its_column():
    cleaned = SCHEMA.clean({"c1": "约三千", "c2": "停工", "c3": "三月", "c4": "也许", "c5": "甲" * 2001})
    assert cleaned.values == {}
    assert cleaned.errors == {
        "c1": "“总投资”应为数字，现为“约三千”。",
        "c2": "“阶段”应为前期、在建、竣工之一，现为“停工”。",
        "c3": "“开工日期”应为日期（如 2026-03-05），现为“三月”。",
        "c4": "“省重点”应为是或否，现为“也许”。",
        "c5": "“建设内容”超过2000字。",
    }


def test_what_is_required_must_be_there_and_the_rest_need_not():
    cleaned = SCHEMA.clean({})
    assert cleaned.errors == {"c1": "请填写“总投资”。"}
    assert cleaned.values == {"c4": False}


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ([INVESTMENT, INVESTMENT], "标识“c1”不可用"),
        ([INVESTMENT, Column("c2", "总投资")], "列名“总投资”重复"),
        ([Column("c1", "")], "名称应为1至30字"),
        ([Column("c1", "阶段", ColumnKind.CHOICE)], "须列出选项"),
        ([Column("c1", "阶段", ColumnKind.TEXT, choices=("甲",))], "不应有选项"),
        ([Column("C 1", "阶段")], "标识“C 1”不可用"),
        ([Column(f"c{number}", f"列{number}") for number in range(41)], "最多40列"),
    ],
)
def test_a_schema_that_cannot_be_is_refused_by_its_column(columns, why):
    with pytest.raises(Refused, match=why):
        Schema(tuple(columns)).check()


@pytest.mark.parametrize(
    "data", [{"columns": "甲"}, {"columns": [{"kind": "picture"}]}, {"columns": [{"choices": [1]}]}]
)
def test_stored_nonsense_is_refused(data):
    with pytest.raises(Refused):
        Schema.parse(data)


def test_a_new_key_is_above_every_other():
    assert (SCHEMA.next_key(), Schema().next_key()) == ("c6", "c1")
