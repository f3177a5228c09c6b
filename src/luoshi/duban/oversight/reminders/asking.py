"""Who was reminded or chased last about a task, for lists that say who was asked when."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luoshi.duban.oversight.asked import Columns, Source, newest, offer
from luoshi.duban.oversight.reminders.models import Kind, Reminder


def offer_askings() -> None:
    """Let lists say it."""
    columns = Columns(
        task="assignment__task_id",
        at="digest__made_at",
        kind="kind",
        whom="person__name",
        by="chase__made_by__name",
        words="chase__words",
    )
    offer(Source("reminder", _rows, columns, _label))


def _rows(tasks: Collection[int]) -> QuerySet[Reminder]:
    """The newest reminder of each task that went out."""
    return newest(Reminder.objects.filter(assignment__task__in=tasks, digest__isnull=False), "assignment__task")


def _label(kind: str) -> str:
    return _("人工催办") if kind == Kind.CHASE else _("催办")
