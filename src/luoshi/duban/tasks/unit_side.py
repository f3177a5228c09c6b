"""What a unit can do with a task now; the actions themselves decide, this only says which buttons are worth showing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.queries import acting_units, current
from luoshi.duban.tasks.acting import is_head_of
from luoshi.duban.tasks.lateness import overdue_days
from luoshi.duban.tasks.models import (
    OVER,
    Approval,
    Assignment,
    AssignmentRole,
    Decision,
    Extension,
    Report,
    State,
    Task,
)
from luoshi.duban.tasks.owed import REPORTING, owes
from luoshi.duban.tasks.parts import Progress, progress_of


@dataclass(slots=True)
class UnitSide:
    """One assignment of a unit that a person acts for, with what it may be asked to do."""

    assignment: Assignment
    today: date
    parts: list[Assignment] = field(default_factory=list)
    asked: Extension | None = None
    waiting: Report | None = None
    entered: Report | None = None
    has_units_below: bool = False
    heads: bool = False

    @property
    def may_sign(self) -> bool:
        """Whether it is still to be signed for."""
        return self.assignment.state == State.ISSUED

    @property
    def may_report(self) -> bool:
        """Whether something can be reported."""
        one = self.assignment
        return one.role != AssignmentRole.INFORMED and one.state in REPORTING and one.task.state not in OVER

    @property
    def owed(self) -> date | None:
        """The last day of the period that a report is owed for."""
        return owes(self.assignment, self.assignment.task, self.today)

    @property
    def overdue(self) -> int:
        """The days past the limit."""
        return overdue_days(self.assignment, self.assignment.task, self.today)

    @property
    def may_ask_extension(self) -> bool:
        """Before the limit has passed, one request at a time; a part's limit is its giver's affair."""
        due = self.assignment.due
        in_time = due is not None and self.today <= due
        return self.may_report and in_time and self.asked is None and self.assignment.role != AssignmentRole.PART

    @property
    def may_return(self) -> bool:
        """What was not begun can be returned to the office."""
        one = self.assignment
        return one.state in (State.ISSUED, State.ACKNOWLEDGED) and one.role != AssignmentRole.PART

    @property
    def may_take_back(self) -> bool:
        """Whether it was said to be done and nobody has verified it."""
        return self.assignment.state == State.SUBMITTED

    @property
    def may_break_down(self) -> bool:
        """Whether there is anybody below to give parts to."""
        return self.has_units_below and self.may_report

    @property
    def progress(self) -> Progress:
        """How far the parts are together."""
        return progress_of(self.parts)


def rows_of(task: Task) -> QuerySet[Assignment]:
    """The assignments of *task*, each with whether units stand below its own."""
    below = Unit.objects.filter(current(clock.today()), parent=OuterRef("unit"))
    return Assignment.objects.filter(task=task).select_related("unit").annotate(below=Exists(below))


def unit_sides(user: User, task: Task, rows: Sequence[Any] | None = None) -> list[UnitSide]:
    """The assignments of *task* that *user* acts for, in four queries at most; none for anybody else.

    *rows* are those of :func:`rows_of`, where the page has fetched them already.
    """
    units = acting_units(user) if may(user, Right.REPORT) else set()
    if not units or task.issued_at is None:
        return []
    rows = list(rows_of(task)) if rows is None else rows
    own = [one for one in rows if one.unit_id in units]
    sides = {
        one.pk: UnitSide(one, clock.today(), has_units_below=one.below, heads=is_head_of(user, one)) for one in own
    }
    for one in rows:
        one.task = task
        if one.parent_id in sides:
            sides[one.parent_id].parts.append(one)
    _fill(sides)
    return list(sides.values())


def _fill(sides: dict[int, UnitSide]) -> None:
    """The open request, the report that waits for the head, and the newest report typed in the unit's name."""
    for asked in Extension.objects.filter(assignment__in=sides, decision=Decision.OPEN):
        sides[asked.assignment_id].asked = asked
    for pk, reports in _newest(sides).items():
        side = sides[pk]
        side.waiting = next((one for one in reports if one.approval == Approval.AWAITING), None)
        side.entered = next((one for one in reports[:1] if one.is_on_behalf and not one.objection), None)


def _newest(keys: Iterable[int]) -> dict[int, list[Report]]:
    """The newest reports of each assignment, a few of each."""
    found: dict[int, list[Report]] = defaultdict(list)
    rows = Report.objects.filter(assignment__in=list(keys)).select_related("typed_by").order_by("-pk")[:20]
    for report in rows:
        found[report.assignment_id].append(report)
    return found
