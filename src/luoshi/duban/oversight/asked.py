"""Who was asked about a task last, and when: notices and remarks; reminders add theirs by :func:`offer`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Max, OuterRef, QuerySet, Subquery, TextField, Value
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


#: Gives what was asked about tasks, by their keys; the newest of each is enough.
Provider = Callable[[Collection[int]], Iterable[Asking]]
_providers: list[Provider] = []


def offer(provider: Provider) -> None:
    """Let a part of oversight (reminders, 督办函) say what it asked; in its ``AppConfig.ready``."""
    if provider not in _providers:
        _providers.append(provider)


def latest(tasks: Iterable[int]) -> dict[int, Asking]:
    """The newest asking of each of *tasks* that was asked about at all, by its key."""
    keys = set(tasks)
    found: dict[int, Asking] = {}
    if not keys:
        return found
    for provider in (_written, *_providers):
        for asking in provider(keys):
            there = found.get(asking.task)
            if there is None or there.at < asking.at:
                found[asking.task] = asking
    return found


def _written(tasks: Collection[int]) -> Iterator[Asking]:
    """What the ledger itself keeps, in one query: the newest notices and the newest remark of the office on each task.

    What was told to several units at one moment is one asking of all of them.
    """
    same = Notice.objects.filter(task=OuterRef("task")).order_by("-pk").values("made_at")[:1]
    notices = Notice.objects.filter(task__in=tasks, made_at=Subquery(same))
    office = Remark.objects.filter(task__in=tasks, unit__isnull=True).order_by().values("task")
    remarks = Remark.objects.filter(pk__in=office.annotate(newest=Max("pk")).values("newest"))
    told: dict[tuple[int, str], Asking] = {}
    for source, kind, task, at, whom, by, words in _columns(notices, "notice").union(
        _columns(remarks, "remark"), all=True
    ):
        label = NoticeKind(kind).label if source == "notice" else RemarkKind(kind).label
        before = told.get((task, source))
        others = [*before.whom, whom] if before is not None else [whom] if whom else []
        told[task, source] = Asking(task, at, str(label), tuple(others), by or _("系统"), words)
    yield from told.values()


def _columns(rows: QuerySet[Any], source: str) -> QuerySet[Any, tuple[Any, ...]]:
    named = {
        "source": Value(source, CharField()),
        "said_to": Coalesce("unit__name", Value(""), output_field=CharField()),
        "said_by": Coalesce("made_by__name", Value(""), output_field=CharField()),
        "said": Cast("text", TextField()),
    }
    columns = ("source", "kind", "task_id", "made_at", "said_to", "said_by", "said")
    found: QuerySet[Any, tuple[Any, ...]] = rows.order_by().annotate(**named).values_list(*columns)
    return found
