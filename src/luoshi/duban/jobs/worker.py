"""A worker: takes one job after the other and shows that it lives while it works."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import DatabaseError, close_old_connections, connection

from luoshi.duban.jobs.models import Job
from luoshi.duban.jobs.queue import LEASE, claim, fail, finish, give_back, prune, renew
from luoshi.duban.jobs.recurring import queue_rounds
from luoshi.duban.jobs.registry import work_of
from luoshi.errors import LuoshiError

#: Seconds between two looks into an empty queue: half of it is the mean wait before a job begins.
POLL = 0.2
_BEAT = LEASE.total_seconds() / 4
_PRUNE_EVERY = 3600 / POLL
#: Seconds between two looks at the day's rounds, however busy the queue is.
_ROUNDS_EVERY = 20.0
_log = logging.getLogger(__name__)


def worker_name() -> str:
    """A name that no other worker has."""
    return f"{socket.gethostname()[:60]}/{os.getpid()}/{threading.get_ident()}"


def work_until(stop: threading.Event, *, once: bool = False) -> int:
    """Do jobs until *stop* is set, or with *once* until none is due; returns how many were tried.

    The job in hand is brought to its end.  A database that is away for a while is waited for.
    """
    name = worker_name()
    done = idle = 0
    looks_at = monotonic()
    while not stop.is_set():
        try:
            if monotonic() >= looks_at:
                looks_at = monotonic() + _ROUNDS_EVERY
                queue_rounds()
            job = claim(name)
            if job is not None:
                run(job)
                done, idle = done + 1, 0
                continue
            if once:
                break
            if idle % _PRUNE_EVERY == 0:
                prune()
        except DatabaseError:
            if once:
                raise
            _log.exception("the queue cannot be reached")
            close_old_connections()
            stop.wait(1)
        idle += 1
        stop.wait(POLL)
    return done


def run(job: Job) -> None:
    """Do one job that was claimed."""
    work = work_of(job.name)
    if work is None:
        fail(job, _unknown(job.name))
        return
    try:
        with _signs_of_life(job):
            work.handler(**job.arguments)
    except LuoshiError as problem:
        fail(job, problem)
    except Exception as error:
        _log.exception("job %s %s failed", job.pk, job.name)
        give_back(job, _broken(error))
    else:
        if not finish(job):
            _log.warning("job %s %s was taken over by another worker", job.pk, job.name)


@contextmanager
def _signs_of_life(job: Job) -> Iterator[None]:
    """Renew the lease while the block runs, from a thread with a connection of its own."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(_BEAT):
                try:
                    renew(job)
                except DatabaseError:
                    _log.exception("the lease of job %s could not be renewed", job.pk)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"job-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _unknown(name: str) -> LuoshiError:
    return LuoshiError("unknown-job", f"没有名为“{name}”的后台任务。", f"There is no background job called {name}.")


def _broken(error: Exception) -> LuoshiError:
    kind = type(error).__name__
    return LuoshiError(
        "job-broken",
        f"处理时程序出错（{kind}），详情已写入日志。",
        f"The program failed while it worked ({kind}); the log holds the details.",
    )
