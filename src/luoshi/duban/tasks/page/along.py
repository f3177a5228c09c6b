"""What apps above show on a task's page comes with the task, in its own query."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from luoshi.duban.tasks.models import Task

#: Adds to a query of tasks what its page will show.
Fetcher = Callable[[QuerySet[Task]], QuerySet[Task]]
_fetchers: list[Fetcher] = []


def offer(fetcher: Fetcher) -> None:
    """Let *fetcher* fetch more along with the task of a page."""
    if fetcher not in _fetchers:
        _fetchers.append(fetcher)


def with_everything(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """*tasks* with all that pages show of them beyond their own columns."""
    for fetcher in _fetchers:
        tasks = fetcher(tasks)
    return tasks
