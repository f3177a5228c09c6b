"""What a task's page says about its light: the reason, the forecast beside it, three figures, where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet
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
from luoshi.duban.tasks.ledger.gathering import Gathered
from luoshi.duban.tasks.models import OVER, Task
from luoshi.duban.tasks.nodes import GATHERED

#: Whom the supervisor's confidence is meant for; it is the office's own judgement, not a word to the unit.
_TOLD = frozenset(
    {Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.ACCOUNTABLE_LEADER, Role.PRINCIPAL, Role.READER},
)


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the entered plan; ``is_next`` is the one that comes next."""

    day: date
    percent: Decimal
    words: str
    is_next: bool


@dataclass(frozen=True, slots=True)
class Belief:
    """How sure a supervisor was, who, and when."""

    percent: int
    note: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Block:
    """A task's light as its page tells it; ``confidence`` and what rests on it only for whom it is meant."""

    light: TaskLight
    reason: str
    forecast: str
    is_open: bool
    nodes: Sequence[Node]
    sees_confidence: bool
    confidence: Belief | None
    disagreements: Sequence[str]
    unknown_years: Sequence[int]
    may_confide: bool
    may_plan: bool


def is_of_the_office(user: User) -> bool:
    """Whether *user* works for the office or leads it, and so is told what it thinks of a task."""
    return not _TOLD.isdisjoint(roles_of(user))


def block_of(task: Task, user: User) -> Block | None:
    """The light of *task* for *user*; none where the task has not been issued.

    A task that was read through :func:`along` costs no query.
    """
    if GATHERED not in task.__dict__:
        task = along(Task.objects.filter(pk=task.pk)).get()
    row: TaskLight | None = getattr(task, "light", None)
    if row is None:
        return None
    today, is_open = clock.today(), task.state not in OVER
    sees = is_of_the_office(user)
    confidence = _belief(task) if sees else None
    told: list[str] = []
    if is_open:
        belief = float(confidence.percent) if confidence is not None else None
        told = disagreements(row.percent, row.expected, belief, done=task.done_on is not None)
    return Block(
        light=row,
        reason=why(row.shown),
        forecast=_forecast(row),
        is_open=is_open,
        nodes=_nodes(task, today),
        sees_confidence=sees,
        confidence=confidence,
        disagreements=told,
        unknown_years=_unknown(task, today) if is_open else [],
        may_confide=is_open and may(user, Right.SUPERVISE),
        may_plan=is_open and task.due is not None and may(user, Right.CHANGE_ISSUED),
    )


def along(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """*tasks* with their lights, nodes and newest confidence."""
    nodes = Milestone.objects.filter(task=OuterRef("pk")).order_by("day")
    beliefs = Confidence.objects.filter(task=OuterRef("pk")).annotate(who=F("given_by__name")).order_by("-id")[:1]
    gathered = {
        GATHERED: Gathered(nodes, ("day", "percent", "words")),
        "light_beliefs": Gathered(beliefs, ("percent", "note", "who", "given_at")),
    }
    return tasks.select_related("light").annotate(**gathered)


def _nodes(task: Task, today: date) -> list[Node]:
    found: list[Node] = []
    came = True
    for one in task.__dict__[GATHERED]:
        day = date.fromisoformat(str(one["day"]))
        found.append(Node(day, Decimal(str(one["percent"])), str(one["words"]), is_next=came and day >= today))
        came = day < today
    return found


def _belief(task: Task) -> Belief | None:
    for one in task.__dict__["light_beliefs"]:
        at = datetime.fromisoformat(str(one["given_at"]))
        at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)  # SQLite keeps it without, as UTC
        return Belief(int(one["percent"]), str(one["note"]), str(one["who"]), at)
    return None


def _forecast(row: TaskLight) -> str:
    if row.forecast == Forecast.WILL_KEEP and row.finishes is not None:
        return _("照目前进度，%(day)s能完成，赶得上时限。") % {"day": row.finishes.isoformat()}
    return forecast(row.shown)


def _unknown(task: Task, today: date) -> list[int]:
    """The years without holidays that the working days of this task are counted through."""
    if task.due is None or task.issued_at is None:
        return []
    return unknown_years(min(today, task.issued_at.astimezone(clock.ZONE).date()), max(today, task.due))
