"""Who was asked about a task last, and when: notices and remarks; reminders and letters add theirs by :func:`offer`.

All of it is one query, however many parts of oversight ask.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import CharField, DateTimeField, F, Max, Model, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from luoshi.duban.tasks.models import Notice, NoticeKind, Remark, RemarkKind


@dataclass(frozen=True, slots=True)
class Asking:
    """Something that was said to units about a task: when, to whom, by whom, what it was, and its words.

    ``whom`` are the units, none where it went to every unit that has the task; ``how`` names the kind in the
    language of the page (批示, 催办, 任务变更 …).
    """

    task: int
    at: datetime
    how: str
    whom: tuple[str, ...] = ()
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table of askings keeps what an :class:`Asking` says, as names of its columns; empty where it has none."""

    task: str
    at: str
    kind: str = ""
    whom: str = ""
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A part of oversight that asks.

    ``rows`` gives the newest askings of tasks, by their keys (of one task several that were asked at one moment);
    ``label`` names a kind.
    """

    name: str
    rows: Callable[[Collection[int]], QuerySet[Any]]
    columns: Columns
    label: Callable[[str], str]


_sources: list[Source] = []
Row = TypeVar("Row", bound=Model)


def offer(source: Source) -> None:
    """Let a part of oversight (reminders, 督办函) say what it asked; in its ``AppConfig.ready``."""
    if source not in _sources:
        _sources.append(source)


def latest(tasks: Iterable[int]) -> dict[int, Asking]:
    """The newest asking of each of *tasks* that was asked about at all, by its key: one query."""
    keys = set(tasks)
    found: dict[int, Asking] = {}
    if not keys:
        return found
    sources = {one.name: one for one in (_NOTICES, _REMARKS, *_sources)}
    first, *others = (_columns(one, one.rows(keys)) for one in sources.values())
    whom: dict[tuple[int, str, datetime], list[str]] = {}
    for name, kind, task, at, unit, by, words in first.union(*others, all=True):
        named = whom.setdefault((task, name, at), [])
        if unit and unit not in named:
            named.append(unit)
        there = found.get(task)
        if there is None or there.at < at or (there.at == at and len(named) > 1):
            found[task] = Asking(task, at, sources[name].label(kind), tuple(named), by or _("系统"), words)
    return found


def newest(rows: QuerySet[Row], task: str) -> QuerySet[Row]:
    """Of *rows* the newest of each task; *task* names their column."""
    keys = rows.order_by().values(task).annotate(newest=Max("pk")).values("newest")
    return rows.model._default_manager.filter(pk__in=keys)


def _columns(source: Source, rows: QuerySet[Any]) -> QuerySet[Any, tuple[Any, ...]]:
    """*rows* with the columns that all sources have in common."""
    own = source.columns
    named = {
        "asked_by_way_of": Value(source.name, CharField()),
        "asked_kind": _words(own.kind),
        "asked_task": F(own.task),
        "asked_at": Cast(own.at, DateTimeField()),
        "asked_whom": _words(own.whom),
        "asked_by": _words(own.by),
        "asked_words": _words(own.words),
    }
    found: QuerySet[Any, tuple[Any, ...]] = rows.order_by().annotate(**named).values_list(*named)
    return found


def _words(column: str) -> Any:  # noqa: ANN401 -- an expression
    return Coalesce(Cast(column, TextField()), Value("", TextField())) if column else Value("", TextField())


def _notices(tasks: Collection[int]) -> QuerySet[Notice]:
    """What was told to several units at one moment is one asking of all of them."""
    same = Notice.objects.filter(task=OuterRef("task")).order_by("-pk").values("made_at")[:1]
    return Notice.objects.filter(task__in=tasks, made_at=Subquery(same))


def _remarks(tasks: Collection[int]) -> QuerySet[Remark]:
    return newest(Remark.objects.filter(task__in=tasks, unit__isnull=True), "task")


_NOTICES = Source(
    "notice",
    _notices,
    Columns("task_id", "made_at", "kind", "unit__name", "made_by__name", "text"),
    lambda kind: str(NoticeKind(kind).label),
)
_REMARKS = Source(
    "remark",
    _remarks,
    Columns("task_id", "made_at", "kind", "", "made_by__name", "text"),
    lambda kind: str(RemarkKind(kind).label),
)
