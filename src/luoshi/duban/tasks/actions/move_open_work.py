"""Open work moves to the unit that takes over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.moving import Count
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, Invitation, State, Task

#: Which role stays where the unit that takes over had one in the same task already.
_STRONGER = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE, AssignmentRole.SUPPORTING, AssignmentRole.INFORMED)


def count_open_work(units: Sequence[Unit]) -> list[Count]:
    """The open tasks, the draft tasks and the open requests for comment of *units*."""
    own = _open(units)
    return [
        Count(_("未办结任务"), own.exclude(state="").count()),
        Count(_("草稿任务"), own.filter(state="").count()),
        Count(_("征求意见"), _invitations(units).count()),
    ]


@transaction.atomic
def move_open_work(sources: Sequence[Unit], into: Unit, actor: User, on: date) -> list[Count]:
    """Give every open assignment of *sources* to *into*, each with an event on its task.

    Where *into* has a part in the task already, the stronger of the two roles stays with it; the other assignment
    is withdrawn where it was issued, and dropped from a draft.  What is closed out stays with the unit that did it.
    """
    counts = count_open_work(sources)
    own = list(_open(sources).select_related("task__office", "unit").order_by("task_id", "position", "pk"))
    touched = [assignment.task_id for assignment in own]
    there = {row.task_id: row for row in Assignment.objects.filter(unit=into, task__in=touched)}
    for assignment in own:
        before = {"unit": str(assignment.unit), "role": assignment.role}
        kept = there.get(assignment.task_id)
        if kept is None:
            assignment.unit, assignment.name = into, into.name
            assignment.save(update_fields=("unit", "name"))
            there[assignment.task_id] = kept = assignment
        else:
            _join(assignment, kept, on)
        record(
            "task.unit-merged",
            assignment.task,
            office=assignment.task.office.key,
            actor=actor.actor,
            before=before,
            after={"unit": into.name, "role": kept.role, "on": on.isoformat()},
        )
    Task.objects.filter(pk__in=touched).update(version=F("version") + 1)
    for task in Task.objects.filter(pk__in=touched, issued_at__isnull=False):
        refresh(task)
    _move_invitations(sources, into)
    return counts


def _join(assignment: Assignment, kept: Assignment, on: date) -> None:
    """Let *kept* stand for both, in the stronger role."""
    roles = (AssignmentRole(assignment.role), AssignmentRole(kept.role))
    stronger = min(roles, key=_STRONGER.index)
    if stronger != kept.role:
        kept.role = stronger
        kept.save(update_fields=("role",))
    if assignment.state:
        assignment.state, assignment.ended_on = State.WITHDRAWN, on
        assignment.save(update_fields=("state", "ended_on"))
    else:
        assignment.delete()


def _move_invitations(sources: Sequence[Unit], into: Unit) -> None:
    """Open requests for comment go to *into*, unless it was asked in the same round."""
    for invitation in _invitations(sources).order_by("pk"):
        if not Invitation.objects.filter(circulation=invitation.circulation_id, unit=into).exists():
            invitation.unit = into
            invitation.save(update_fields=("unit",))


def _open(units: Sequence[Unit]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(unit__in=units, task__taken_off_at=None).exclude(state__in=OVER)


def _invitations(units: Sequence[Unit]) -> QuerySet[Invitation]:
    return Invitation.objects.filter(unit__in=units, answered_at__isnull=True, circulation__closed_at__isnull=True)
