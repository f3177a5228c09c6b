"""Which 督办函 was sent last about a task, for lists that say who was asked when."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luoshi.duban.oversight.asked import Columns, Source, newest, offer
from luoshi.duban.oversight.letters.models import LetterTask


def offer_askings() -> None:
    """Let lists say it."""
    columns = Columns(
        task="task_id",
        at="letter__issued_on",
        whom="letter__unit__name",
        by="letter__issued_by__name",
        words="letter__number",
    )
    offer(Source("letter", _rows, columns, lambda _kind: _("督办函")))


def _rows(tasks: Collection[int]) -> QuerySet[LetterTask]:
    """The newest letter about each task that was sent."""
    return newest(LetterTask.objects.filter(task__in=tasks, letter__issued_on__isnull=False), "task")
