"""How the matters stand on the day of approval, as the papers and sheets say it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.inspections.models import Item
from luoshi.duban.tasks.course import course_words
from luoshi.duban.tasks.reporting.listing import limit_words


@in_chinese
def freeze(items: Iterable[Item], today: date) -> None:
    """Write into *items* (read with assignment, its task and newest report; not saved) the words of their tasks, their
    limits, and how far they are on *today*."""
    for item in items:
        row = item.assignment
        if row is not None:
            item.words = (f"{row.task.text}（{row.words}）" if row.words else row.task.text)[:1000]
            item.limit = "".join(limit_words(row).split())[:250]
            item.course = course_words(row, today)
