"""催办: the daily rounds, and what was chased by hand; people have read what came some days ago."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.reminders.actions.chase import chase_tasks
from luoshi.duban.oversight.reminders.actions.mark_read import mark_read
from luoshi.duban.oversight.reminders.models import Digest
from luoshi.duban.oversight.reminders.running import run_office
from luoshi.duban.ui.demo.oversight.telling import description
from luoshi.duban.ui.demo.stage import Stage, Story


def stories(stage: Stage) -> Iterator[Story]:
    """The rounds, one story a chase, and the reading."""
    told = description()
    yield _rounds(stage, told["inbox"])
    yield from (_chase(stage, one) for one in told["chases"])
    yield _reading(stage, told["inbox"])


def _rounds(stage: Stage, told: Mapping[str, Any]) -> Story:
    for on in range(told["since"], 1):
        yield stage.today + timedelta(days=on)
        run_office(stage.county.office, clock.now())


def _chase(stage: Stage, told: Mapping[str, Any]) -> Story:
    yield stage.day(told["on"])
    chase_tasks([stage.task(words) for words in told["tasks"]], actor=stage.drafter, words=told["words"])


def _reading(stage: Stage, told: Mapping[str, Any]) -> Story:
    yield stage.day(told["read"])
    people = Digest.objects.filter(office=stage.county.office, read_at__isnull=True).values("person")
    for person in User.objects.filter(pk__in=people).order_by("pk"):
        mark_read(actor=person)
