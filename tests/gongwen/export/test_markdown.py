"""Markdown: a table for each section, read again by a parser."""

from dataclasses import replace

from markdown_it import MarkdownIt

from luoshi.gongwen.export.markdown import render
from luoshi.gongwen.model import Document
from tests.gongwen.export.golden import agrees
from tests.gongwen.export.plans import TEXT, county_plan, empty_plan

PLAN = county_plan()


def inline(plan) -> list[str]:
    """The words of all headings, cells and paragraphs, as a reader sees them."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(render(plan).decode())
    return ["".join(part.content for part in token.children) for token in tokens if token.type == "inline"]


def test_the_file_is_the_agreed_one():
    assert agrees("county.md", render(PLAN))


def test_every_section_has_a_heading_and_a_table_of_its_own():
    words = inline(PLAN)
    assert words.count("工作任务") == 2
    assert (
        words.index("一、稳住粮食生产") < words.index("渠道清淤x公里（数字待明确）") < words.index("二、办好民生实事")
    )


def test_signs_of_markdown_and_html_stay_words():
    text = TEXT.replace("每季度末报送进度", "*|<b>&_#")
    assert len(text) == len(TEXT), "or the spans of the plan are wrong"
    assert "*|<b>&_#。" in inline(replace(PLAN, document=Document(text)))


def test_a_document_without_tasks_has_no_table():
    assert inline(empty_plan()) == ["《便条》任务分解表", "未给出发文日期，相对时限未推算；共0项任务"]
