"""Handlers for tests: what they do stands in a folder."""

import os
import time
from datetime import timedelta
from pathlib import Path

from luoshi.duban.jobs import queue
from luoshi.duban.jobs.registry import job
from luoshi.errors import LuoshiError

# A worker that a test starts waits less long for one that died.
if "TEST_LEASE" in os.environ:
    queue.LEASE = timedelta(seconds=float(os.environ["TEST_LEASE"]))


@job("tests.slow")
def slow(folder: str, number: int) -> None:
    """Note the start, wait for the file ``go``, note the end."""
    place = Path(folder)
    _note(place / f"started-{number}")
    while not (place / "go").exists():
        time.sleep(0.02)
    _note(place / f"done-{number}")


@job("tests.count")
def count(folder: str, number: int) -> None:
    """Note that it was done."""
    _note(Path(folder) / f"done-{number}")


failures: list[tuple[dict, str]] = []


@job("tests.broken", on_failure=lambda arguments, problem: failures.append((dict(arguments), problem.code)))
def broken(refuse: bool = False) -> None:
    """Fail, for good or for now."""
    if refuse:
        raise LuoshiError("bad", "不行。", "No.")
    raise ValueError("secret words of the document")


def _note(path: Path) -> None:
    with path.open("a") as file:
        file.write("x")
