"""What a morning costs: the lights of all tasks, where all are new and again a day later, and what is owed by whom."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from django.db.models import F
from django.db.models.functions import Mod

from luoshi.duban.oversight.lights.renewing import renew_all
from luoshi.duban.oversight.models import Milestone
from luoshi.duban.tasks.models import Assignment, Task
from luoshi.duban.tasks.owed import owing

#: Seconds for the lights of a morning and all owed reports together.
BUDGET = 5.0
#: The day that is measured; more than half of the tasks are past their limit then.
DAY = date(2026, 8, 21)
#: The end of a month, when most units owe a report.
MONTH_END = date(2026, 11, 27)
#: Every so manieth task follows entered nodes.
_WITH_NODES = 10
_BATCH = 2_000


def measured() -> list[tuple[str, float, int]]:
    """Each step with its seconds and how many rows it was about; the county is there already."""
    _prepare()
    steps: list[tuple[str, Callable[[], int]]] = [
        ("lights, all of them new", lambda: renew_all(DAY).total()),
        ("lights, the next morning", lambda: renew_all(DAY + timedelta(days=1)).total()),
        ("owed reports, by whom and since when", _owed),
    ]
    return [_timed(name, step) for name, step in steps]


def _timed(name: str, step: Callable[[], int]) -> tuple[str, float, int]:
    start = time.perf_counter()
    count = step()
    return name, time.perf_counter() - start, count


def _prepare() -> None:
    """Figures of every size, and nodes here and there."""
    Assignment.objects.filter(answers=True).update(percent=Mod(F("pk") * 7, 101))
    rows = (
        Milestone(task_id=task, day=day, percent=percent)
        for task in Task.objects.values_list("pk", flat=True)[::_WITH_NODES]
        for day, percent in ((date(2026, 3, 31), 20), (date(2026, 6, 30), 45), (date(2026, 9, 30), 80))
    )
    Milestone.objects.bulk_create(rows, batch_size=_BATCH)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # what PostgreSQL does by itself within minutes of so many new rows


def _owed() -> int:
    """Read what every unit owes, as the list of owed reports shows it."""
    rows = Assignment.objects.filter(owing(MONTH_END)).order_by("unit", "due")
    return len(list(rows.values_list("unit", "task", "due", "reported_through", "counts_from")))
