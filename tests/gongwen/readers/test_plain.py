"""Plain text is kept exactly as decoded."""

import hashlib

import pytest

from luoshi.gongwen.readers import read

TEXT = "　　青禾县教育局要抓好控辍保学。\r\n请各乡镇于6月底前报送。\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("gb18030", b""), ("gbk", b""), ("utf-16", b""), ("utf-16-be", b"\xfe\xff")],
)
def test_a_text_is_the_same_in_every_encoding(encoding, mark):
    document = read(mark + TEXT.encode(encoding), name="通知.txt")
    assert document.text == TEXT
    assert (document.format, document.reader, document.name) == ("txt", "txt/1", "通知.txt")


def test_the_hash_is_that_of_the_bytes():
    data = "工作方案".encode("gb18030")
    assert read(data).sha256 == hashlib.sha256(data).hexdigest()


def test_lines_parted_by_the_same_number_of_tabs_are_a_table():
    text = "任务表\n序号\t任务\t责任单位\n1\t修好水渠\t临川镇\n说明：无"
    (table,) = read(text.encode()).tables
    assert [[cell.span.of(text) for cell in row] for row in table.grid] == [
        ["序号", "任务", "责任单位"],
        ["1", "修好水渠", "临川镇"],
    ]
    assert table.span.of(text).startswith("序号")


@pytest.mark.parametrize(
    "text", ["工作报告\t\t——县长", "一\t二\n三\t四", "甲\t乙\t丙\n\n甲\t乙\t丙", "甲\t乙\t丙\n甲\t乙"]
)
def test_a_lone_or_uneven_line_of_tabs_is_no_table(text):
    assert read(text.encode()).tables == ()


def test_an_empty_cell_has_an_empty_span():
    text = "甲\t\t丙\r\n\t乙\t"
    (table,) = read(text.encode()).tables
    assert [[cell.span.of(text) for cell in row] for row in table.grid] == [["甲", "", "丙"], ["", "乙", ""]]


def test_a_path_gives_the_file_its_name(tmp_path):
    path = tmp_path / "方案.txt"
    path.write_text("各乡镇要抓好落实。", encoding="utf-8")
    assert read(path).name == read(str(path)).name == "方案.txt"
    assert read(path, name="另一名.txt").name == "另一名.txt"
