"""The application's settings for tests: quick hashing, no files of a real installation.

``DATABASE_URL`` chooses the database; without it SQLite in a file, as in real use.
"""

import os
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="luoshi-test-"))
(_data / "static").mkdir()
os.environ.update(
    {
        "LUOSHI_DATA": str(_data),
        "LUOSHI_SECRET_KEY": "a secret for tests alone",
        "LUOSHI_AUDIT_KEY": "a key for tests alone",
        # A test may let the clock stand anywhere: neither sessions nor passwords grow old on the way.
        "LUOSHI_IDLE_SECONDS": "0",
        "LUOSHI_PASSWORD_DAYS": "0",
    }
)

from luoshi.duban.config.settings import *  # noqa: E402, F403
from luoshi.duban.config.settings import DATABASES  # noqa: E402

if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    # In memory, threads would share one connection's cache and meet locks that a file does not know.
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
INSTALLED_APPS = [*INSTALLED_APPS, "tests.duban.jobs.slow"]  # noqa: F405
