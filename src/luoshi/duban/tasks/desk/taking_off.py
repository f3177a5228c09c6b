"""Draft tasks are taken off their plan, put back by undo and redo, and forgotten once a day has passed.

Taking one off says so in one column and leaves its rows where they are: forty tables may point at a task and at who
does it, and PostgreSQL asks each of them twice for every row that goes, which for a report of 400 tasks is most of an
undo.  A draft of a meeting or of an inspection also stays what it is to them while it may still come back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from luoshi.duban import clock
from luoshi.duban.tasks.desk.comments import refuse_to_drop_comments
from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.models import Plan, StatementDecision, Task

#: So long a draft that was taken off is kept; a later redo makes it again of what the change says.
_KEPT = timedelta(days=1)
#: How many are forgotten in one transaction, so that no other writer waits long.
_AT_ONCE = 200


def take_off(keys: Collection[int]) -> None:
    """Take draft tasks, by their keys, off their plan; no decision leads to them any more.

    Raises :class:`Refused` where units have commented on one.
    """
    if not keys:
        return
    refuse_to_drop_comments(keys)
    StatementDecision.objects.filter(among("task_id", keys)).update(task=None, step=None)
    Task.objects.filter(among("pk", keys)).update(plan=None, taken_off_at=clock.now())


def put_back(plan: Plan, keys: Collection[int]) -> set[int]:
    """Put those of the tasks with these keys that are not forgotten on *plan* again, as they were when they were taken
    off; it counts a change.  Returns their keys."""
    if not keys:
        return set()
    off = Task.objects.filter(among("pk", keys), taken_off_at__isnull=False, office=plan.office_id)
    if off.update(plan=plan, taken_off_at=None, version=F("version") + 1) == len(keys):
        return set(keys)
    return set(Task.objects.filter(among("pk", keys), plan=plan).values_list("pk", flat=True))


def forget_taken_off() -> int:
    """Delete the tasks that were taken off more than a day ago, with all that belongs to them; returns how many."""
    before, count = clock.now() - _KEPT, 0
    while forgotten := _forget_some(Task.objects.filter(taken_off_at__lt=before)):
        count += forgotten
    return count


@transaction.atomic
def _forget_some(tasks: QuerySet[Task]) -> int:
    # Locked, so that none of them is put back between being found and being deleted.
    keys = list(tasks.order_by("pk").select_for_update().values_list("pk", flat=True)[:_AT_ONCE])
    Task.objects.filter(pk__in=keys).delete()
    return len(keys)
