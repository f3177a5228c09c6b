"""A bar is shown to people who wait, and to nobody else."""

import io
import sys
from pathlib import Path

from luoshi.cli.progress import working


class Terminal(io.StringIO):
    def isatty(self):
        return True


def go_through(files, monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    with working(files) as waiting:
        seen = list(waiting)
    return seen, stream.getvalue()


def test_several_files_on_a_terminal_have_a_bar(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    files = [Path("甲.txt"), Path("乙.txt")]
    seen, shown = go_through(files, monkeypatch, Terminal())
    assert seen == files
    assert "正在读取" in shown


def test_one_small_file_has_none(monkeypatch):
    assert go_through([Path("甲.txt")], monkeypatch, Terminal()) == ([Path("甲.txt")], "")


def test_one_large_file_has_one(monkeypatch, tmp_path):
    monkeypatch.setenv("TERM", "xterm")
    large = tmp_path / "大.txt"
    large.write_bytes(b"x" * 2_000_001)
    assert "正在读取" in go_through([large], monkeypatch, Terminal())[1]


def test_a_pipe_gets_none(monkeypatch):
    files = [Path("甲.txt"), Path("乙.txt")]
    assert go_through(files, monkeypatch, io.StringIO()) == (files, "")
