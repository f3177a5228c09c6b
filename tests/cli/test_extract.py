"""``luoshi extract``: the ledger on the screen and in files."""

import csv
import json

import pytest
from rich.cells import cell_len


def test_it_prints_the_title_the_tasks_and_the_date_it_used(luoshi_cli, plan):
    done = luoshi_cli("extract", "重点工作.txt")
    assert done.status == 0
    assert done.err == ""
    assert "青禾县2026年重点工作实施方案" in done.out
    assert "任务 6 项，其中 3 项有待明确" in done.out
    assert "成文日期 2026-03-02（取自文件：“2026年3月2日”）" in done.out
    assert "一、稳住粮食生产" in done.out
    assert "县农业农村局" in done.out
    assert "（2026-12-31）" in done.out


def test_the_date_that_the_user_gives_goes_before_the_document_s_own(luoshi_cli, plan):
    for day in ("2025-01-31", "20250131", "2025年1月31日"):
        assert "成文日期 2025-01-31（--issued-on 指定）" in luoshi_cli("extract", "a.txt", "--issued-on", day).out


def test_a_date_that_no_calendar_has_is_refused(luoshi_cli, plan):
    done = luoshi_cli("extract", "a.txt", "--issued-on", "2025-02-30")
    assert done.status == 2
    assert "--issued-on" in done.err
    assert done.out == ""


@pytest.mark.parametrize("width", [80, 100, 119, 120, 160, 200])
def test_it_fits_the_terminal(luoshi_cli, plan, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    lines = luoshi_cli("extract", "a.txt").out.splitlines()
    assert max(map(cell_len, lines)) == width
    assert any("配合单位" in line for line in lines) is (width >= 120)


def test_a_document_without_tasks_is_no_error(luoshi_cli, nothing_to_do):
    done = luoshi_cli("extract", "便条.txt")
    assert done.status == 0
    assert "没有发现任务" in done.out
    assert "成文日期未知" in done.out


@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv", "json", "md"])
def test_it_writes_every_format(luoshi_cli, plan, tmp_path, ending):
    target = tmp_path / f"台账.{ending}"
    done = luoshi_cli("extract", "a.txt", "-o", target)
    assert done.status == 0
    assert target.stat().st_size
    assert target.name in "".join(done.out.split())
    assert "工作任务" not in done.out, "the ledger is in the file, not on the screen"


def test_one_call_can_write_several_files_and_show_the_ledger(luoshi_cli, plan, tmp_path):
    done = luoshi_cli("extract", "a.txt", "--show", "-o", tmp_path / "a.json", "-o", tmp_path / "a.csv")
    assert "工作任务" in done.out
    assert len(json.loads((tmp_path / "a.json").read_text("utf-8"))["directives"]) == 6
    rows = list(csv.reader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()))
    assert any("县教育局" in row for row in rows)


def test_several_files_go_into_a_folder_one_ledger_each(luoshi_cli, plan, tmp_path):
    done = luoshi_cli("extract", "a.txt", "b.txt", "x/a.txt", "-o", tmp_path / "out", "-f", "json", "-f", "md")
    assert done.status == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a.json", "a.md", "a.txt.json", "a.txt.md", "b.json", "b.md",
    ]  # fmt: skip


def test_the_error_of_one_file_does_not_stop_the_others(luoshi_cli, notice, tmp_path):
    done = luoshi_cli("extract", tmp_path / "没有.txt", notice, "-o", tmp_path / "out", "-f", "json")
    assert done.status == 2
    assert "没有.txt" in done.err
    assert done.err.count("错误：") == done.err.count("Error: ") == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["防汛方案.json"]
    assert "完成 1 个，未完成 1 个" in done.out


def test_several_files_do_not_fit_into_one(luoshi_cli, plan, tmp_path):
    done = luoshi_cli("extract", "a.txt", "b.txt", "-o", tmp_path / "a.xlsx")
    assert done.status == 2
    assert "文件夹" in done.err
    assert not list(tmp_path.iterdir())


def test_an_unknown_ending_is_refused_before_anything_is_read(luoshi_cli, tmp_path):
    done = luoshi_cli("extract", "没有.txt", "-o", tmp_path / "a.pdf")
    assert done.status == 2
    assert ".pdf" in done.err
    assert "没有.txt" not in done.err


def test_an_input_is_never_overwritten(luoshi_cli, tmp_path):
    source = tmp_path / "计划.md"
    source.write_text("县水利局要在年底前完成水库加固。\n", "utf-8")
    done = luoshi_cli("extract", source, "-o", tmp_path, "-f", "md")
    assert done.status == 2
    assert source.read_text("utf-8") == "县水利局要在年底前完成水库加固。\n"


def test_a_folder_that_cannot_be_made_is_one_sentence(luoshi_cli, plan, tmp_path):
    (tmp_path / "file").write_text("x")
    done = luoshi_cli("extract", "a.txt", "-o", tmp_path / "file" / "deep" / "a.xlsx")
    assert done.status == 2
    assert done.err.startswith("错误：")
    assert "Traceback" not in done.err


def test_a_real_file_is_read_from_end_to_end(luoshi_cli, notice, tmp_path):
    done = luoshi_cli("extract", notice, "--show", "-o", tmp_path / "a.json")
    assert done.status == 0
    written = json.loads((tmp_path / "a.json").read_text("utf-8"))
    text = notice.read_text("utf-8")
    quotes = [text[one["start"] : one["end"]] for one in written["statements"]]
    assert "".join(quotes) == "".join(text.split())
    assert any("县水利局" in directive["responsible"] for directive in written["directives"])
    assert "2026-06-30" in done.out
