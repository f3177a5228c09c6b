"""``python -m luoshi.duban work``: do background jobs until told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from luoshi.duban.jobs.worker import POLL, work_until

_PARENT = "LUOSHI_WORK_PARENT"


class Command(BaseCommand):
    """Do background jobs; on SIGTERM and SIGINT the job in hand is brought to its end first."""

    help = "做后台任务，直到收到停止信号 / do background jobs until told to stop"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What can be said on the command line."""
        parser.add_argument("--once", action="store_true", help="做完到期的任务就退出 / end when nothing is due")
        parser.add_argument("--workers", type=int, default=1, help="几个进程同时做 / how many processes")

    def handle(self, *_: object, **options: Any) -> None:  # noqa: ANN401 -- as Django declares it
        """Work in this process, or watch over several that do."""
        stop = threading.Event()

        def told(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, told)
        if options["workers"] > 1:
            watch(options["workers"], stop, once=options["once"])
            return
        _stop_with_parent(stop)
        work_until(stop, once=options["once"])


def watch(count: int, stop: threading.Event, *, once: bool) -> None:
    """Keep *count* workers running; one that died is started again."""
    workers = [_start(once=once) for _ in range(count)]
    while not stop.wait(POLL):
        for place, worker in enumerate(workers):
            if worker.poll() is not None and not once:
                workers[place] = _start(once=once)
        if once and all(worker.poll() is not None for worker in workers):
            return
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.wait()


def _start(*, once: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "luoshi.duban", "work", *(["--once"] if once else [])]
    return subprocess.Popen(command, env={**os.environ, _PARENT: str(os.getpid())})


def _stop_with_parent(stop: threading.Event) -> None:
    """A worker whose watcher was killed stops by itself."""
    parent = os.environ.get(_PARENT)
    if not parent:
        return

    def look() -> None:
        while not stop.wait(1):
            if os.getppid() != int(parent):
                stop.set()

    threading.Thread(target=look, name="parent", daemon=True).start()
