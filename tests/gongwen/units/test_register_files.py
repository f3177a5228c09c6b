"""A register goes to a file and comes back; a bad file is refused in one sentence."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from luoshi.errors import LuoshiError
from luoshi.gongwen.model import UnitKind
from luoshi.gongwen.units import Register, Unit
from luoshi.gongwen.units.register_files import load, save

REGISTER = Register(
    [
        Unit("青禾县财政局", ("财政部门", '“财”"局"\\')),
        Unit("青禾燃气公司", kind=UnitKind.ENTERPRISE, parent="青禾县财政局"),
        Unit("各乡镇", kind=UnitKind.GROUP, members=("临川镇",)),
        Unit("临川镇"),
    ]
)


@pytest.mark.parametrize("ending", [".toml", ".csv", ".xlsx", ".XLSX"])
def test_what_is_saved_is_loaded_again(tmp_path, ending):
    path = tmp_path / f"units{ending}"
    save(REGISTER, path)
    assert load(path).units == REGISTER.units


def test_the_table_has_a_head_that_clerks_read(tmp_path):
    save(REGISTER, tmp_path / "units.xlsx")
    sheet = load_workbook(tmp_path / "units.xlsx").active
    assert [cell.value for cell in sheet[1]] == ["名称", "别名", "类型", "上级", "成员"]
    assert sheet.freeze_panes == "A2"


def test_columns_may_stand_in_any_order_and_have_other_names(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("序号,简称,单位名称,电话\n1,财政局、县财政,青禾县财政局,略\n\n", "utf-8")
    assert load(path).units == (Unit("青禾县财政局", ("财政局", "县财政")),)


def test_a_table_from_an_older_spreadsheet_is_read(tmp_path):
    path = tmp_path / "units.csv"
    path.write_bytes("名称,类型\r\n青禾县财政局,机关\r\n".encode("gb18030"))
    assert load(path).units == (Unit("青禾县财政局"),)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "别名\n财政局\n", "第1行"),
        ("a.csv", "名称,类型\n县财政局,机关\n县水务局,星球\n", "第3行类型“星球”"),
        ("a.csv", "名称,别名\n县财政局,\n,财政\n", "第3行没有名称"),
        ("a.csv", "名称,上级\n县财政局,县政府\n", "县政府"),
        ("a.csv", "名称\n县财政局\n县财政局\n", "重复"),
        ("a.toml", "[[unit]]\nname = 3\n", "第1行没有名称"),
        ("a.toml", '[[unit]]\nname = "县财政局"\nalias = ["财政"]\n', "alias"),
        ("a.toml", '[[unit]]\nname = "县财政局"\naliases = [1]\n', "别名"),
        ("a.toml", "unit = 3\n", "[[unit]]"),
        ("a.toml", "[[unit", "无法读取"),
        ("a.xlsx", "no workbook", "无法读取"),
        ("a.txt", "县财政局", ".txt"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_row(tmp_path, name, content, words):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(LuoshiError) as caught:
        load(tmp_path / name)
    assert caught.value.chinese.startswith(f"{name}：")
    assert words in caught.value.chinese


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(LuoshiError):
        load(tmp_path / "none.csv")


def test_an_unknown_ending_cannot_be_written(tmp_path):
    with pytest.raises(LuoshiError):
        save(REGISTER, tmp_path / "units.doc")
    assert not (tmp_path / "units.doc").exists()
