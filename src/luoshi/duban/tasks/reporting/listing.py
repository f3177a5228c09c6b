"""What units owe, row by row, with all that a sheet, a text or a form shows of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery

from luoshi.duban.tasks import wording
from luoshi.duban.tasks.lateness import overdue_days
from luoshi.duban.tasks.models import Assignment, Report, Target
from luoshi.duban.tasks.owed import REPORTING, fetch_nodes, owes, owing


@dataclass(frozen=True, slots=True)
class Owed:
    """One report that a unit owes, or may make.

    ``until`` is the last day of the period that it is owed for, empty where nothing is owed; ``late`` the days past the
    limit; ``said`` the last words about progress, of the day ``said_on``; ``seen`` the key of the newest report, 0
    where there is none.
    """

    assignment: Assignment
    until: date | None
    late: int
    said: str
    said_on: date | None
    seen: int

    @property
    def figures(self) -> list[Target]:
        """The targets whose figures are asked for (they were fetched before)."""
        return list(self.assignment.task.targets.all())

    @property
    def limit(self) -> str:
        """The limit in words: the unit's own, where it differs from the task's."""
        return limit_words(self.assignment)


def limit_words(assignment: Assignment) -> str:
    """完成时限 of a unit: as the task says it, or the day that was granted to this unit alone."""
    task, due = assignment.task, assignment.due
    if due is None or due == task.due:
        return wording.limit(task)
    return f"{due.year}年{due.month}月{due.day}日"


def last_day(items: Collection[Owed]) -> date | None:
    """The first of the days until which *items* are owed."""
    return min((item.until for item in items if item.until is not None), default=None)


def owed_by(units: Collection[int], today: date) -> dict[int, list[Owed]]:
    """What each of *units* (their keys) owes on *today*, the nearest limit first: two queries."""
    found: dict[int, list[Owed]] = {unit: [] for unit in units}
    rows = list(with_course(Assignment.objects.filter(owing(today), unit__in=units)))
    fetch_nodes(rows)
    for row in rows:
        found[row.unit_id or 0].append(as_item(row, today))
    return found


def owed_rows(unit: int, today: date) -> QuerySet[Assignment]:
    """What a unit owes, for pages of :func:`as_item`."""
    return with_course(Assignment.objects.filter(owing(today), unit=unit))


def rows_under_way(unit: int) -> QuerySet[Assignment]:
    """Everything that a unit may report on now, owed or not."""
    rows = Assignment.objects.filter(unit=unit, answers=True, state__in=REPORTING, task__suspended_since__isnull=True)
    return with_course(rows)


def as_item(row: Assignment, today: date) -> Owed:
    """A row of :func:`with_course` with what is known about its reports."""
    known: dict[str, object] = row.__dict__
    newest, words, day = known["newest"], known["said"], known["said_on"]
    return Owed(
        row,
        owes(row, row.task, today),
        overdue_days(row, row.task, today),
        words if isinstance(words, str) else "",
        day if isinstance(day, date) else None,
        newest if isinstance(newest, int) else 0,
    )


def with_course(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """*rows* with their tasks, figures and last reports, the nearest limit first."""
    reports = Report.objects.filter(assignment=OuterRef("pk")).order_by("-id")
    counted = reports.filter(filed_at__isnull=False).exclude(text="")
    figures = Prefetch("task__targets", Target.objects.filter(is_figure=True).order_by("position", "id"))
    return (
        rows.select_related("task__register", "task__office", "unit", "latest")
        .prefetch_related(figures)
        .annotate(
            newest=Subquery(reports.values("pk")[:1]),
            said=Subquery(counted.values("text")[:1]),
            said_on=Subquery(counted.values("reported_on")[:1]),
        )
        .order_by(F("due").asc(nulls_last=True), "task__number", "id")
    )
