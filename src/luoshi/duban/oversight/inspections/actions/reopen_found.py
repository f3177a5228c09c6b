"""重新办理: what was closed out and does not hold on the spot goes on."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.inspections.actions.moving import require_office
from luoshi.duban.oversight.inspections.models import UNMET, Conclusion, ConclusionState, Item
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.reopen import reopen_assignment
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import Assignment, BasisKind, State


def can_reopen(item: Item) -> bool:
    """Whether the work was closed out, and somebody found that it does not hold."""
    row = item.assignment
    return row is not None and row.state == State.CLOSED_OUT and item.outcome in UNMET


@transaction.atomic
def reopen_inspected(item: Item, *, actor: User) -> None:
    """Let the work go on: it is no longer closed out, and its lateness counts on.

    Refused before the unit has the conclusion, where nothing was found against it, and what
    :func:`reopen_assignment` refuses.
    """
    require_office(actor, Right.CLOSE_OUT, item.inspection)
    if not Conclusion.objects.filter(stop=item.stop_id, state=ConclusionState.ISSUED).exists():
        raise Refused("not-concluded", "督查结论送达后才能重新办理。", "It goes on once the conclusion went out.")
    if not can_reopen(item):
        raise Refused(
            "holds", "只有已销号而查明没有落实的才重新办理。", "Only what was closed out and does not hold goes on."
        )
    assignment = Assignment.objects.select_related("task", "unit").get(pk=item.assignment_id or 0)
    basis = Basis(BasisKind.DOCUMENT, f"{item.inspection.title}结论：{item.problem[:200]}")
    reopen_assignment(assignment, actor=actor, version=assignment.version, basis=basis)
