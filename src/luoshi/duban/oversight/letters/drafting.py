"""What a letter begins with: which unit the chosen tasks have in common, and an office's usual words."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.duban import clock
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.lateness import overdue_days
from luoshi.duban.tasks.models import DOING, OVER, Assignment, Task

#: So many tasks can one letter be about.
MOST = 100
#: Up to so many stand in the text itself, so that a short letter is not torn from its signature by an annex.
IN_TEXT = 5


def in_text(count: int) -> bool:
    """Whether a letter about *count* tasks names them in its text."""
    return count <= IN_TEXT


def units_of(tasks: Sequence[Task]) -> list[tuple[Unit, list[Assignment]]]:
    """The units that have something to do in *tasks*, each with its part, those with most first: one query."""
    rows = Assignment.objects.filter(task__in=tasks, unit__isnull=False, role__in=DOING).exclude(state__in=("", *OVER))
    found: dict[int, tuple[Unit, list[Assignment]]] = {}
    place = {task.pk: number for number, task in enumerate(tasks)}
    by_key = {task.pk: task for task in tasks}
    for row in rows.select_related("unit").order_by("position", "pk"):
        if row.unit is not None:
            row.task = by_key[row.task_id]
            found.setdefault(row.unit.pk, (row.unit, []))[1].append(row)
    for _unit, mine in found.values():
        mine.sort(key=lambda row: place[row.task_id])
    return sorted(found.values(), key=lambda pair: (-len(pair[1]), pair[0].position, pair[0].pk))


def usual_title(rows: Sequence[Assignment]) -> str:
    """关于督办某任务的函; several are named by their number."""
    what = rows[0].task.title if len(rows) == 1 else f"{len(rows)}项重点工作任务"
    return f"关于督办{what}的函"[:100]


def usual_text(rows: Sequence[Assignment]) -> str:
    """The usual words, with the figures of the day; whoever prepares the letter may change them."""
    today = clock.today()
    late = sum(overdue_days(row, row.task, today) > 0 for row in rows)
    owed = f"，其中{late}项已逾期" if 0 < late < len(rows) else "，均已逾期" if late and len(rows) > 1 else ""
    owed = "，现已逾期" if late and len(rows) == 1 else owed
    where = "见下" if in_text(len(rows)) else "详见附件"
    return (
        f"你单位承办的{len(rows)}项任务（{where}）尚未办结{owed}。"
        "请高度重视，对照时限要求查找原因，明确具体措施和责任人，抓紧办理。"
    )
