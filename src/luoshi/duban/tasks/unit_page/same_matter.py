"""The same matter from several sources: tasks that stand on more than one, and open tasks that resemble one another.

A unit that is asked twice for the same thing reports twice.  The first kind is merged already; the second may be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, QuerySet

from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.desk.similar import ALIKE, Wording, likeness
from luoshi.duban.tasks.models import DOING, Assignment, SourceKind, Task, TaskSignature, TaskSource
from luoshi.duban.tasks.unit_page.open_work import open_of

#: No more tasks with several sources, and no more pairs, are shown than these.
SHOWN = 50
#: A band that more tasks share says nothing about two of them.
_CROWD = 30
_SHARED = 2
#: No more tasks of one unit are compared than its newest.
_COMPARED = 2_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two open tasks that resemble one another, the older first; ``score`` in whole per cent."""

    one: Task
    other: Task
    score: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """A task with its sources."""

    task: Task
    sources: list[TaskSource]


def from_several_sources(unit: Unit) -> list[Gathered]:
    """The open tasks of *unit* that stand on more than one source, those with the most first."""
    own = open_of(unit).filter(role__in=DOING).values("task")
    tasks = Task.objects.filter(pk__in=own).annotate(count=Count("sources")).filter(count__gt=1)
    shown = {task.pk: task for task in tasks.order_by("-count", "pk")[:SHOWN]}
    sources: dict[int, list[TaskSource]] = defaultdict(list)
    for source in TaskSource.objects.filter(task__in=list(shown)).select_related("document").order_by("position", "id"):
        sources[source.task_id].append(source)
    return [Gathered(task, sources[key]) for key, task in shown.items()]


def source_in_words(source: TaskSource) -> str:
    """Where it stands: the document, who said it, or yesterday's ledger."""
    if source.kind == SourceKind.ORAL:
        return f"{source.get_kind_display()} {source.said_by}".strip()
    if source.kind == SourceKind.LEDGER:
        return source.paper or str(source.get_kind_display())
    return str(source.document) if source.document else str(source.get_kind_display())


def resembling_pairs(unit: Unit) -> list[Pair]:
    """The pairs of open tasks of *unit* that resemble one another, the likest first."""
    near = _sharing(open_of(unit).filter(role__in=DOING).order_by("-task_id")[:_COMPARED])
    if not near:
        return []
    wordings, tasks = _wordings({key for pair in near for key in pair})
    scored = [(likeness(wordings[one], wordings[other]), one, other) for one, other in near]
    close = sorted((row for row in scored if row[0] >= ALIKE), key=lambda row: (-row[0], row[1], row[2]))
    return [Pair(tasks[one], tasks[other], round(score * 100)) for score, one, other in close[:SHOWN]]


def _sharing(assignments: QuerySet[Assignment]) -> list[tuple[int, int]]:
    """The pairs of tasks of *assignments* whose signatures have bands in common."""
    rows = TaskSignature.objects.filter(task__in=assignments.values("task"))
    by_band: dict[int, list[int]] = defaultdict(list)
    for task, band in rows.values_list("task", "band"):
        by_band[band].append(task)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in by_band.values():
        if 1 < len(holders) <= _CROWD:
            shared.update(combinations(sorted(holders), 2))
    return [pair for pair, count in shared.most_common(20 * SHOWN) if count >= _SHARED]


def _wordings(keys: set[int]) -> tuple[Mapping[int, Wording], Mapping[int, Task]]:
    tasks = {task.pk: task for task in Task.objects.filter(pk__in=keys)}
    units: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    for task, unit, name in Assignment.objects.filter(task__in=keys).values_list("task", "unit", "name"):
        units[task].append((unit, name))
    return {
        key: Wording(task.text, frozenset(one for one, _ in units[key] if one), tuple(name for _, name in units[key]))
        for key, task in tasks.items()
    }, tasks
