"""Which 督办函 was sent last about a task, for lists that say who was asked when."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.oversight.asked import Asking
from luoshi.duban.oversight.letters.models import LetterTask


def asked(tasks: Collection[int]) -> Iterator[Asking]:
    """The newest letter about each task that was sent: one query."""
    sent = LetterTask.objects.filter(task__in=tasks, letter__issued_on__isnull=False)
    newest = sent.order_by().values("task").annotate(newest=Max("pk")).values("newest")
    columns = ("task", "letter__issued_on", "letter__unit__name", "letter__number", "letter__issued_by__name")
    for task, day, unit, number, by in LetterTask.objects.filter(pk__in=newest).values_list(*columns):
        yield Asking(task, clock.start_of(day), _("督办函"), (unit,), by or "", number)
