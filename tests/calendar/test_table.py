"""The table as a file that a clerk edits: what is read, and which line is wrong."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.calendar import WorkingCalendar
from luoshi.calendar.table import DayKind, parse_table
from luoshi.errors import LuoshiError

TABLE = """\
# 本县的安排
[2030]
2030-02-02~2030-02-04 休 春节
2030-02-09 班 春节  # 周六上班

[2031]
"""


def test_a_users_table_is_read(tmp_path: Path):
    file = tmp_path / "县历.txt"
    file.write_text(TABLE, "utf-8-sig")
    calendar = WorkingCalendar.load(file)
    assert calendar.years == {2030, 2031}
    assert not calendar.is_working_day(date(2030, 2, 4))
    assert calendar.is_working_day(date(2030, 2, 9))
    assert calendar.is_working_day(date(2031, 1, 1))


def test_days_and_years_are_told():
    days, years = parse_table(TABLE, "t")
    assert days[date(2030, 2, 3)] is DayKind.REST
    assert len(days) == 4
    assert years == {2030, 2031}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2030-02-30 休 春节", "没有这一天"),
        ("2030-02-02 假 春节", "应写作"),
        ("2030年2月2日 休", "应写作"),
        ("2031-02-02 休 春节", "不在它上面的年份之下"),
        ("2030-02-05~2030-02-02 休 春节", "起止日期有误"),
        ("2030-12-31~2031-01-02 休 元旦", "起止日期有误"),
        ("2030-02-03 班 春节", "出现了两次"),
        ("[2030]", "出现了两次"),
        ("[30]", "应写作"),
    ],
)
def test_a_wrong_line_is_named(line: str, reason: str):
    with pytest.raises(LuoshiError) as caught:
        parse_table(f"[2030]\n2030-02-03 休 春节\n{line}\n", "县历.txt")
    assert caught.value.code == "bad-calendar"
    assert caught.value.chinese.startswith("县历.txt第3行：")
    assert reason in caught.value.chinese
    assert "line 3" in caught.value.english


def test_a_day_before_any_year_is_wrong():
    with pytest.raises(LuoshiError, match="第1行"):
        parse_table("2030-02-03 休\n", "t")


def test_a_missing_file_is_said(tmp_path: Path):
    with pytest.raises(LuoshiError, match="无法读取"):
        WorkingCalendar.load(tmp_path / "没有.txt")


def test_a_file_in_another_encoding_is_said(tmp_path: Path):
    file = tmp_path / "gbk.txt"
    file.write_bytes("[2030]\n2030-02-02 休 春节\n".encode("gb18030"))
    with pytest.raises(LuoshiError, match="UTF-8"):
        WorkingCalendar.load(file)


def test_a_huge_file_is_refused(tmp_path: Path):
    file = tmp_path / "big.txt"
    file.write_bytes(b"#" * 2_000_001)
    with pytest.raises(LuoshiError, match="过大"):
        WorkingCalendar.load(file)


@given(st.text())
def test_no_text_raises_anything_else(source: str):
    with contextlib.suppress(LuoshiError):
        parse_table(source, "t")
