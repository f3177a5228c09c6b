"""A bar is shown to people who wait, and to nobody else."""

import io
import sys
from pathlib import Path

from luoshi.cli.progress import working

ERASED = "\x1b[2K"  # the sequence that clears a line


class Terminal(io.StringIO):
    def isatty(self):
        return True


def go_through(files, monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    with working(files) as work:
        seen = list(work)
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


def test_the_bar_is_off_the_screen_while_something_is_printed(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with working([Path("甲.txt"), Path("乙.txt")]) as work:
        for file in work:
            with work.paused():
                before = terminal.getvalue()
                print(file.name, file=terminal)
                assert terminal.getvalue() == f"{before}{file.name}\n"
                assert ERASED in before


def test_what_is_printed_goes_to_standard_output_while_a_bar_runs(monkeypatch, capsys):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    with working([Path("甲.txt"), Path("乙.txt")]) as work:
        for file in work:
            with work.paused():
                print(file.name)
    assert capsys.readouterr().out == "甲.txt\n乙.txt\n"
