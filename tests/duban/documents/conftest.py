"""What the tests of documents share."""

import pytest

from luoshi.duban.jobs.queue import claim
from luoshi.duban.jobs.worker import run


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """An empty store of files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def files(store):
    """``files()``: what is in the store."""
    return lambda: sorted(path for path in store.rglob("*") if path.is_file())


@pytest.fixture
def work():
    """``work()``: do the jobs that are due."""

    def do_jobs():
        while (job := claim("test")) is not None:
            run(job)

    return do_jobs
