"""The queue, delivery by delivery."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.jobs import queue
from luoshi.duban.jobs.models import Job, JobState
from luoshi.duban.jobs.queue import LEASE, claim, enqueue, finish, give_back, prune, renew
from luoshi.duban.jobs.worker import run
from luoshi.errors import LuoshiError
from tests.duban.jobs.slow import jobs

pytestmark = pytest.mark.django_db
PROBLEM = LuoshiError("bad", "不行。", "No.")


def _later(**delta):
    return clock.standing_at(clock.now() + timedelta(**delta))


def test_jobs_are_taken_in_their_order(tmp_path):
    first, second = (enqueue("tests.count", folder=str(tmp_path), number=number) for number in (1, 2))
    assert [claim("a"), claim("b"), claim("c")] == [first, second, None]


def test_who_waited_long_for_the_lock_has_the_whole_lease_yet(tmp_path, monkeypatch):
    @contextmanager
    def atomic_after_a_wait():
        with _later(seconds=15), transaction.atomic():
            yield

    enqueue("tests.count", folder=str(tmp_path), number=1)
    with monkeypatch.context() as patch:
        patch.setattr(queue, "transaction", SimpleNamespace(atomic=atomic_after_a_wait))
        job = claim("a")
    with _later(seconds=16):
        assert claim("b") is None
        assert finish(job)


def test_a_job_that_was_done_is_not_taken_again(tmp_path):
    enqueue("tests.count", folder=str(tmp_path), number=1)
    run(claim("a"))
    assert (tmp_path / "done-1").exists()
    assert Job.objects.get().state == JobState.DONE
    with _later(hours=1):
        assert claim("a") is None


def test_a_job_that_nobody_knows_is_refused_where_it_is_asked_for():
    with pytest.raises(LookupError):
        enqueue("tests.unheard-of")


def test_a_job_of_a_transaction_that_fails_is_not_there(tmp_path):
    with transaction.atomic():
        enqueue("tests.count", folder=str(tmp_path), number=1)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_job_for_later_waits(tmp_path):
    enqueue("tests.count", run_at=clock.now() + timedelta(minutes=5), folder=str(tmp_path), number=1)
    assert claim("a") is None
    with _later(minutes=6):
        assert claim("a") is not None


def test_what_is_asked_for_twice_is_done_once(tmp_path):
    first = enqueue("tests.count", key="document 1", folder=str(tmp_path), number=1)
    assert enqueue("tests.count", key="document 1", folder=str(tmp_path), number=1) == first
    run(claim("a"))
    assert enqueue("tests.count", key="document 1", folder=str(tmp_path), number=1) != first


def test_a_job_that_was_taken_while_it_was_asked_for_again_is_queued_anew(tmp_path, monkeypatch):
    first = enqueue("tests.count", key="k", folder=str(tmp_path), number=1)

    def taken_meanwhile(key):
        Job.objects.filter(pk=first.pk).update(state=JobState.RUNNING)

    monkeypatch.setattr(queue, "waiting", taken_meanwhile)
    assert enqueue("tests.count", key="k", folder=str(tmp_path), number=1) != first


def test_a_job_whose_worker_gives_no_sign_of_life_is_delivered_again(tmp_path):
    enqueue("tests.count", folder=str(tmp_path), number=1)
    dead = claim("dead")
    assert claim("b") is None
    with clock.standing_at(clock.now() + LEASE + timedelta(seconds=1)):
        again = claim("b")
    assert (again.pk, again.attempts, again.worker) == (dead.pk, 2, "b")


def test_a_worker_that_was_taken_for_dead_cannot_finish_what_another_does(tmp_path):
    enqueue("tests.count", folder=str(tmp_path), number=1)
    slow = claim("slow")
    with clock.standing_at(clock.now() + LEASE + timedelta(seconds=1)):
        again = claim("quick")
        assert not renew(slow)
        assert not finish(slow)
        give_back(slow, PROBLEM)
        assert Job.objects.get().worker == "quick"
        assert finish(again)


def test_a_sign_of_life_keeps_the_job(tmp_path):
    enqueue("tests.count", folder=str(tmp_path), number=1)
    mine = claim("a")
    with clock.standing_at(clock.now() + LEASE - timedelta(seconds=1)):
        assert renew(mine)
    with clock.standing_at(clock.now() + LEASE + timedelta(seconds=5)):
        assert claim("b") is None


def test_an_error_is_tried_again_later_and_later():
    enqueue("tests.broken")
    waits = []
    for _ in range(3):
        job = Job.objects.get()
        with clock.standing_at(job.run_at):
            run(claim("a"))
        waits.append((Job.objects.get().run_at - job.run_at).total_seconds())
    assert waits == [2, 4, 8]


def test_an_error_says_its_kind_and_none_of_its_words():
    enqueue("tests.broken")
    run(claim("a"))
    job = Job.objects.get()
    assert (job.state, job.attempts) == (JobState.QUEUED, 1)
    assert "ValueError" in job.problem
    assert "secret" not in job.problem


def test_the_last_attempt_fails_and_its_subject_is_told():
    jobs.failures.clear()
    enqueue("tests.broken")
    Job.objects.update(attempts=4)
    run(claim("a"))
    assert Job.objects.get().state == JobState.FAILED
    assert jobs.failures == [({}, "job-broken")]


def test_input_that_cannot_be_used_fails_at_once():
    jobs.failures.clear()
    enqueue("tests.broken", refuse=True)
    run(claim("a"))
    assert Job.objects.get().state == JobState.FAILED
    assert Job.objects.get().problem == "不行。\nNo."
    assert jobs.failures == [({"refuse": True}, "bad")]


def test_a_job_that_kills_its_workers_is_given_up():
    jobs.failures.clear()
    enqueue("tests.broken")
    Job.objects.update(attempts=5, state=JobState.RUNNING, leased_until=clock.now() - timedelta(seconds=1))
    assert claim("a") is None
    assert (Job.objects.get().state, jobs.failures) == (JobState.FAILED, [({}, "worker-died")])


def test_a_job_asked_for_again_while_it_failed_is_queued_once(tmp_path):
    enqueue("tests.broken", key="k")
    job = claim("a")
    other = enqueue("tests.broken", key="k")
    give_back(job, PROBLEM)
    assert list(Job.objects.filter(state=JobState.QUEUED)) == [other]


def test_a_handler_that_is_gone_is_named(tmp_path):
    enqueue("tests.count", folder=str(tmp_path), number=1)
    Job.objects.update(name="tests.gone")
    run(claim("a"))
    assert "tests.gone" in Job.objects.get().problem


def test_old_jobs_are_dropped_and_failed_ones_kept(tmp_path):
    for state in (JobState.DONE, JobState.FAILED):
        Job.objects.create(name="tests.count", state=state, finished_at=clock.now() - timedelta(days=20))
    Job.objects.create(name="tests.count", state=JobState.DONE, finished_at=clock.now())
    assert prune() == 1
    assert Job.objects.count() == 2
