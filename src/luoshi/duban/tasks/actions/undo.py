"""Take the last change at the desk back, or make it again; any number of steps."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from luoshi.duban.accounts.models import User
from luoshi.duban.audit.canonical import joined
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.desk.changing import begin
from luoshi.duban.tasks.desk.snapshot import difference, restore
from luoshi.duban.tasks.models import DeskChange, Plan


@transaction.atomic
def undo(plan: Plan, *, actor: User, expected: int | None = None) -> DeskChange:
    """Take the last change back and give it; ``expected`` is the key of the one that the person saw.

    Raises :class:`Refused` where there is none, :class:`ChangedMeanwhile` where what it left was changed since, or
    where somebody else made another change in between.
    """
    edit = begin(plan, actor=actor)
    change = edit.plan.desk_changes.filter(undone=False).order_by("-number").first()
    if change is None:
        raise Refused("nothing-to-undo", "没有可以撤销的操作。", "There is nothing to undo.")
    if expected is not None and change.pk != expected:
        raise ChangedMeanwhile(change.label)
    restore(edit.plan, target=change.before, expected=change.after)
    return _turn(change, actor, undone=True)


@transaction.atomic
def redo(plan: Plan, *, actor: User) -> DeskChange:
    """Make the change that was taken back last again and give it; raises as :func:`undo`."""
    edit = begin(plan, actor=actor)
    change = edit.plan.desk_changes.filter(undone=True).order_by("number").first()
    if change is None:
        raise Refused("nothing-to-redo", "没有可以重做的操作。", "There is nothing to redo.")
    restore(edit.plan, target=change.after, expected=change.before, again=True)
    return _turn(change, actor, undone=False)


def _turn(change: DeskChange, actor: User, *, undone: bool) -> DeskChange:
    change.undone = undone
    change.turn = (change.plan.desk_changes.aggregate(newest=Max("turn"))["newest"] or 0) + 1
    change.save(update_fields=("undone", "turn"))
    old, new = difference(change.before, change.after)
    before, after = (new, old) if undone else (old, new)
    record(
        "desk.undone" if undone else "desk.redone",
        change.plan,
        office=change.plan.office.key,
        actor=actor.actor,
        before=joined(before),
        after=joined(after),
        reason=change.label,
    )
    return change
