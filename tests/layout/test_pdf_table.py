"""Tables as PDF: head on every page, sections that stay with their rows, a block to sign and seal."""

from dataclasses import replace

import pytest

from luoshi.layout import pdf
from luoshi.layout.grid import Cell, Column, Grid, Row, Section
from luoshi.layout.official import SignOff
from luoshi.layout.page import TABLE, TABLE_UPRIGHT
from tests.layout.documents import decomposition
from tests.layout.paper import sheets, words_of


@pytest.fixture(scope="module")
def printed(free_fonts):
    return lambda grid, **more: sheets(pdf.render_table(grid, fonts=free_fonts, **more))


@pytest.fixture(scope="module")
def extract(printed):
    grid = replace(decomposition(9), title="县水利局2026年重点工作任务分解表", note="来源：青政办发〔2026〕12号")
    return printed(grid, sign_off=SignOff(unit="县水利局"))


def comments(*rows):
    columns = (Column("序号", 12), Column("意见", 120), Column("采纳情况", 40))
    return Grid("意见", "意见采纳情况表", columns, tuple(rows), remarks=("注：共征求12家单位意见。",))


def test_the_head_stands_on_every_page(printed):
    pages = printed(decomposition(60))
    assert len(pages) > 2
    assert all("工作任务" in page.text for page in pages)
    assert sum(page.text.count("2026年青禾县重点工作任务分解表") for page in pages) == 1


def test_every_row_is_printed_once(printed):
    grid = Grid("表", "表", (Column("甲", 50),), tuple(Row((Cell(f"第{n}行。"),)) for n in range(300)))
    text = "".join(page.text for page in printed(grid))
    assert [text.count(f"第{n}行。") for n in range(300)] == [1] * 300


def test_a_section_s_title_never_stands_alone_at_the_foot_of_a_page(printed):
    for rows in range(12, 30):
        body = (
            *(Row((Cell("甲"),)) for _ in range(rows)),
            Section("一、农业"),
            Section("（一）种植", 2),
            Row((Cell("乙"),)),
        )
        pages = printed(Grid("表", "表", (Column("列", 50),), body))
        assert all("乙" in page.text for page in pages if "农业" in page.text or "种植" in page.text)


def test_a_row_is_not_torn_by_the_end_of_a_page(printed):
    tall = Row((Cell("\n".join(f"行首{n}" for n in range(8))),))
    for page in printed(Grid("表", "表", (Column("列", 50),), (tall,) * 12)):
        assert page.text.count("行首0") == page.text.count("行首7")


def test_a_row_higher_than_a_page_goes_on_over_the_page_with_nothing_lost(printed):
    tall = Row((Cell("\n".join(f"行首{n}。" for n in range(100))),))
    text = "".join(page.text for page in printed(Grid("表", "表", (Column("列", 50),), (tall,))))
    assert [n for n in range(100) if f"行首{n}。" not in text] == []


def test_an_extract_ends_with_lines_to_sign_and_seal(extract):
    words = extract[-1].text
    for label in ("单位（盖章）：县水利局", "负责人签字：", "联系人及电话：", "日期：年月日"):
        assert label in words.replace("\u3000", "")


def test_the_lines_to_sign_are_never_torn_apart(printed):
    for rows in range(4, 20, 2):
        pages = printed(decomposition(rows), sign_off=SignOff())
        assert sum("单位（盖章）" in page.text and "日期" in page.text for page in pages) == 1


@pytest.mark.parametrize(("page", "width"), [(TABLE, 297), (TABLE_UPRIGHT, 210)])
def test_a_table_may_lie_across_or_stand_upright(printed, page, width):
    sheet = printed(decomposition(3), page=page)[0]
    assert sheet.width == pytest.approx(width, abs=0.1)
    rules = [rule for rule in sheet.rules if rule.right - rule.left > 100]
    reach = max(rule.right for rule in rules) - min(rule.left for rule in rules)
    assert reach == pytest.approx(page.text_width, abs=1)


def test_note_and_remarks_stand_above_and_below(printed, extract):
    assert extract[0].text.index("来源：") < extract[0].text.index("序号")
    page = printed(comments(Row((Cell("1"), Cell("建议修改时限"), Cell("采纳")))))[0]
    assert page.find("注：共")[0].y > page.find("建议")[0].y


def test_numbers_stand_outside_odd_right_even_left(printed):
    first, second = printed(decomposition(60))[:2]
    sides = [next(mark.x for mark in page.marks if mark.character == "—") for page in (first, second)]
    assert sides[0] > 250
    assert sides[1] < 50


def test_a_narrow_column_still_holds_two_characters(printed):
    page = printed(decomposition(3), page=TABLE_UPRIGHT)[0]
    head = page.find("序号")
    assert head[0].y == head[1].y
    assert words_of(head) == "序号"


def test_a_table_without_rows_is_a_head(printed):
    assert "采纳情况" in printed(comments())[0].text
