"""Open work moves to the unit that takes over, at a merger and when work of a merged unit is taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.moving import Count
from luoshi.duban.organisations.names import survivor
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.giving import give, lapse, start_clean
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import DOING, OVER, Assignment, AssignmentRole, Invitation, State, Task
from luoshi.duban.tasks.moving import change_assignment, move_assignment

#: Which role stays where the unit that takes over had one in the same task already.
_STRONGER = (
    AssignmentRole.LEAD,
    AssignmentRole.RESPONSIBLE,
    AssignmentRole.SUPPORTING,
    AssignmentRole.PART,
    AssignmentRole.INFORMED,
)


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
    A unit that begins to answer in this way starts clean; the lateness of the one that was merged stays on record.
    """
    counts = count_open_work(sources)
    _move(
        list(_open(sources).select_related("task__office", "unit").order_by("task_id", "position", "pk")),
        into,
        actor,
        on,
    )
    _move_invitations(sources, into)
    return counts


def move_to_survivors(rows: Sequence[Assignment], actor: User) -> None:
    """Give those of *rows* (read with task, office and unit), taken up again, to what their unit has become since."""
    today = clock.today()
    for row in rows:
        unit = row.unit and survivor(row.unit, today)
        if unit is not None and unit.pk != row.unit_id:
            _move([row], unit, actor, today)


def _move(own: Sequence[Assignment], into: Unit, actor: User, on: date) -> None:
    touched = [assignment.task_id for assignment in own]
    there = {row.task_id: row for row in Assignment.objects.filter(unit=into, task__in=touched)}
    answered = set(Assignment.objects.filter(task__in=touched, answers=True).values_list("pk", flat=True))
    for assignment in own:
        before = {"unit": str(assignment.unit), "role": assignment.role}
        kept = there.get(assignment.task_id)
        if kept is None:
            change_assignment(assignment, unit=into, name=into.name)
            there[assignment.task_id] = kept = assignment
        else:
            _join(assignment, kept, into, on)
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
        start_clean(task, answered)


def _join(assignment: Assignment, kept: Assignment, into: Unit, on: date) -> None:
    """Let *kept*, which *into* has or had, stand for both, in the stronger role."""
    if not assignment.state:
        kept.role = _stronger(assignment, kept)
        kept.save(update_fields=("role",))
        assignment.delete()
        return
    parent, words = kept.parent_id, kept.words
    if kept.state == State.WITHDRAWN:
        parent, words = assignment.parent_id, assignment.words
        role = AssignmentRole(assignment.role)
        give(assignment.task, kept, unit=into, role=role, position=assignment.position, due=assignment.due)
    elif kept.state == State.CLOSED_OUT and assignment.role in DOING:
        _go_on(kept, assignment.task)
    role = _stronger(assignment, kept)
    if role is not AssignmentRole.PART:
        parent = None
    change_assignment(kept, role=role, parent_id=parent, words=words)
    Assignment.objects.filter(parent=assignment).exclude(pk=kept.pk).update(parent=kept)
    change_assignment(assignment, state=State.WITHDRAWN, state_since=clock.now(), ended_on=on)
    lapse([assignment])


def _stronger(assignment: Assignment, kept: Assignment) -> AssignmentRole:
    return min((AssignmentRole(assignment.role), AssignmentRole(kept.role)), key=_STRONGER.index)


def _go_on(kept: Assignment, task: Task) -> None:
    """A unit that had finished its share has something to do again; its days until then stay."""
    today = clock.today()
    late = late_days(kept, task, today)
    move_assignment(kept, State.IN_PROGRESS, done_on=None, ended_on=None, late_before=late, counts_from=today)


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
