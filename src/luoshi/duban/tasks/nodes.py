"""Where reports follow nodes (按节点): the days of the plan that an app above keeps for a task.

A node asks for a report as the limit does: from a few working days before it on, until one came.  A unit that was given
the task on the day of a node or later owes nothing for it, and only the newest node is ever asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from luoshi.duban.tasks.models import Assignment, Task

#: Gives rows with ``task`` and ``day``.
Rows = Callable[[], QuerySet[Any]]
_rows: list[Rows] = []
#: Under this name a task may hold the days of its nodes, where a page fetched them with it (:func:`fetch`).
FETCHED = "node_days"
#: Under this name the query of a page may have gathered them already, as objects with ``day`` in ISO 8601.
GATHERED = "node_rows"
_LONG_AGO = Value(date(1900, 1, 1), DateField())


def nodes_are(rows: Rows) -> None:
    """Say where nodes are kept; called in the ``AppConfig.ready`` of the app that keeps them."""
    _rows[:] = [rows]


def fetch(tasks: Iterable[Task]) -> None:
    """Give *tasks* the days of their nodes, in one query; none where there are no tasks."""
    tasks = list(tasks)
    found: dict[int, list[date]] = {task.pk: [] for task in tasks}
    if found and _rows:
        for key, day in _rows[0]().filter(task__in=found).values_list("task_id", "day"):
            found[key].append(day)
    for task in tasks:
        task.__dict__[FETCHED] = found[task.pk]


def days_of(task: Task) -> list[date]:
    """The days of the nodes of *task*; one query where they were not fetched before."""
    if GATHERED in task.__dict__:
        return [date.fromisoformat(str(one["day"])) for one in task.__dict__[GATHERED]]
    if FETCHED not in task.__dict__:
        fetch([task])
    days: list[date] = task.__dict__[FETCHED]
    return days


def newest(assignment: Assignment, task: Task, upto: date) -> date | None:
    """The newest node up to that day that asks *assignment* for a report, whether one came or not."""
    days = days_of(task)
    given, due = assignment.counts_from, assignment.due
    return max(
        (day for day in days if day <= upto and due is not None and day <= due and (given is None or day > given)),
        default=None,
    )


def _asking(upto: date) -> QuerySet[Any] | None:
    """The nodes that ask something of an assignment, which is the row outside."""
    if not _rows:
        return None
    given = Coalesce(OuterRef("counts_from"), _LONG_AGO)
    return _rows[0]().filter(task=OuterRef("task"), day__lte=upto, day__gt=given).filter(day__lte=OuterRef("due"))


def unanswered(upto: date) -> Q:
    """A condition for assignments: a node up to that day asks for a report that has not come."""
    asking = _asking(upto)
    if asking is None:
        return Q(pk__in=())
    return Q(Exists(asking.filter(day__gt=Coalesce(OuterRef("reported_through"), _LONG_AGO))))


def oldest_unanswered(upto: date) -> Any:  # noqa: ANN401 -- an expression
    """The first such node, to annotate assignments with."""
    asking = _asking(upto)
    if asking is None:
        return Value(None, DateField(null=True))
    missing = asking.filter(day__gt=Coalesce(OuterRef("reported_through"), _LONG_AGO))
    return Subquery(missing.order_by("day").values("day")[:1], output_field=DateField())
