"""Rounds of reminding and what came of them, in a line each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from luoshi.duban import clock
from luoshi.duban.jobs.models import Job
from luoshi.duban.jobs.queue import claim
from luoshi.duban.jobs.worker import run
from luoshi.duban.organisations.models import Tenure
from luoshi.duban.oversight.reminders.models import Reminder
from luoshi.duban.oversight.reminders.running import run_round


def moment(day: date, hour=8, minute=30) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.ZONE)


@contextmanager
def at(day: date, hour=8, minute=30) -> Iterator[None]:
    with clock.standing_at(moment(day, hour, minute)):
        yield


def remind(day: date, hour=8, minute=30) -> int:
    """A round on a day; gives how many digests were made."""
    with at(day, hour, minute):
        return run_round()


def told(day: date) -> set[tuple[str, str, int]]:
    """Who was told of what at which step on a day: (name, kind, step)."""
    rows = Reminder.objects.filter(digest__day=day).select_related("person")
    return {(one.person.name, one.kind, one.step) for one in rows}


def all_told() -> list[tuple[str, str, str, int]]:
    rows = Reminder.objects.filter(digest__isnull=False).select_related("person", "digest").order_by("digest_id", "pk")
    return [(f"{one.digest.day:%m-%d}", one.person.name, one.kind, one.step) for one in rows]


def work(limit=1000) -> int:
    """Do the jobs that are due now; gives how many."""
    done = 0
    while done < limit and (job := claim("test")) is not None:
        run(job)
        done += 1
    return done


def waiting() -> int:
    return Job.objects.filter(state="queued").count()


def leaves(person, on: date) -> None:
    """Somebody leaves their posts."""
    Tenure.objects.filter(person=person, ends__isnull=True).update(ends=on)
