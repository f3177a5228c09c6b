"""The application's settings for a worker that a test starts: the test's database, and jobs that wait."""

from luoshi.duban.config.settings import *  # noqa: F403
from luoshi.duban.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.duban.jobs.slow"]
