"""Web pages read as they show."""

import pytest

from luoshi.gongwen.readers import read


def text(html):
    return read(f"<html><body>{html}</body></html>".encode(), name="页.html").text


def test_blocks_are_lines_and_what_is_not_shown_is_dropped():
    page = (
        "<nav>首页 &gt; 文件</nav><script>var 甲=1</script><style>p{}</style><h2>总体要求</h2><p>抓好<b>春耕</b>。</p>"
        '<p style="display: none">暗</p><p hidden>藏</p><div>第一行<br>第二行</div><!-- 注 -->'
    )
    assert text(page) == "总体要求\n抓好春耕。\n第一行\n第二行"


def test_headings_are_hinted():
    document = read("<html><h1>工作方案</h1><h3>（一）抓春耕</h3><p>正文。</p></html>".encode())
    assert [(hint.span.of(document.text), hint.level) for hint in document.hints] == [
        ("工作方案", 1),
        ("（一）抓春耕", 3),
    ]
    assert (document.format, document.reader) == ("html", "html/1")


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<p>抓好\n   春耕。</p>", "抓好春耕。"),
        ("<p>GDP\n增长</p>", "GDP增长"),
        ("<p>one\n two 三</p>", "one two 三"),
        ("<p>县长&emsp;张&nbsp;某</p>", "县长\u2003张\xa0某"),
        ("<p>&#8220;十五五&#8221;</p>", "“十五五”"),
        ("<p>　　首行缩进</p>", "　　首行缩进"),
        ("<pre>一\n二</pre>", "一\n二"),
        ("<p>未闭合<p>第二", "未闭合\n第二"),
    ],
)
def test_white_space_of_the_source_is_not_text(html, line):
    assert text(html) == line


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gb18030", '<meta charset="gb2312">'),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=GBK">'),
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-16", ""),
        ("gb18030", ""),
        ("utf-8", '<meta charset="no-such-charset">'),
        ("utf-8", '<meta charset="punycode">'),
        ("utf-8", '<meta charset="gb2312">'),
    ],
)
def test_the_page_may_name_its_encoding(encoding, head):
    page = f"<!DOCTYPE html><html><head>{head}<title>题</title></head><body><p>各乡镇抓好落实。</p></body></html>"
    assert read(page.encode(encoding)).text == "各乡镇抓好落实。"


def test_a_table_spans_rows_and_columns():
    document = read(
        "<html><p>前</p><table><tr><th colspan=2>任务</th><th>单位</th></tr>"
        "<tr><td rowspan=2>水利</td><td><p>修渠</p><p>护坡</p></td><td>临川镇</td></tr>"
        "<tr><td>清淤</td><td>青溪乡</td></tr></table><p>后</p></html>".encode()
    )
    assert document.text == "前\n任务\t\t单位\n水利\t修渠\v护坡\t临川镇\n\t清淤\t青溪乡\n后"
    grid = [[cell.span.of(document.text) for cell in row] for row in document.tables[0].grid]
    assert grid[2] == ["水利", "清淤", "青溪乡"]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>甲</p></td></tr><tr><td><p>乙</p></td></tr></table>",
        "<table><tr><td>甲<table><tr><td>乙</td></tr></table></td></tr></table>",
        "<table><tr><td>甲</td><td>乙</td></tr></table>",
    ],
    ids=["one column", "nested", "one row"],
)
def test_a_table_that_lays_out_the_page_is_lines(table):
    document = read(f"<html>{table}</html>".encode())
    assert (document.text, document.tables) == ("甲\n乙", ())


def test_huge_spans_are_cut_to_the_table():
    document = read(
        "<html><table><tr><td rowspan=99999>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table></html>".encode()
    )
    assert document.text == "甲\t乙\n\t丙"


def test_very_deep_nesting_is_no_error():
    assert "底" in text("<div>" * 200 + "底" + "</div>" * 200)
