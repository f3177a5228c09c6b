"""How a task reads in a table: its units, targets and limit in the words that an office prints.

Every function works on rows that were fetched before (:func:`for_tables`), and asks the database nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from luoshi.duban.language import is_chinese
from luoshi.duban.tasks.models import DOING, Assignment, AssignmentRole, Comparator, LimitKind, State, Target, Task

ANSWERING = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE)
_COMPARING = {
    Comparator.AT_LEAST.value: "不少于",
    Comparator.AT_MOST.value: "不超过",
    Comparator.MORE_THAN.value: "超过",
    Comparator.LESS_THAN.value: "少于",
}
#: Words that compare already.
_COMPARES = re.compile("以[上下内外]|不|至少|最|超|[低高多少小大]于|[达破余]|控制|[<>≤≥]")
#: What hides a figure, as the library reads it: x, ××, x.x.
_MASK = re.compile("[xXｘＸ×*＊□○Δ△]{1,5}(?:[.．][xXｘＸ×*＊□○Δ△]{1,3})?")
_BEFORE = re.compile("[之以]?前$")
#: What a table prints where nothing was set.
OPEN = "待明确"
_UNITS = Prefetch(
    "assignments", queryset=Assignment.objects.select_related("unit", "through").order_by("position", "id")
)


def for_tables(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """*tasks* with everything that a table shows, in a fixed number of queries, in the order of the plan."""
    return with_units(tasks).prefetch_related("targets", "steps").order_by("position", "id")


def fetch_for_tables(task: Task) -> Task:
    """*task* itself, with everything that a table shows."""
    prefetch_related_objects([task], _UNITS, "targets", "steps")
    return task


def fetch_units(tasks: Sequence[Task]) -> None:
    """Fetch the units of *tasks* themselves, in one query for all."""
    prefetch_related_objects(tasks, _UNITS)


def with_units(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """*tasks* with their units alone, for lists that show neither targets nor steps."""
    return tasks.prefetch_related(_UNITS)


def names(task: Task, *roles: AssignmentRole) -> list[str]:
    """The units of *task* in one of *roles*, in their order; a group that the task was issued to stands as a group."""
    found: dict[str, None] = {}
    for row in task.assignments.all():
        if row.role in roles and row.state != State.WITHDRAWN:
            found[unit_name(row)] = None
    return list(found)


def unit_name(row: Assignment) -> str:
    """What a table calls the unit: its group, its short name, its name, or what the document says."""
    if row.through is not None:
        return row.through.name
    return row.unit.short_name or row.unit.name if row.unit is not None else row.name


def answering(task: Task) -> str:
    """牵头（责任）单位; of a withdrawn task those that had it last."""
    return "、".join(names(task, *ANSWERING) or _had_it(task, *ANSWERING))


def supporting(task: Task) -> str:
    """配合单位, likewise."""
    return "、".join(names(task, AssignmentRole.SUPPORTING) or _had_it(task, AssignmentRole.SUPPORTING))


def _had_it(task: Task, *roles: AssignmentRole) -> list[str]:
    """The units that had a withdrawn *task* until its end; those that were taken off it earlier had not."""
    rows = [row for row in task.assignments.all() if row.ended_on is not None and row.role in DOING]
    if task.state != State.WITHDRAWN or not rows:
        return []
    last = max(row.ended_on for row in rows if row.ended_on is not None)
    return list(dict.fromkeys(unit_name(row) for row in rows if row.role in roles and row.ended_on == last))


def limit(task: Task) -> str:
    """完成时限: the words, and below them the day they come to where the words do not name it."""
    if task.limit_kind == LimitKind.NONE:
        return ""
    words = str(task.limit_text or LimitKind(task.limit_kind).label)
    if task.due is None or task.limit_kind in (LimitKind.LONG_TERM, LimitKind.OPEN):
        return words
    day, number = f"{task.due.year}年{task.due.month}月{task.due.day}日", task.due.isoformat()
    if is_chinese() and _BEFORE.sub("", words) == day:
        return words
    if _BEFORE.sub("", words) in (day, number):
        return day if is_chinese() else number
    return f"{words}\n（{day}）" if is_chinese() else f"{words}\n({number})"


def targets(task: Task) -> str:
    """目标: the figures and the targets in words, a line each."""
    return "\n".join(_unique(target_of(one) for one in task.targets.all()))


def target_of(one: Target) -> str:
    """A target in one line, with the figure that was filled in where the document masks it."""
    words = one.words
    if one.masked and one.value is not None:
        words = filled(words, one.value)
    return target(words, one.measured, one.comparator)


def filled(words: str, value: Decimal) -> str:
    """The words of a masked figure with *value* in the place of the mask (x处: 36处)."""
    return _MASK.sub(f"{value.normalize():f}", words, count=1)


def target(words: str, measured: str, comparator: str) -> str:
    """A target in one line: what is measured, how it is compared, the figure (每季度外出招商不少于2次)."""
    compared = comparing(words, comparator)
    return compared if measured in words else f"{measured}{compared}"


def comparing(words: str, comparator: str) -> str:
    """The words of a figure with its comparator before them, where they alone would say something else.

    A document that says 外出招商不少于2次 leaves the words 2次 and the comparator; 400张以上 says it itself.
    """
    before = _COMPARING.get(comparator, "")
    return words if not before or _COMPARES.search(words) else f"{before}{words}"


def _unique(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(line for line in lines if line))


def wording(task: Task) -> str:
    """工作任务: the task's words, and its steps below them, numbered."""
    steps = [step.text for step in task.steps.all()]
    if not steps:
        return task.text
    return "\n".join([task.text, *(f"（{place}）{text}" for place, text in enumerate(steps, 1))])
