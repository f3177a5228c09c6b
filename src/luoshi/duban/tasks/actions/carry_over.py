"""结转: at the year's end the unfinished tasks of a register go on in the next year's, and the rest is dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import About, record, record_many
from luoshi.duban.locking import change_seen
from luoshi.duban.problems import Refused
from luoshi.duban.registers.actions.add_register import add_register
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.carrying.unfinished import next_settings, standing, unfinished
from luoshi.duban.tasks.lateness import task_overdue_days
from luoshi.duban.tasks.models import CarriedTask, CarryOver, Task
from luoshi.duban.tasks.watching import tasks_changed

_BATCH = 500


@transaction.atomic
def carry_over(  # noqa: PLR0913 -- what is confirmed has that many sides
    register: Register,
    into: Register | None,
    *,
    actor: User,
    version: int,
    seen: str,
    dropped: Mapping[int, Basis] | None = None,
) -> CarryOver:
    """Move the unfinished tasks of *register* into *into*, or into a new register for the next year (``None``).

    Each keeps its number, its limits and its lateness; only its register changes.  Those in *dropped*, by their key,
    are withdrawn on the basis given there and stay where they are.  Refused where nothing is unfinished, where a
    dropped task has no reason, where *into* is closed or of no later year, and where the tasks are no longer those
    that were *seen* (:class:`~luoshi.duban.tasks.carrying.unfinished.Standing`); raises
    :class:`~luoshi.duban.problems.ChangedMeanwhile` where somebody else carried them over first.
    """
    require(actor, Right.CARRY_OVER)
    if actor.office_id != register.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))
    left_out = dropped or {}
    Register.objects.select_for_update().get(pk=register.pk)
    change_seen(register, version)
    tasks = list(unfinished(register).select_for_update())
    _check(register, tasks, left_out, seen)
    target = _target(register, into, actor)
    carried = CarryOver.objects.create(register=register, into=target, made_by=actor)
    rows = _keep(carried, tasks, left_out)
    _move(carried, [row for row in rows if not row.dropped], actor)
    for task in tasks:
        if task.pk in left_out:
            withdraw_task(task, actor=actor, version=task.version, basis=left_out[task.pk])
    record(
        "register.carried-over",
        register,
        office=register.office.key,
        actor=actor.actor,
        after={"into": str(target), "carried": len(tasks) - len(left_out), "dropped": len(left_out)},
    )
    return carried


def _check(register: Register, tasks: Sequence[Task], dropped: Mapping[int, Basis], seen: str) -> None:
    if not tasks:
        raise Refused(
            "nothing-to-carry", f"“{register}”没有未办结的任务。", f"{register} has no task that is unfinished."
        )
    if standing(register).fingerprint != seen or not dropped.keys() <= {task.pk for task in tasks}:
        raise Refused(
            "changed-meanwhile",
            f"“{register}”的任务刚刚有变动，没有结转任何任务，请核对后重新确认。",
            f"The tasks of {register} have just changed; none was carried over. Compare and confirm again.",
        )
    silent = next((task for task in tasks if task.pk in dropped and not dropped[task.pk].text.strip()), None)
    if silent is not None:
        raise Refused(
            "no-reason",
            f"请填写不再结转“{silent}”的理由。",
            f"Say why {silent} is not carried over.",
        )


def _target(register: Register, into: Register | None, actor: User) -> Register:
    if into is None:
        return add_register(register.office, next_settings(register), actor=actor, like=register)
    if into.office_id != register.office_id or into.year <= register.year:
        raise Refused(
            "not-later",
            "只能结转到本机构以后年度的台账。",
            "Tasks are carried over only into a register of the same office and of a later year.",
        )
    if not into.is_open:
        raise Refused("closed", f"“{into}”已停用，不能接收任务。", f"{into} is closed and takes no tasks.")
    return into


def _keep(carried: CarryOver, tasks: Sequence[Task], dropped: Mapping[int, Basis]) -> list[CarriedTask]:
    """Keep how every task stood, before any of them moves."""
    today = clock.today()
    wording.fetch_units(tasks)
    rows = [
        CarriedTask(
            carry_over=carried,
            task=task,
            position=position,
            units=wording.answering(task),
            state=task.state,
            limit_text=task.limit_text,
            due=task.due,
            overdue_days=task_overdue_days(task, today),
            late_before=task.late_before,
            dropped=task.pk in dropped,
            reason=dropped[task.pk].text.strip() if task.pk in dropped else "",
        )
        for position, task in enumerate(tasks, 1)
    ]
    return CarriedTask.objects.bulk_create(rows, batch_size=_BATCH)


def _move(carried: CarryOver, rows: Sequence[CarriedTask], actor: User) -> None:
    for first in range(0, len(rows), _BATCH):
        keys = [row.task_id for row in rows[first : first + _BATCH]]
        Task.objects.filter(pk__in=keys).update(register=carried.into, version=F("version") + 1)
        tasks_changed(keys)
    before, after = {"register": str(carried.register)}, {"register": str(carried.into)}
    record_many(
        "task.carried-over",
        [
            About(
                row.task,
                before,
                {
                    **after,
                    "due": row.due.isoformat() if row.due else None,
                    "overdue_days": row.overdue_days,
                    "late_before": row.late_before,
                },
            )
            for row in rows
        ],
        office=carried.register.office.key,
        actor=actor.actor,
    )
