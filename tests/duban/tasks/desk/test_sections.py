"""In which parts a document is read and decided."""

from hypothesis import given
from hypothesis import strategies as st

from luoshi.duban.tasks.desk.sections import LONGEST, section_at, sections_of

TASK, HEADING, CONTEXT = "directive", "heading", "context"


def node(statement, title, depth=1, parent=None):
    return {"statement": statement, "title": title, "depth": depth, "parent": parent, "number": ""}


def test_a_section_opens_at_a_heading():
    outline = [node(0, "讲话", 0), node(2, "一、项目"), node(5, "二、民生")]
    kinds = [HEADING, CONTEXT, HEADING, TASK, TASK, HEADING, TASK]
    assert [(one.first, one.last, one.titles[-1]) for one in sections_of(outline, kinds)] == [
        (0, 2, "讲话"),
        (2, 5, "一、项目"),
        (5, 7, "二、民生"),
    ]


def test_headings_that_nothing_stands_between_open_one_section():
    outline = [node(0, "二、任务"), node(1, "（一）项目", 2, 0)]
    (section,) = sections_of(outline, [HEADING, HEADING, TASK])
    assert section.titles == ("二、任务", "（一）项目")


def test_a_long_section_is_parted_where_an_item_opens():
    outline = [node(0, "一、任务"), *(node(index, f"第{index}项", 2, 0) for index in range(1, 100, 3))]
    kinds = [HEADING, *[TASK] * 99]
    sections = sections_of(outline, kinds)
    assert [(one.first, one.part, one.of) for one in sections] == [(0, 1, 3), (40, 2, 3), (79, 3, 3)]
    assert {one.titles for one in sections} == {("一、任务",)}


def test_a_long_section_without_items_is_parted_all_the_same():
    assert [one.first for one in sections_of([node(0, "附件")], [HEADING, *[TASK] * 90])] == [0, 40, 80]


@given(st.lists(st.sampled_from([TASK, HEADING, CONTEXT, "achievement"]), max_size=300), st.sets(st.integers(0, 299)))
def test_sections_partition_the_statements(kinds, openings):
    outline = [node(index, f"第{index}部分") for index in sorted(openings) if index < len(kinds)]
    sections = sections_of(outline, kinds)
    assert [index for one in sections for index in range(one.first, one.last)] == list(range(len(kinds)))
    assert all(0 < one.last - one.first <= LONGEST for one in sections)
    assert [one.index for one in sections] == list(range(len(sections)))
    assert all(section_at(sections, index).first <= index for index in range(len(kinds)))
