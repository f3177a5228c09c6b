"""How late something is, in the words of the pages: 逾期12天, 曾逾期5天, 中止中."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.duban.tasks.lateness import overdue_days, task_overdue_days
from luoshi.duban.tasks.models import OVER, Assignment, State, Task


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact beside a state, as a badge shows it (``tone``: plain, wait, bad)."""

    text: str
    tone: str


def of_task(task: Task, today: date) -> list[Fact]:
    """What is to be said of *task* on *today*."""
    if task.issued_at is None:
        return []
    overdue = task_overdue_days(task, today)
    stopped = [Fact(_("中止中"), "wait")] if task.suspended_since is not None and task.state not in OVER else []
    return [*stopped, *_late(overdue, task.late_before, runs=task.done_on is None and task.state not in OVER)]


def of_assignment(row: Assignment, task: Task, today: date) -> list[Fact]:
    """What is to be said of a unit's part; only of one that answers to the office, or did when it was taken off."""
    if not row.state or not row.answers:
        return []
    overdue = overdue_days(row, task, today)
    runs = row.done_on is None and row.state not in OVER
    if row.state == State.WITHDRAWN:
        return _late(0, row.late_before + overdue, runs=False)
    return _late(overdue, row.late_before, runs=runs)


def _late(overdue: int, before: int, *, runs: bool) -> list[Fact]:
    """What runs is late now, and may have been late under an earlier limit; what is over was late by both."""
    if not runs:
        return [_was_late(overdue + before)] if overdue + before else []
    now = [Fact(ngettext("逾期%(days)s天", "逾期%(days)s天", overdue) % {"days": overdue}, "bad")] if overdue else []
    return [*now, _was_late(before)] if before else now


def _was_late(days: int) -> Fact:
    return Fact(ngettext("曾逾期%(days)s天", "曾逾期%(days)s天", days) % {"days": days}, "wait")
