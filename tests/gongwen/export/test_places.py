"""Where a directive stands, as a ledger says it."""

from dataclasses import replace

import pytest

from luoshi.gongwen.export.places import label, reference, sections, trail
from luoshi.gongwen.model import Heading, Numbering, Phrase, Span
from tests.gongwen.export.plans import county_plan

PLAN = county_plan()


def node(number: str, title: str) -> Heading:
    span = Span(0, 1)
    return Heading(0, span, Numbering.HAN, number, Phrase(span, title), 1, None, 1, 0)


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        ("一、", "稳住粮食生产", "一、稳住粮食生产"),
        ("一、", "稳住粮食生产。", "一、稳住粮食生产"),
        ("第二章", "工作任务", "第二章工作任务"),
        ("生态建设方面", "生态建设方面", "生态建设方面"),
        ("", "保障措施：", "保障措施"),
        ("二、", "办好\n民生 实事", "二、办好民生实事"),
    ],
)
def test_a_heading_is_printed_with_its_number_on_one_line(number, title, expected):
    assert label(node(number, title)) == expected


def test_the_sections_leave_out_the_documents_title_and_the_items():
    assert sections(PLAN, PLAN.directives[0]) == ("一、稳住粮食生产", "（一）建好农田")
    assert sections(PLAN, PLAN.directives[3]) == ("二、办好民生实事",)


def test_the_trail_names_items_by_their_number():
    assert trail(PLAN, PLAN.directives[1]) == ("一、稳住粮食生产", "（一）建好农田", "2")


def test_a_reference_repeats_no_heading_that_stands_as_a_row():
    assert reference(PLAN, PLAN.directives[1], shown=1) == "一、（一）建好农田，2\n（第9句）"
    assert reference(PLAN, PLAN.directives[1], shown=2) == "一、（一）2\n（第9句）"
    assert reference(PLAN, PLAN.directives[3], shown=1) == "二、\n（第13句）"


def test_without_statements_the_place_alone_is_named():
    bare = replace(PLAN.directives[1], statements=())
    assert reference(PLAN, bare, shown=1) == "一、（一）建好农田，2"


def test_a_long_heading_is_cut_in_a_reference():
    heading = PLAN.outline.headings[2]
    long = replace(heading, title=Phrase(heading.title.span, "农" * 40))
    headings = (*PLAN.outline.headings[:2], long, *PLAN.outline.headings[3:])
    plan = replace(PLAN, outline=replace(PLAN.outline, headings=headings))
    assert reference(plan, plan.directives[1], shown=1) == f"一、（一）{'农' * 16}…，2\n（第9句）"


def test_without_an_outline_the_path_is_what_there_is():
    loose = replace(PLAN.directives[0], node=None, path=("其他",))
    assert sections(PLAN, loose) == trail(PLAN, loose) == ("其他",)
    assert reference(PLAN, loose, shown=1) == "第7句"


def test_a_title_that_the_head_does_not_know_is_left_out_at_the_top_only():
    outline = replace(PLAN.outline, facts=replace(PLAN.outline.facts, title=None))
    plan = replace(PLAN, outline=outline)
    assert sections(plan, plan.directives[3]) == ("二、办好民生实事",)


def test_a_reference_drops_the_comma_of_a_sequence_word():
    heading = PLAN.outline.headings[2]
    second = replace(heading, number="其次，", numbering=Numbering.SEQUENCE)
    headings = (*PLAN.outline.headings[:2], second, *PLAN.outline.headings[3:])
    plan = replace(PLAN, outline=replace(PLAN.outline, headings=headings))
    assert reference(plan, plan.directives[1], shown=2) == "一、其次2\n（第9句）"
