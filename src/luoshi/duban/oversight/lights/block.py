"""What a task's page says about its light: the reason, the forecast beside it, three figures, where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.oversight.lights.disagreeing import disagreements
from luoshi.duban.oversight.lights.judging import Forecast
from luoshi.duban.oversight.lights.wording import forecast, why
from luoshi.duban.oversight.lights.workdays import unknown_years
from luoshi.duban.oversight.models import Confidence, Milestone, TaskLight
from luoshi.duban.tasks.models import OVER, Task

#: Whom the supervisor's confidence is meant for; it is the office's own judgement, not a word to the unit.
_TOLD = frozenset(
    {Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.ACCOUNTABLE_LEADER, Role.PRINCIPAL, Role.READER},
)


@dataclass(frozen=True, slots=True)
class Block:
    """A task's light as its page tells it; ``confidence`` and what rests on it only for whom it is meant."""

    light: TaskLight
    reason: str
    forecast: str
    is_open: bool
    nodes: Sequence[Milestone]
    next_node: Milestone | None
    sees_confidence: bool
    confidence: Confidence | None
    disagreements: Sequence[str]
    unknown_years: Sequence[int]
    may_confide: bool
    may_plan: bool


def block_of(task: Task, user: User) -> Block | None:
    """The light of *task* for *user*, in three queries; none where the task has not been issued."""
    row = TaskLight.objects.filter(pk=task.pk).first()
    if row is None:
        return None
    today, is_open = clock.today(), task.state not in OVER
    nodes = list(Milestone.objects.filter(task=task).order_by("day"))
    sees = not _TOLD.isdisjoint(roles_of(user))
    confidence = Confidence.objects.filter(task=task).select_related("given_by").first() if sees else None
    told: list[str] = []
    if is_open:
        belief = float(confidence.percent) if confidence is not None else None
        told = disagreements(row.percent, row.expected, belief, done=task.done_on is not None)
    return Block(
        light=row,
        reason=why(row.shown),
        forecast=_forecast(row),
        is_open=is_open,
        nodes=nodes,
        next_node=next((node for node in nodes if node.day >= today), None),
        sees_confidence=sees,
        confidence=confidence,
        disagreements=told,
        unknown_years=_unknown(task, today) if is_open else [],
        may_confide=is_open and may(user, Right.SUPERVISE),
        may_plan=is_open and task.due is not None and may(user, Right.CHANGE_ISSUED),
    )


def _forecast(row: TaskLight) -> str:
    if row.forecast == Forecast.WILL_KEEP and row.finishes is not None:
        return _("照目前进度，%(day)s能完成，赶得上时限。") % {"day": row.finishes.isoformat()}
    return forecast(row.shown)


def _unknown(task: Task, today: date) -> list[int]:
    """The years without holidays that the working days of this task are counted through."""
    if task.due is None or task.issued_at is None:
        return []
    return unknown_years(min(today, task.issued_at.astimezone(clock.ZONE).date()), max(today, task.due))
