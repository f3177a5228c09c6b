"""The pages' files are collected once, and again when one of them changed."""

import pytest

from luoshi.duban.config.static_files import MANIFEST, collect


@pytest.fixture
def sources(settings, tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "page.css").write_text("p { color: black }", "utf-8")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "luoshi.duban.ui.storage.Storage"}}
    return folder


def test_what_is_in_place_is_left_alone(sources):
    assert collect()
    assert not collect()


def test_a_changed_file_is_collected(sources, settings):
    collect()
    (sources / "page.css").write_text("p { color: blue }", "utf-8")
    assert collect()
    assert "blue" in (settings.STATIC_ROOT / "page.css").read_text("utf-8")


def test_a_file_that_went_is_not_kept(sources, settings):
    (sources / "old.css").write_text("", "utf-8")
    collect()
    (sources / "old.css").unlink()
    assert collect()
    assert not (settings.STATIC_ROOT / "old.css").exists()


def test_files_that_were_lost_are_collected_again(sources, settings):
    collect()
    (settings.STATIC_ROOT / MANIFEST).unlink()
    assert collect()
