"""Workers that are killed, on the database that the tests run on (``DATABASE_URL``), in processes of their own."""

import os
import signal
import subprocess
import sys
import time
import uuid
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.architecture.project import ROOT

QUEUE = "from luoshi.duban.jobs.queue import enqueue\n"
#: Seconds that a condition may take on a slow machine with much else to do; a wait ends when it is met.
PATIENCE = 240


class Site:
    """An installation with a database of its own."""

    def __init__(self, folder, environment):
        self.folder = folder
        self.environment = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "tests.duban.jobs.settings"}
        self.workers = []

    def set_lease(self, seconds):
        """From the next worker on: how long one may give no sign of life."""
        self.environment["TEST_LEASE"] = str(seconds)

    def run(self, *words):
        command = [sys.executable, "-m", "luoshi.duban", *words]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
        )
        return done.stdout.strip()

    def shell(self, code):
        return self.run("shell", "--no-imports", "-c", code)

    def enqueue(self, name, *numbers):
        calls = "".join(f"enqueue({name!r}, folder={str(self.folder)!r}, number={number})\n" for number in numbers)
        self.shell(QUEUE + calls)

    def worker(self, *words):
        command = [sys.executable, "-m", "luoshi.duban", "work", *words]
        self.workers.append(subprocess.Popen(command, env=self.environment, cwd=ROOT))
        return self.workers[-1]

    def wait_for(self, name):
        """For the first mark: the file is there a moment before it."""
        place = self.folder / name
        wait_until(lambda: place.exists() and place.stat().st_size, f"{name} did not come")

    def marks(self, name):
        return len((self.folder / name).read_text())

    def states(self):
        ours = "Job.objects.filter(name__startswith='tests.')"  # the day's rounds come by themselves
        return self.shell(f"from luoshi.duban.jobs.models import Job\nprint(*{ours}.values_list('state', 'attempts'))")


def wait_until(condition, otherwise):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, otherwise
        time.sleep(0.05)


@pytest.fixture
def site(tmp_path):
    # So long that no worker which waits for its turn on a slow machine is taken for dead.
    environment = {"TEST_LEASE": "60", "LUOSHI_DATA": str(tmp_path), "LUOSHI_SECRET_KEY": "x", "LUOSHI_AUDIT_KEY": "y"}
    server = os.environ.get("DATABASE_URL", "")
    if server:
        parts = urlsplit(server)
        name = f"luoshi_jobs_{uuid.uuid4().hex[:12]}"
        environment["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        admin = urlunsplit(parts._replace(path="/postgres"))
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
    place = Site(tmp_path, environment)
    place.run("migrate", "--verbosity", "0")
    yield place
    for worker in place.workers:
        worker.kill()
        worker.wait()
    if server:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_job_survives_the_death_of_its_worker(site):
    site.set_lease(3)
    site.enqueue("tests.slow", 1)
    victim = site.worker()
    site.wait_for("started-1")
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    (site.folder / "go").touch()
    site.worker()
    site.wait_for("done-1")
    assert site.marks("started-1") == 2
    assert site.marks("done-1") == 1


def test_a_job_that_takes_longer_than_the_lease_is_not_delivered_twice(site):
    site.set_lease(8)
    site.enqueue("tests.slow", 1)
    for _ in range(2):
        site.worker()
    site.wait_for("started-1")
    time.sleep(10)
    (site.folder / "go").touch()
    site.wait_for("done-1")
    assert site.marks("started-1") == site.marks("done-1") == 1


def test_a_worker_that_is_told_to_stop_finishes_its_job_first(site):
    site.enqueue("tests.slow", 1, 2)
    worker = site.worker()
    site.wait_for("started-1")
    worker.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    assert worker.poll() is None
    (site.folder / "go").touch()
    assert worker.wait(PATIENCE) == 0
    assert site.states() == "('done', 1) ('queued', 0)"


def test_two_sets_of_workers_do_each_job_once(site):
    site.enqueue("tests.count", *range(60))
    for _ in range(2):
        site.worker("--workers", "2", "--once")
    assert [worker.wait(PATIENCE) for worker in site.workers] == [0, 0]
    assert {site.marks(f"done-{number}") for number in range(60)} == {1}


def test_a_worker_that_died_under_a_watcher_is_replaced(site):
    site.set_lease(3)
    watcher = site.worker("--workers", "2")
    site.enqueue("tests.slow", 1)
    site.wait_for("started-1")
    children = subprocess.run(["pgrep", "-P", str(watcher.pid)], capture_output=True, text=True, check=True)
    for child in children.stdout.split():
        os.kill(int(child), signal.SIGKILL)
    (site.folder / "go").touch()
    site.wait_for("done-1")
    watcher.send_signal(signal.SIGTERM)
    assert watcher.wait(PATIENCE) == 0


def test_workers_stop_when_their_watcher_was_killed(site):
    watcher = site.worker("--workers", "2")
    (site.folder / "go").touch()
    site.enqueue("tests.slow", 1)
    site.wait_for("done-1")
    found = subprocess.run(["pgrep", "-P", str(watcher.pid)], capture_output=True, text=True, check=True)
    children = [int(child) for child in found.stdout.split()]
    watcher.send_signal(signal.SIGKILL)
    watcher.wait()
    wait_until(lambda: not any(_alive(child) for child in children), "the workers did not stop")


def _alive(pid):
    status = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], check=False, capture_output=True, text=True)
    return status.returncode == 0 and not status.stdout.startswith("Z")
