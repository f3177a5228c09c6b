"""What a ledger says about its document."""

from dataclasses import replace

import pytest

from luoshi.gongwen.export.about import about, heading, note
from luoshi.gongwen.model import Phrase, Span
from tests.gongwen.export.plans import county_plan, empty_plan

PLAN = county_plan()


def titled(words: str):
    facts = replace(PLAN.outline.facts, title=Phrase(Span(0, 1), words))
    return replace(PLAN, outline=replace(PLAN.outline, facts=facts))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("在全县水利工作会议上的讲话", "《在全县水利工作会议上的讲话》任务分解表"),
        ("关于印发《水渠方案》的通知", "《关于印发〈水渠方案〉的通知》任务分解表"),
        ("青禾县\n水利工作要点", "《青禾县水利工作要点》任务分解表"),
        ("水利工作任务分解表", "水利工作任务分解表"),
    ],
)
def test_the_table_is_named_after_the_document(title, expected):
    assert heading(titled(title)) == expected


def test_without_a_title_the_file_gives_the_name():
    assert heading(empty_plan()) == "《便条》任务分解表"
    assert heading(replace(empty_plan(), document=replace(empty_plan().document, name=""))) == "任务分解表"


def test_the_note_says_where_it_comes_from_and_how_much_is_open():
    assert note(PLAN) == (
        "文号：青禾政发〔2026〕3号；成文日期：2026年3月2日；相对时限按2026年3月2日推算；共6项任务，其中3项有待明确内容"
    )


def test_the_note_says_when_no_date_was_given():
    assert note(empty_plan()) == "未给出发文日期，相对时限未推算；共0项任务"


def test_an_override_of_the_secrecy_mark_stands_in_the_note_and_on_the_sheet():
    plan = replace(PLAN, document=replace(PLAN.document, declassified=True))
    assert note(plan).endswith("；原件标有密级，经办人声明已解密")
    assert "解密声明" in [row.cells[0].text for row in about(plan).rows]
    assert "解密声明" not in [row.cells[0].text for row in about(PLAN).rows]


def test_the_sheet_names_the_facts_and_leaves_out_what_is_unknown():
    facts = {row.cells[0].text: row.cells[1].text for row in about(PLAN).rows}
    assert facts["文号"] == "青禾政发〔2026〕3号"
    assert facts["发文机关"] == "青禾县人民政府"
    assert facts["时限推算"] == "相对时限按2026年3月2日推算"
    assert facts["语句"] == "共17句：标题5句，任务7句，成效1句，说明4句"
    assert facts["文件校验值（SHA-256）"] == "0" * 64
    assert "紧急程度" not in facts
