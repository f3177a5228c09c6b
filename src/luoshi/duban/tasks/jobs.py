"""The background work on tasks."""

from __future__ import annotations

from datetime import time

from luoshi.duban.jobs.recurring import every_day
from luoshi.duban.jobs.registry import job
from luoshi.duban.tasks.actions.take_over_ledger import SIGN
from luoshi.duban.tasks.desk.similar import sign_missing
from luoshi.duban.tasks.desk.taking_off import forget_taken_off

#: How many tasks are signed in one transaction, so that no other writer waits long.
_AT_ONCE = 200


@job(SIGN)
def sign_tasks(office: int) -> None:
    """Sign the tasks of an office that have no signature yet, so that the desk finds what resembles them."""
    while sign_missing(office, most=_AT_ONCE):
        continue


@every_day("tasks.forget_taken_off", at=[time(3, 20)])
def forget_drafts(round_at: str) -> None:
    """Delete the drafts that were taken off their plans and have not come back."""
    del round_at  # what counts is how long ago that was
    forget_taken_off()
