"""Whatever goes wrong is one sentence in Chinese and one in English, and an exit status."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import luoshi
from luoshi.cli.problems import as_error
from luoshi.errors import LuoshiError

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments, **environment):
    """``luoshi`` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "luoshi", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        check=False,
    )


BAD = {
    "空.txt": b"",
    "程序.docx": b"MZ\x90\x00" + bytes(range(256)) * 40,
    "坏.docx": b"PK\x03\x04" + b"\x00" * 200,
    "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000,
    "图.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "english.txt": b"All departments shall report their progress to the office by the end of June. " * 20,
    "密.txt": "机密★1年\n关于某项工作的通知\n各乡镇：\n请抓紧办理。\n".encode(),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["extract", "check", "explain"])
def test_bad_input_is_a_sentence_in_each_language(luoshi_cli, tmp_path, command, name):
    path = tmp_path / name
    path.write_bytes(BAD[name])
    done = luoshi_cli(command, path)
    assert done.status == 2
    chinese, english = done.err.splitlines()
    assert chinese.startswith("错误：")
    assert english.startswith("Error: ")
    assert name in chinese
    assert name in english
    assert done.out == ""


def test_nothing_is_left_behind_by_bad_input(luoshi_cli, tmp_path):
    path = tmp_path / "空.txt"
    path.write_bytes(b"")
    assert luoshi_cli("extract", path, "-o", tmp_path / "new" / "a.xlsx").status == 2
    assert [item.name for item in tmp_path.iterdir()] == ["空.txt"]


def test_a_declassified_document_is_read_and_the_output_says_so(luoshi_cli, tmp_path):
    path = tmp_path / "密.txt"
    path.write_bytes(BAD["密.txt"])
    done = luoshi_cli("extract", path, "--declassified")
    assert done.status == 0
    assert "已解密" in done.out


def test_a_text_over_the_limit_is_refused(luoshi_cli, notice):
    assert luoshi_cli("extract", notice, "--limit", "10").status == 2


@pytest.mark.parametrize(
    "arguments",
    [["frobnicate"], ["extract"], ["extract", "a.txt", "--frob"], ["check", "a", "b"], ["explain", "a", "-n", "0"]],
)
def test_misuse_points_to_the_help(luoshi_cli, arguments):
    done = luoshi_cli(*arguments)
    assert done.status == 2
    chinese, english = done.err.splitlines()
    assert "--help" in chinese
    assert "--help" in english


def test_an_error_of_our_own_is_no_traceback_unless_it_is_asked_for(luoshi_cli, plan, monkeypatch):
    def fail(document, **options):
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(luoshi, "extract", fail)
    done = luoshi_cli("extract", "a.txt")
    assert done.status == 2
    assert "ZeroDivisionError" in done.err
    assert "Traceback" not in done.err
    monkeypatch.setenv("LUOSHI_TRACEBACK", "1")
    assert "Traceback" in luoshi_cli("extract", "a.txt").err


def test_an_interruption_is_status_130(luoshi_cli, plan, monkeypatch):
    def interrupt(document, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(luoshi, "extract", interrupt)
    done = luoshi_cli("extract", "a.txt", "b.txt")
    assert done.status == 130
    assert "已中断" in done.err


@pytest.mark.parametrize(
    ("error", "chinese"),
    [
        (PermissionError(errno.EACCES, "denied", "a.xlsx"), "a.xlsx"),
        (OSError(errno.ENOSPC, "full", "a.xlsx"), "磁盘空间不足"),
        (OSError("odd"), "系统错误"),
        (MemoryError(), "内存不足"),
        (LuoshiError("x", "原样。", "As it is."), "原样。"),
    ],
)
def test_every_kind_of_exception_has_a_sentence(error, chinese):
    assert chinese in as_error(error).chinese


def test_words_that_steer_a_terminal_are_not_passed_on(luoshi_cli, tmp_path):
    done = luoshi_cli("extract", tmp_path / "\x1b[31m红\n色.txt")
    assert "\x1b" not in done.err
    assert len(done.err.splitlines()) == 2


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_chinese_is_printed_whatever_the_machine_is_set_to(notice, environment):
    done = run("extract", notice, **environment)
    assert done.returncode == 0, done.stderr.decode()
    assert "县水利局" in done.stdout.decode("utf-8")


def test_a_terminal_that_speaks_gb18030_is_not_sent_utf8(notice):
    done = run("check", notice, PYTHONIOENCODING="gb18030")
    assert "防汛方案" in done.stdout.decode("gb18030")


def test_a_reader_that_goes_away_is_no_error(notice):
    call = f"'{sys.executable}' -m luoshi explain '{notice}'"
    script = f"{call} | true; {call} | head -n 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False, cwd=ROOT / "src")
    assert done.stderr == b""


def test_ctrl_c_ends_a_process_with_130(tmp_path):
    path = tmp_path / "长.txt"
    path.write_text("县水利局要在年底前完成水库加固。\n" * 400_000, "utf-8")
    code = "import sys; from luoshi.cli import main; print('ready', flush=True); sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "extract", str(path)]
    # Where the tests run in the background the shell has told them to ignore the signal, and so their children.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT / "src")
    finally:
        signal.signal(signal.SIGINT, before)
    assert started.stdout.readline() == b"ready\n"
    time.sleep(0.5)
    started.send_signal(signal.SIGINT)
    _, err = started.communicate(timeout=300)
    assert started.returncode == 130
    assert b"Traceback" not in err
