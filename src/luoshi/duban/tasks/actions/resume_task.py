"""恢复办理: let the clock of a suspended task run again; its limits move by the days on which it stood."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_office
from luoshi.duban.tasks.basis import Basis, keep_change
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.lateness import shifted
from luoshi.duban.tasks.limiting import SetBy, later, set_own_limit, set_task_limit
from luoshi.duban.tasks.models import OVER, Assignment, Limit, NoticeKind, Suspension, Task
from luoshi.duban.tasks.moving import change_assignment, change_facts
from luoshi.duban.tasks.suspending import Stop, moved
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def resume_task(task: Task, *, actor: User, version: int, basis: Basis) -> Suspension:
    """Resume *task*.  Refused without a basis, and where its clock is running."""
    require_office(actor, Right.CHANGE_ISSUED, task)
    basis = basis.given("恢复", "is resumed")
    suspension = Suspension.objects.filter(task=task, ends__isnull=True).first()
    if suspension is None or task.suspended_since is None:
        raise Refused("not-suspended", "任务没有中止。", "The task is not suspended.")
    before = {"suspended": task.suspended_since.isoformat(), "due": _iso(task.due)}
    today = clock.today()
    change_facts(task, version, suspended_since=None)
    suspension.ends, suspension.resumed_by, suspension.resumed_basis = today, actor, basis.words
    suspension.save(update_fields=("ends", "resumed_by", "resumed_basis"))
    _move_limits(task, Stop(suspension.starts, today), SetBy(actor, f"中止后顺延，{basis.words}"))
    refresh(task)
    rows = Assignment.objects.filter(task=task).exclude(state__in=OVER).select_related("unit")
    tell(task, [row.unit for row in rows], NoticeKind.RESUMED, basis.words, actor=actor)
    after = {"suspended": None, "due": _iso(task.due)}
    keep_change("task.resumed", task, actor=actor, basis=basis, before=before, after=after)
    return suspension


def _move_limits(task: Task, stop: Stop, by: SetBy) -> None:
    """Move every limit: the task's own, those of single units, and what counts for each unit."""
    limits = list(Limit.objects.filter(task=task, is_current=True).select_related("assignment__task"))
    set_on = {limit.assignment_id: _day_set(limit) for limit in limits}
    for limit in limits:
        due = shifted(limit.due, stop.days(since=set_on[limit.assignment_id]))
        if due is None or due == limit.due:
            continue
        if limit.assignment is None:
            set_task_limit(task, later(limit, due), by)
            task.save(update_fields=("limit_kind", "limit_text", "due"))
        else:
            set_own_limit(limit.assignment, later(limit, due), by)
    for row in Assignment.objects.filter(task=task):
        over = [day for day in (row.done_on, row.ended_on) if day is not None]
        if row.state in OVER and not over:
            continue
        since = set_on.get(row.pk, set_on.get(None))
        due, counts_from = moved(row.due, row.counts_from, stop, since=since, until=min(over, default=None))
        if (due, counts_from) != (row.due, row.counts_from):
            change_assignment(row, due=due, counts_from=counts_from)


def _day_set(limit: Limit) -> date | None:
    """The day on which *limit* was set after issue."""
    return None if limit.is_first else limit.set_at.astimezone(clock.ZONE).date()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
