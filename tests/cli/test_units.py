"""``luoshi units``: the register between a spreadsheet and the extraction."""

import csv

import openpyxl
import pytest

TABLE = [
    ["名称", "别名", "类型", "上级"],
    ["青禾县人民政府", "县政府", "机关", ""],
    ["青禾县水利局", "县水利局、水利部门", "机关", "青禾县人民政府"],
    ["青禾县应急管理局", "县应急局", "机关", "青禾县人民政府"],
]


@pytest.fixture
def spreadsheet(tmp_path):
    book = openpyxl.Workbook()
    for row in TABLE:
        book.worksheets[0].append(row)
    path = tmp_path / "单位.xlsx"
    book.save(path)
    return path


@pytest.fixture
def register(luoshi_cli, spreadsheet, tmp_path):
    path = tmp_path / "units.toml"
    assert luoshi_cli("units", "import", spreadsheet, "-o", path).status == 0
    return path


def test_a_spreadsheet_becomes_a_register_that_can_be_shown(luoshi_cli, register):
    done = luoshi_cli("units", "show", register)
    assert done.status == 0
    assert "青禾县水利局" in done.out
    assert "县水利局、水利部门" in done.out
    assert "共 3 个单位，4 个别名" in done.out


def test_the_environment_names_the_register(luoshi_cli, register, monkeypatch):
    monkeypatch.setenv("LUOSHI_UNITS", str(register))
    assert "青禾县水利局" in luoshi_cli("units", "show").out


def test_without_a_register_the_command_says_how_to_make_one(luoshi_cli):
    done = luoshi_cli("units", "show")
    assert done.status == 2
    assert "units import" in done.err


@pytest.mark.parametrize("ending", ["csv", "xlsx", "toml"])
def test_what_is_exported_can_be_taken_over_again(luoshi_cli, register, tmp_path, ending):
    out, again = tmp_path / f"表.{ending}", tmp_path / "again.toml"
    assert luoshi_cli("units", "export", register, "-o", out).status == 0
    assert luoshi_cli("units", "import", out, "-o", again).status == 0
    assert again.read_bytes() == register.read_bytes()


def test_a_csv_opens_in_a_spreadsheet_with_its_columns(luoshi_cli, register, tmp_path):
    luoshi_cli("units", "export", register, "-o", tmp_path / "表.csv")
    rows = list(csv.reader((tmp_path / "表.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0][:2] == ["名称", "别名"]
    assert len(rows) == 4


def test_a_file_that_is_there_is_only_replaced_on_demand(luoshi_cli, register, spreadsheet):
    before = register.read_bytes()
    assert luoshi_cli("units", "import", spreadsheet, "-o", register).status == 2
    assert register.read_bytes() == before
    assert luoshi_cli("units", "import", spreadsheet, "-o", register, "--force").status == 0


def test_a_bad_register_names_the_file_and_leaves_nothing_behind(luoshi_cli, tmp_path):
    bad = tmp_path / "坏.csv"
    bad.write_text("名称,类型\n青禾县水利局,机关\n青禾县水利局,机关\n", "utf-8")
    done = luoshi_cli("units", "import", bad, "-o", tmp_path / "units.toml")
    assert done.status == 2
    assert "坏.csv" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["坏.csv"]


def test_an_unknown_ending_leaves_nothing_behind(luoshi_cli, register, tmp_path):
    before = sorted(tmp_path.iterdir())
    assert luoshi_cli("units", "export", register, "-o", tmp_path / "表.pdf").status == 2
    assert sorted(tmp_path.iterdir()) == before


def test_the_extraction_resolves_names_to_the_register(luoshi_cli, register, notice):
    done = luoshi_cli("extract", notice, "--units", register)
    assert done.status == 0
    assert "青禾县水利局" in "".join(done.out.split())


def test_a_register_that_is_missing_is_an_error_of_its_own(luoshi_cli, notice, tmp_path):
    done = luoshi_cli("extract", notice, "--units", tmp_path / "没有.toml")
    assert done.status == 2
    assert "没有.toml" in done.err
