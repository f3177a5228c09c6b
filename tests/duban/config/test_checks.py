"""What keeps the application from serving is told in one sentence, before the first request."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from luoshi.duban.config import serving
from luoshi.duban.config.checks import TAG
from luoshi.errors import LuoshiError


@pytest.fixture
def ready(db, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}", "utf-8")
    return settings


def found():
    return {message.id for message in run_checks(tags=[TAG], include_deployment_checks=True)}


def test_an_installation_that_is_whole_passes(ready):
    assert found() == set()
    serving.require_ready()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SECRET_KEY", "", "luoshi.E001"),
        ("AUDIT_KEY", "", "luoshi.E002"),
        ("AUDIT_KEY", "a secret for tests alone", "luoshi.E003"),
        ("TIME_ZONE", "UTC", "luoshi.E004"),
        ("USE_TZ", False, "luoshi.E004"),
        ("DEBUG", True, "luoshi.E005"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(ready, name, value, told):
    setattr(ready, name, value)
    assert told in found()


def test_tables_of_an_older_version_are_told(ready):
    MigrationRecorder(connection).migration_qs.filter(app="registers").delete()
    assert found() == {"luoshi.E007"}


def test_pages_without_their_files_are_told(ready, tmp_path):
    (tmp_path / "staticfiles.json").unlink()
    assert found() == {"luoshi.E008"}


def test_the_sentence_comes_in_both_languages(ready):
    ready.AUDIT_KEY = ""
    with pytest.raises(LuoshiError) as refused:
        serving.require_ready()
    assert "记录密钥" in refused.value.chinese
    assert refused.value.english.startswith("The audit key")
    assert "luoshi setup" in refused.value.english
