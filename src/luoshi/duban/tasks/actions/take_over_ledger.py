"""导入原有台账: every row of a sheet becomes an issued task, in one transaction, or none does."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import About, record, record_many
from luoshi.duban.jobs.queue import enqueue
from luoshi.duban.locking import change_seen
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.spreadsheets.problems import FaultyCells
from luoshi.duban.tasks.models import Takeover
from luoshi.duban.tasks.takeover.review import Review, review
from luoshi.duban.tasks.takeover.saving import Maker, Saved

#: The job that signs what came, which takes a while with thousands of rows (:mod:`luoshi.duban.tasks.jobs`).
SIGN = "tasks.sign"


def take_over_ledger(takeover: Takeover, *, actor: User, version: int) -> int:
    """Take the whole sheet over; the answer is the number of tasks.

    Raises :class:`FaultyCells` that names every faulty cell, :class:`Refused` where it was taken over before, and
    :class:`ChangedMeanwhile` where somebody read it in another way since *version*.  Nothing is kept then.
    """
    require(actor, Right.IMPORT_LEDGER)
    if takeover.office_id != actor.office_id:
        raise Refused("no-office", "这不属于您所在的机构。", "This does not belong to your office.")
    try:
        with transaction.atomic():
            return _take_over(takeover, actor, version)
    except IntegrityError:
        raise Refused(
            "taken-meanwhile",
            "这张工作表或其中的编号刚被他人导入，未导入任何内容。",
            "The sheet, or a number in it, was just taken over by somebody else; nothing was imported.",
        ) from None


def _take_over(takeover: Takeover, actor: User, version: int) -> int:
    # Two takeovers into one register wait for each other, so that the second sees what the first brought.
    register = Register.objects.select_for_update().get(pk=takeover.register_id)
    takeover.refresh_from_db(fields=("taken_over_at", "set_aside_at", "columns", "states"))
    if not takeover.is_open or not register.is_open:
        raise Refused("not-open", "这份台账已经导入或搁置。", "This ledger was taken over or set aside already.")
    if takeover.columns is None or takeover.states is None:
        raise Refused("not-set-up", "请先对应列和状态。", "Say first what its columns and its states mean.")
    found = review(takeover)
    if found.faults:
        raise FaultyCells(found.faults)
    coming = found.coming
    if not coming:
        raise Refused("nothing-left", "没有可以导入的任务。", "There is nothing left to take over.")
    moment = clock.now()
    change_seen(takeover, version, taken_over_by=actor, taken_over_at=moment, count=len(coming))
    maker = Maker(takeover, found.table, found.lookup, actor, moment)
    saved = maker.save(coming)
    enqueue(SIGN, key=f"{SIGN}:{takeover.office_id}", office=takeover.office_id)
    _record(takeover, found, saved, actor)
    return len(saved)


def _record(takeover: Takeover, found: Review, saved: Sequence[Saved], actor: User) -> None:
    record(
        "ledger.taken-over",
        takeover,
        office=actor.office_key,
        actor=actor.actor,
        after={
            "register": str(takeover.register),
            "sha256": takeover.source.sha256,
            "tasks": len(saved),
            "skipped": [one.row for one in found.skipped],
            "columns": takeover.columns,
            "states": takeover.states,
        },
    )
    record_many("task.taken-over", [_about(one) for one in saved], office=actor.office_key, actor=actor.actor)


def _about(one: Saved) -> About:
    task = one.task
    return About(
        task,
        after={
            "number": task.number,
            "text": task.text,
            "limit": task.limit_text,
            "due": task.due.isoformat() if task.due else None,
            "state": str(task.state),
            "units": [[row.name, str(row.role)] for row in one.assignments],
            "row": one.entry.row.number,
        },
        reason=one.entry.note if task.state == "withdrawn" else "",
    )
