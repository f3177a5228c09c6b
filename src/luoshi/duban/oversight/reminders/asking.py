"""Who was reminded or chased last about a task, for lists that say who was asked when."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.duban.oversight.asked import Asking
from luoshi.duban.oversight.reminders.models import Kind, Reminder


def asked(tasks: Collection[int]) -> Iterator[Asking]:
    """The newest reminder of each task that went out: one query."""
    sent = Reminder.objects.filter(assignment__task__in=tasks, digest__isnull=False)
    newest = sent.order_by().values("assignment__task").annotate(newest=Max("pk")).values("newest")
    rows = Reminder.objects.filter(pk__in=newest).values_list(
        "assignment__task", "digest__made_at", "kind", "assignment__name", "person__name", "chase__made_by__name",
        "chase__words",
    )  # fmt: skip
    for task, at, kind, unit, person, by, words in rows:
        how = _("人工催办") if kind == Kind.CHASE else _("催办")
        yield Asking(task, at, how, (f"{unit} {person}",), by or _("系统"), words or "")
