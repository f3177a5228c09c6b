"""The two keys of an installation."""

import os
import stat

import pytest

from luoshi.duban.config.keys import data_folder, make_keys
from luoshi.errors import LuoshiError


@pytest.fixture(autouse=True)
def no_keys_in_the_environment(monkeypatch):
    monkeypatch.delenv("LUOSHI_SECRET_KEY", raising=False)
    monkeypatch.delenv("LUOSHI_AUDIT_KEY", raising=False)


def test_both_are_made_for_their_owner_alone(tmp_path):
    made = make_keys(tmp_path / "data")
    assert sorted(path.name for path in made) == ["audit", "secret"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert stat.S_IMODE((tmp_path / "data" / "keys").stat().st_mode) == 0o700
    first, second = (path.read_text("ascii") for path in made)
    assert first != second
    assert len(first.strip()) >= 60


def test_a_key_that_is_there_is_never_overwritten(tmp_path):
    before = {path: path.read_text("ascii") for path in make_keys(tmp_path)}
    assert make_keys(tmp_path) == []
    assert all(path.read_text("ascii") == key for path, key in before.items())


def test_a_key_of_the_environment_needs_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("LUOSHI_AUDIT_KEY", "kept in a safe")
    assert [path.name for path in make_keys(tmp_path)] == ["secret"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "data").write_text("a file in its place", "utf-8")
    with pytest.raises(LuoshiError, match="数据文件夹"):
        make_keys(tmp_path / "data")


def test_the_folder_is_the_one_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("LUOSHI_DATA", os.fspath(tmp_path))
    assert data_folder() == tmp_path
