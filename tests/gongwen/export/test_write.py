"""Writing a file: whole or not at all, and one clear sentence where it fails."""

import pytest

from luoshi.errors import LuoshiError
from luoshi.gongwen.export import SUFFIXES, render, write
from tests.gongwen.export.plans import county_plan

PLAN = county_plan()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_ending_gives_its_format(tmp_path, suffix):
    target = tmp_path / f"分解表{suffix}"
    write(PLAN, target)
    assert target.read_bytes() == render(PLAN, suffix)


def test_the_ending_may_be_written_in_capitals(tmp_path):
    write(PLAN, tmp_path / "A.CSV")
    assert (tmp_path / "A.CSV").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.xls"])
def test_an_unknown_ending_names_the_known_ones(tmp_path, name):
    with pytest.raises(LuoshiError) as refused:
        write(PLAN, tmp_path / name)
    assert refused.value.code == "unknown-format"
    for words in (refused.value.chinese, refused.value.english):
        assert ".xlsx .docx .csv .json .md" in words
    assert not list(tmp_path.iterdir())


def test_an_older_file_is_replaced(tmp_path):
    target = tmp_path / "a.md"
    target.write_text("旧", encoding="utf-8")
    write(PLAN, target)
    assert "青禾县" in target.read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_missing_folder_is_said_and_nothing_is_left(tmp_path):
    with pytest.raises(LuoshiError) as refused:
        write(PLAN, tmp_path / "无" / "a.md")
    assert refused.value.code == "cannot-write"
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_place_of_the_file_stays_and_nothing_half_written_is_left(tmp_path):
    (tmp_path / "a.md").mkdir()
    with pytest.raises(LuoshiError):
        write(PLAN, tmp_path / "a.md")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_format_that_fails_leaves_the_older_file(tmp_path, monkeypatch):
    target = tmp_path / "a.csv"
    target.write_text("旧", encoding="utf-8")
    monkeypatch.setattr("luoshi.gongwen.export.csv_file.items", lambda plan: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write(PLAN, target)
    assert target.read_text("utf-8") == "旧"


def test_a_long_name_leaves_room_for_the_file_beside_it(tmp_path):
    target = tmp_path / f"{'长' * 83}.md"
    write(PLAN, target)
    assert target.exists()
