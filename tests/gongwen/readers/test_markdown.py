"""Markdown read as it renders, as lines."""

import pytest

from luoshi.gongwen.readers import read


def text(source):
    return read(source.encode(), name="方案.md").text


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("# 工作方案\n\n正文**重点**和*着重*。", "工作方案\n正文重点和着重。"),
        ("1. 修渠\n2. 清淤\n", "1. 修渠\n2. 清淤"),
        ("3) 修渠\n3) 清淤\n", "3) 修渠\n4) 清淤"),
        ("- 修渠\n- 清淤", "修渠\n清淤"),
        ("1. 修渠\n   - 护坡\n2. 清淤", "1. 修渠\n护坡\n2. 清淤"),
        ("一、总体要求\n抓好春耕。", "一、总体要求\n抓好春耕。"),
        ("1.加强领导。", "1.加强领导。"),
        ("```\n甲\n乙\n```", "甲\n乙"),
        ("见[附件](http://x)和`代码`。", "见附件和代码。"),
        ("甲<br>乙<span>丙</span>", "甲\n乙丙"),
        ("<div>\n<p>甲</p>\n</div>", "甲"),
        ("> 引文", "引文"),
        ("~~删去~~保留", "删去保留"),
        ("甲\\*乙", "甲*乙"),
    ],
)
def test_marks_are_dropped_and_numbers_stay(source, lines):
    assert text(source) == lines


def test_headings_are_hinted_and_tables_read():
    document = read("## 任务\n\n| 序号 | 任务 |\n|---|---|\n| 1 | 修渠<br>护坡 |\n".encode(), name="表.md")
    assert document.text == "任务\n序号\t任务\n1\t修渠\v护坡"
    assert [(hint.span.of(document.text), hint.level) for hint in document.hints] == [("任务", 2)]
    assert [[cell.span.of(document.text) for cell in row] for row in document.tables[0].grid][1] == ["1", "修渠\v护坡"]
    assert (document.format, document.reader) == ("md", "md/1")


def test_a_nameless_text_is_markdown_only_by_clear_signs():
    assert read("# 甲\n\n# 乙\n".encode()).format == "md"
    assert read("# 甲\n正文\n".encode()).format == "txt"
    assert read("# 甲\n\n# 乙\n".encode(), name="x.txt").text == "# 甲\n\n# 乙\n"
