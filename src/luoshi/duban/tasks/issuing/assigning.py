"""Who receives an issued task: its units, and in place of a group its members on that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from luoshi.duban.organisations.models import Membership, UnitKind
from luoshi.duban.organisations.queries import current
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.derivation import answering
from luoshi.duban.tasks.models import Assignment, State, Task

#: What an assignment is given at issue.
_GIVEN = ("position", "state", "state_since", "first_due", "due", "counts_from", "answers")
Members = Mapping[int, Sequence[tuple[int, str]]]


def assign(tasks: Sequence[Task], *, day: date, moment: datetime) -> dict[int, list[Assignment]]:
    """Give every assignment of *tasks* its first state, with groups spread over their members, and save them.

    The answer is by the task's key, in the order of the units.  Refused where a group has no member on *day*.
    """
    titles = {task.pk: task.title for task in tasks}
    rows = list(Assignment.objects.filter(task__in=titles).select_related("unit").order_by("position", "id"))
    members = _members({row.unit_id for row in rows if row.unit_id and _is_group(row)}, day)
    by_task: dict[int, list[Assignment]] = {pk: [] for pk in titles}
    for pk, own in _grouped(rows).items():
        by_task[pk] = _spread(own, members, titles[pk])
    for task in tasks:
        own = by_task[task.pk]
        for position, row in enumerate(own, 1):
            row.position, row.state, row.state_since = position, State.ISSUED, moment
            row.first_due = row.due = task.due
            row.counts_from = day
        for row in answering(Completion(task.completion), own):
            row.answers = True
    Assignment.objects.filter(pk__in=[row.pk for row in rows if _is_group(row)]).delete()
    saved = [row for own in by_task.values() for row in own]
    Assignment.objects.bulk_create([row for row in saved if row.pk is None], batch_size=500)
    Assignment.objects.bulk_update([row for row in saved if row.pk is not None], _GIVEN, batch_size=500)
    return by_task


def _is_group(row: Assignment) -> bool:
    return row.unit is not None and row.unit.kind == UnitKind.GROUP


def _grouped(rows: Iterable[Assignment]) -> dict[int, list[Assignment]]:
    by_task: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        by_task[row.task_id].append(row)
    return by_task


def _members(groups: set[int], day: date) -> Members:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Membership.objects.filter(current(day), group__in=groups).order_by("member__position", "member_id")
    for group, member, name in rows.values_list("group_id", "member_id", "member__name"):
        found[group].append((member, name))
    return found


def _spread(rows: Sequence[Assignment], members: Members, title: str) -> list[Assignment]:
    """The rows with each group in its place replaced by members; a unit that is named itself keeps its own row."""
    named = {row.unit_id for row in rows}
    spread: list[Assignment] = []
    for row in rows:
        if not _is_group(row):
            spread.append(row)
            continue
        meant = members.get(row.unit_id or 0, ())
        if not meant:
            raise Refused(
                "empty-group",
                f"“{row.name}”在单位名录中没有成员，无法交办“{title}”。",
                f"The group {row.name} has no members, so {title} could be issued to nobody.",
            )
        for unit, name in meant:
            if unit not in named:
                named.add(unit)
                spread.append(_through(row, unit, name))
    return spread


def _through(group: Assignment, unit: int, name: str) -> Assignment:
    return Assignment(
        task_id=group.task_id, unit_id=unit, name=name, role=group.role, why=group.why, through_id=group.unit_id
    )
