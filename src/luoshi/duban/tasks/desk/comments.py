"""What units have said about a draft is never dropped with a task."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.models import Comment


def refuse_to_drop_comments(tasks: Iterable[int]) -> None:
    """Raise :class:`Refused` where a unit has commented on one of these tasks (their keys)."""
    keys = list(tasks)
    commented = Comment.objects.filter(among("task_id", keys)).select_related("task").first() if keys else None
    if commented is not None and commented.task is not None:
        title = commented.task.title
        raise Refused(
            "task-has-comments",
            f"“{title}”已有单位反馈意见，不能撤掉。",
            f"Units have commented on {title}; it cannot be removed.",
        )
