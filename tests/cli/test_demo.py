"""``luoshi demo`` from nothing, and once more."""

import os
import re
import socket
import subprocess
import sys

from tests.cli.test_setup import needs_assets


def demonstrate(folder, *arguments):
    not_ours = ("LUOSHI_", "DJANGO_", "DATABASE_")
    ours = {name: value for name, value in os.environ.items() if not name.startswith(not_ours)}
    return subprocess.run(
        [sys.executable, "-m", "luoshi", "demo", "--check", *arguments],
        env={**ours, "LUOSHI_DATA": str(folder), "COLUMNS": "100"},
        cwd=folder.parent, capture_output=True, text=True, encoding="utf-8", check=False, timeout=900,
    )  # fmt: skip


def passwords(said):
    return dict(re.findall(r"([a-z]{5,}) +(\w{4}-\w{4}-\w{4})", said))


@needs_assets
def test_the_demonstration_starts_from_nothing_and_again_with_new_passwords(tmp_path):
    folder = tmp_path / "demo"
    first = demonstrate(folder)
    assert first.returncode == 0, first.stderr
    assert "登录页正常" in first.stdout
    assert len(passwords(first.stdout)) >= 20

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        second = demonstrate(folder, "--port", str(port))
    assert second.returncode == 0, second.stderr
    assert f"http://127.0.0.1:{port}/" not in second.stdout
    before, after = passwords(first.stdout), passwords(second.stdout)
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


def test_a_folder_that_holds_no_demonstration_is_not_removed(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "precious.txt").write_text("keep me", "utf-8")
    done = demonstrate(tmp_path / "data", "--fresh")
    assert done.returncode == 2
    assert "no demonstration" in done.stderr
    assert (tmp_path / "data" / "precious.txt").is_file()
