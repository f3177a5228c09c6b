"""Put jobs into the queue, take them out, and say what became of them.

Every change says which delivery it means (the worker and the attempt), so that a worker that was
taken for dead cannot finish what another one has taken over meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from luoshi.duban import clock
from luoshi.duban.jobs.models import Job, JobState
from luoshi.duban.jobs.registry import work_of
from luoshi.errors import LuoshiError

#: How long a worker owns a job without a sign of life.
LEASE = timedelta(seconds=10)
_LONGEST_WAIT = timedelta(minutes=5)
_KEPT = timedelta(days=14)


def enqueue(name: str, /, *, key: str = "", run_at: datetime | None = None, **arguments: Any) -> Job:  # noqa: ANN401
    """Queue a job in the caller's transaction; with *run_at* it is due only then.

    Where a job with the same *key* is waiting already, that one is returned.
    """
    if work_of(name) is None:
        raise LookupError(f"no handler is called {name}")
    while True:
        made = Job(name=name, arguments=arguments, key=key, run_at=run_at or clock.now())
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            # A worker may take the one that waited between the refusal and this look; then there is room again.
            there = waiting(key)
            if there is not None:
                return there
        else:
            return made


def waiting(key: str) -> Job | None:
    """The job with *key* that no worker has taken yet."""
    return Job.objects.filter(key=key, state=JobState.QUEUED).first()


def _due(now: datetime) -> Q:
    waiting = Q(state=JobState.QUEUED, run_at__lte=now)
    return waiting | Q(state=JobState.RUNNING, leased_until__lt=now)


def claim(worker: str) -> Job | None:
    """Take the job that has been due longest, or ``None``; one whose attempts are used up fails here."""
    # The look before the leap keeps an idle worker from taking SQLite's only write lock five times a second.
    if not Job.objects.filter(_due(clock.now())).exists():
        return None
    with transaction.atomic():
        now = clock.now()  # only now: the lock may have been waited for longer than the lease lasts
        rows = Job.objects.filter(_due(now)).order_by("run_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is None:
            return None
        if job.attempts >= job.most_attempts:
            _fail(job, _died(job.attempts))
            return None
        job.state, job.worker, job.leased_until = JobState.RUNNING, worker, now + LEASE
        job.attempts += 1
        job.save(update_fields=("state", "worker", "leased_until", "attempts"))
    return job


def _died(attempts: int) -> LuoshiError:
    return LuoshiError(
        "worker-died",
        f"处理程序{attempts}次中途终止，可能是内存不足或文件异常；已停止重试，可再次运行。",
        f"The worker ended half-way {attempts} times, perhaps for lack of memory or by an abnormal file; "
        "it is not tried again by itself, but can be run again.",
    )


def _mine(job: Job) -> Q:
    return Q(pk=job.pk, state=JobState.RUNNING, worker=job.worker, attempts=job.attempts)


def renew(job: Job) -> bool:
    """Give a sign of life; false where the job was taken over."""
    with transaction.atomic():
        return bool(Job.objects.filter(_mine(job)).update(leased_until=clock.now() + LEASE))


def finish(job: Job) -> bool:
    """Say that *job* is done; false where another worker has taken it over."""
    return bool(Job.objects.filter(_mine(job)).update(state=JobState.DONE, finished_at=clock.now(), problem=""))


@transaction.atomic
def give_back(job: Job, problem: LuoshiError) -> None:
    """Try again later, twice as long after each attempt; the last one fails."""
    if not Job.objects.select_for_update().filter(_mine(job)).exists():
        return
    if job.attempts >= job.most_attempts:
        _fail(job, problem)
        return
    wait = min(timedelta(seconds=2**job.attempts), _LONGEST_WAIT)
    if job.key and Job.objects.filter(key=job.key, state=JobState.QUEUED).exists():
        # Asked for again meanwhile: that job does the work.
        Job.objects.filter(_mine(job)).update(state=JobState.DONE, finished_at=clock.now(), problem=str(problem))
        return
    Job.objects.filter(_mine(job)).update(
        state=JobState.QUEUED, run_at=clock.now() + wait, leased_until=None, problem=str(problem)
    )


@transaction.atomic
def fail(job: Job, problem: LuoshiError) -> None:
    """Say that *job* cannot be done."""
    if Job.objects.select_for_update().filter(_mine(job)).exists():
        _fail(job, problem)


def _fail(job: Job, problem: LuoshiError) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED, finished_at=clock.now(), leased_until=None, problem=str(problem)
    )
    work = work_of(job.name)
    if work is not None and work.on_failure is not None:
        work.on_failure(job.arguments, problem)


def prune() -> int:
    """Drop jobs that were done two weeks ago; failed ones stay."""
    return Job.objects.filter(state=JobState.DONE, finished_at__lt=clock.now() - _KEPT).delete()[0]
