"""Both sides are told: what happened to a task is put before the units that it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models import Notice, NoticeKind, Task


def tell(task: Task, units: Iterable[Unit | None], kind: NoticeKind, text: str, *, actor: User | None) -> None:
    """Put a notice of *kind* before each of *units*, once each; *text* says in Chinese what happened.

    Must run in the transaction of what it tells.
    """
    meant = {unit.pk: unit for unit in units if unit is not None}
    moment = clock.now()
    Notice.objects.bulk_create(
        Notice(task=task, unit=unit, kind=kind, text=text, made_by=actor, made_at=moment) for unit in meant.values()
    )
