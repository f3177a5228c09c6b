"""``luoshi setup`` and ``luoshi serve`` as a person runs them, each in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from luoshi.duban.config.serving import answers

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src" / "luoshi" / "duban" / "ui" / "static" / "vendor" / "tabler.css"
needs_assets = pytest.mark.skipif(
    not VENDOR.is_file(), reason="页面文件还没有生成：make assets。 Run make assets first."
)
OFFICE = ("--office-key", "qinghe", "--office-name", "青禾县督查室")


@pytest.fixture
def environment(tmp_path):
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_", "DATABASE"))
    }
    return {**ours, "LUOSHI_DATA": str(tmp_path / "data"), "COLUMNS": "100"}


def run(environment, *arguments):
    command = [sys.executable, "-m", "luoshi", *arguments]
    return subprocess.run(
        command, env=environment, cwd=environment["LUOSHI_DATA"].rpartition("/")[0], capture_output=True, text=True,
        encoding="utf-8", check=False, timeout=900, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_who_has_not_set_up_is_told_to(environment):
    done = run(environment, "serve")
    assert done.returncode == 2
    assert "luoshi setup" in done.stderr
    assert "Traceback" not in done.stderr


@needs_assets
def test_an_office_is_set_up_once_served_and_stopped(environment):
    first = run(environment, "setup", *OFFICE)
    assert first.returncode == 0, first.stderr
    assert "青禾县督查室 (qinghe)" in first.stdout
    assert all(login in first.stdout for login in ("sysadmin", "secadmin", "auditor"))

    second = run(environment, "setup", *OFFICE)
    assert second.returncode == 0, second.stderr
    assert "sysadmin" not in second.stdout

    demonstration = run(environment, "setup", "--demo")
    assert demonstration.returncode == 2
    assert "real office" in demonstration.stderr

    stops_when_told(environment)
    leaves_nothing_when_killed(environment)


def stops_when_told(environment):
    port = free_port()
    with serving_at(port, environment) as serving:
        serving.send_signal(signal.SIGTERM)
        said = serving.communicate(timeout=300)[0].decode("utf-8")
    assert serving.returncode == 0, said
    assert f"http://127.0.0.1:{port}/" in said
    assert not answers(f"http://127.0.0.1:{port}/")


def leaves_nothing_when_killed(environment):
    port = free_port()
    with serving_at(port, environment) as serving:
        serving.kill()
        for _ in range(1200):
            if not answers(f"http://127.0.0.1:{port}/"):
                break
            threading.Event().wait(0.1)
    assert not answers(f"http://127.0.0.1:{port}/")


@contextmanager
def serving_at(port, environment):
    command = [sys.executable, "-m", "luoshi", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as serving:
        for _ in range(3000):
            if answers(f"http://127.0.0.1:{port}/") or serving.poll() is not None:
                break
            threading.Event().wait(0.1)
        yield serving


def test_a_setting_that_cannot_be_used_is_told_before_anything_is_done(environment):
    done = run({**environment, "DATABASE_URL": "mysql://x/y"}, "setup", *OFFICE)
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr
