"""Who was asked about a task last, and when: notices and remarks; reminders add theirs by :func:`offer`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Max, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from luoshi.duban.tasks.models import Notice, NoticeKind, Remark, RemarkKind


@dataclass(frozen=True, slots=True)
class Asking:
    """Something that was said to units about a task: when, to whom, by whom, what it was, and its words.

    ``whom`` is the unit, or empty where it went to every unit that has the task; ``how`` names the kind in the
    language of the page (批示, 催办, 任务变更 …).
    """

    task: int
    at: datetime
    how: str
    whom: str = ""
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
    """What the ledger itself keeps, in one query: each task's newest notice and newest remark of the office."""
    notices = Notice.objects.filter(pk__in=_newest(Notice.objects.filter(task__in=tasks)))
    remarks = Remark.objects.filter(pk__in=_newest(Remark.objects.filter(task__in=tasks, unit__isnull=True)))
    both = _columns(notices, "notice").union(_columns(remarks, "remark"), all=True)
    for source, kind, task, at, whom, by, words in both:
        label = NoticeKind(kind).label if source == "notice" else RemarkKind(kind).label
        yield Asking(task, at, str(label), whom, by or _("系统"), words)


def _newest(rows: QuerySet[Notice] | QuerySet[Remark]) -> QuerySet[Notice, int] | QuerySet[Remark, int]:
    return rows.order_by().values("task").annotate(newest=Max("pk")).values_list("newest", flat=True)


def _columns(rows: QuerySet[Notice] | QuerySet[Remark], source: str) -> QuerySet[Notice, tuple[object, ...]]:
    named = {
        "source": Value(source, CharField()),
        "said_to": Coalesce("unit__name", Value(""), output_field=CharField()),
        "said_by": Coalesce("made_by__name", Value(""), output_field=CharField()),
        "said": Cast("text", TextField()),
    }
    columns = ("source", "kind", "task_id", "made_at", "said_to", "said_by", "said")
    return rows.order_by().annotate(**named).values_list(*columns)  # type: ignore[return-value]  # either table
