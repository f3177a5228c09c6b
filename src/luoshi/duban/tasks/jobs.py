"""The background work on tasks."""

from __future__ import annotations

from luoshi.duban.jobs.registry import job
from luoshi.duban.tasks.actions.take_over_ledger import SIGN
from luoshi.duban.tasks.desk.similar import sign_missing

#: How many tasks are signed in one transaction, so that no other writer waits long.
_AT_ONCE = 200


@job(SIGN)
def sign_tasks(office: int) -> None:
    """Sign the tasks of an office that have no signature yet, so that the desk finds what resembles them."""
    while sign_missing(office, most=_AT_ONCE):
        continue
