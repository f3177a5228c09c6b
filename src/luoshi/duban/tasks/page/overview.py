"""The upper part of a task's page: state and lateness, limits, units with what they last said, targets, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks import lateness_words
from luoshi.duban.tasks.lateness_words import Fact
from luoshi.duban.tasks.models import (
    OVER,
    Assignment,
    AssignmentRole,
    Decision,
    Extension,
    Limit,
    ReportedFigure,
    Return,
    State,
    Step,
    Target,
    Task,
)
from luoshi.duban.tasks.submissions import is_own
from luoshi.duban.tasks.unit_side import rows_of
from luoshi.duban.tasks.verifying import compare, plain
from luoshi.duban.tasks.wording import target_of as target_in_words


@dataclass(frozen=True, slots=True)
class Measured:
    """A target, and the figure that was last reported for it (``holds`` as in :mod:`..verifying`)."""

    words: str
    reported: str = ""
    by: str = ""
    on: date | None = None
    holds: bool | None = None


@dataclass(slots=True)
class UnitRow:
    """A unit's part: its assignment, how late it is, what waits for a decision, and what it gave to units below.

    ``own`` is true where the person who looks typed or made what is to be judged, so that another has to.
    """

    assignment: Assignment
    facts: list[Fact] = field(default_factory=list)
    extension: Extension | None = None
    returned: Return | None = None
    own: bool = False
    parts: list[UnitRow] = field(default_factory=list)

    @property
    def limit_moved(self) -> bool:
        """Whether its limit is another than the one it was given first."""
        one = self.assignment
        return one.first_due is not None and one.due != one.first_due

    @property
    def waits(self) -> bool:
        """Whether the office has something to decide here."""
        handed_in = self.assignment.state in (State.SUBMITTED, State.VERIFIED) and self.assignment.answers
        return handed_in or self.extension is not None or self.returned is not None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the upper part of the page shows."""

    facts: list[Fact]
    units: list[UnitRow]
    gone: list[UnitRow]
    targets: list[Measured]
    steps: Sequence[Step]
    limits: Sequence[Limit]
    first_limit: Limit | None
    rows: Sequence[Assignment]

    @property
    def waiting(self) -> list[UnitRow]:
        """The units where the office has something to decide."""
        return [row for row in (*self.units, *(part for one in self.units for part in one.parts)) if row.waits]


def look_at(task: Task, user: User, today: date) -> Overview:
    """The upper part of *task* for *user*: seven queries for the office, five for others."""
    limits = list(task.limits.select_related("set_by", "assignment").order_by("id"))
    rows = list(rows_of(task).select_related("unit", "through", "latest__typed_by").order_by("position", "id"))
    units, gone = _units(task, rows, user, today)
    return Overview(
        facts=lateness_words.of_task(task, today),
        units=units,
        gone=gone,
        targets=[_measured(target) for target in _targets(task)],
        steps=list(task.steps.all()),
        limits=limits,
        first_limit=_moved_from(limits),
        rows=rows,
    )


def _moved_from(limits: Sequence[Limit]) -> Limit | None:
    """The task's first limit, where another one counts now."""
    own = [limit for limit in limits if limit.assignment_id is None]
    first = next((limit for limit in own if limit.is_first), None)
    now = next((limit for limit in own if limit.is_current), None)
    return first if first is not None and first is not now else None


def _units(task: Task, rows: Sequence[Assignment], user: User, today: date) -> tuple[list[UnitRow], list[UnitRow]]:
    shown = {row.pk: _unit_row(row, task, user, today) for row in rows}
    if may(user, Right.SUPERVISE):
        _add_requests(task, shown)
    for one in shown.values():
        parent = one.assignment.parent_id
        if one.assignment.role == AssignmentRole.PART and parent in shown:
            shown[parent].parts.append(one)
    whole = [one for one in shown.values() if one.assignment.role != AssignmentRole.PART]
    return (
        [one for one in whole if one.assignment.state != State.WITHDRAWN],
        [one for one in whole if one.assignment.state == State.WITHDRAWN],
    )


def _unit_row(row: Assignment, task: Task, user: User, today: date) -> UnitRow:
    handed_in = row.latest if row.state in (State.SUBMITTED, State.VERIFIED) else None
    return UnitRow(row, lateness_words.of_assignment(row, task, today), own=is_own(user, handed_in))


def _add_requests(task: Task, shown: dict[int, UnitRow]) -> None:
    for asked in Extension.objects.filter(assignment__task=task, decision=Decision.OPEN).select_related("typed_by"):
        if shown[asked.assignment_id].assignment.state not in OVER:
            shown[asked.assignment_id].extension = asked
    returns = Return.objects.filter(assignment__task=task, decision=Decision.OPEN)
    for returned in returns.select_related("typed_by", "right_unit"):
        if shown[returned.assignment_id].assignment.state == State.RETURNED:
            shown[returned.assignment_id].returned = returned


def _targets(task: Task) -> QuerySet[Target]:
    """The targets of *task*, each with the figure that was reported last, by whom and when."""
    given = ReportedFigure.objects.filter(target=OuterRef("pk"), report__filed_at__isnull=False).order_by("-report_id")
    return Target.objects.filter(task=task).annotate(
        last_value=Subquery(given.values("value")[:1]),
        last_by=Subquery(given.annotate(unit=F("report__assignment__name")).values("unit")[:1]),
        last_on=Subquery(given.annotate(day=F("report__reported_on")).values("day")[:1]),
    )


def _measured(target: Target) -> Measured:
    words = target_in_words(target)
    value: Decimal | None = getattr(target, "last_value", None)
    if value is None:
        return Measured(words, "" if target.is_figure else _("由核查人判断"))
    return Measured(
        words,
        f"{plain(value)}{target.unit}",
        getattr(target, "last_by", ""),
        getattr(target, "last_on", None),
        compare(target, value),
    )
