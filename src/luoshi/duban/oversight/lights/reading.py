"""The facts of many tasks in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, QuerySet

from luoshi.duban.clock import ZONE
from luoshi.duban.oversight.lights.facts import Facts, Node
from luoshi.duban.oversight.models import Milestone
from luoshi.duban.tasks.models import Assignment, LimitKind, State, Target, Task

_COLUMNS = ("pk", "register_id", "issued_at", "due", "limit_kind", "state", "done_on", "suspended_since", "late_before")


@dataclass(frozen=True, slots=True)
class Known:
    """A task's key and register with its facts."""

    task: int
    register: int
    facts: Facts


def read_facts(tasks: QuerySet[Task], keys: Collection[int] | None = None) -> list[Known]:
    """The facts of the issued ones among *tasks*; *keys* are theirs where they are few.

    The unit's own figure is that of the unit that reports, the mean where several do.
    """
    percents = _percents(keys)
    nodes = _nodes(keys)
    masked = set(_of(Target.objects.filter(masked=True, value__isnull=True), keys).values_list("task_id", flat=True))
    rows = tasks.filter(issued_at__isnull=False).order_by("pk").values_list(*_COLUMNS)
    found = []
    for pk, register, issued_at, due, kind, state, done_on, suspended, late_before in rows.iterator(chunk_size=5000):
        facts = Facts(
            starts=issued_at.astimezone(ZONE).date(),
            due=None if kind == LimitKind.LONG_TERM else due,
            is_long_term=kind == LimitKind.LONG_TERM,
            masked=pk in masked,
            percent=percents.get(pk),
            nodes=nodes.get(pk, ()),
            done_on=done_on,
            suspended_since=suspended,
            is_closed=state == State.CLOSED_OUT,
            is_withdrawn=state == State.WITHDRAWN,
            late_before=late_before,
        )
        found.append(Known(pk, register, facts))
    return found


def _percents(keys: Collection[int] | None) -> Mapping[int, float]:
    rows = _of(Assignment.objects.filter(answers=True, percent__isnull=False), keys).exclude(state=State.WITHDRAWN)
    means = rows.order_by().values_list("task_id").annotate(mean=Avg("percent"))
    return {task: float(mean) for task, mean in means}


def _nodes(keys: Collection[int] | None) -> Mapping[int, tuple[Node, ...]]:
    found: dict[int, list[Node]] = defaultdict(list)
    rows: list[tuple[int, date, float]] = list(
        _of(Milestone.objects.order_by("task_id", "day"), keys).values_list("task_id", "day", "percent")
    )
    for task, day, percent in rows:
        found[task].append(Node(day, float(percent)))
    return {task: tuple(own) for task, own in found.items()}


def _of(rows: QuerySet[Any], keys: Collection[int] | None) -> QuerySet[Any]:
    return rows if keys is None else rows.filter(task__in=keys)
