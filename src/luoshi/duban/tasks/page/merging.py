"""Which open tasks one could be merged with, and how two compare."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.duban.accounts.models import User
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.desk.similar import Alike, Wording, likeness, resembling
from luoshi.duban.tasks.models import OVER, AssignmentRole, Task
from luoshi.duban.tasks.queries import tasks_visible_to

#: So many are found by a search.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open task, and how much it resembles the one in hand (per cent)."""

    task: Task
    per_cent: int


def candidates(task: Task, user: User, words: str) -> list[Candidate]:
    """The open tasks that resemble *task*, the likest first; with *words* those whose number or wording has them."""
    wording.fetch_units([task])
    mine = _wording(task)
    found = _found(task, user, words) if words else _alike(task, user, mine)
    rows = [Candidate(one, round(likeness(mine, _wording(one)) * 100)) for one in found]
    return sorted(rows, key=lambda row: -row.per_cent)


def _open(user: User) -> Q:
    return Q(pk__in=tasks_visible_to(user).values("pk"), issued_at__isnull=False) & ~Q(state__in=OVER)


def _found(task: Task, user: User, words: str) -> list[Task]:
    named = Q(number__contains=words) | Q(title__contains=words) | Q(text__contains=words)
    rows = Task.objects.filter(_open(user), named).exclude(pk=task.pk).order_by("-issued_at", "position", "id")
    return list(wording.with_units(rows)[:_MOST])


def _alike(task: Task, user: User, own: Wording) -> list[Task]:
    near: list[Alike] = resembling(task.office_id, {"own": own}, apart_from=task.pk).get("own", [])
    return list(wording.with_units(Task.objects.filter(_open(user), pk__in=[one.task for one in near])))


def _wording(task: Task) -> Wording:
    rows = list(task.assignments.all())
    units = frozenset(row.unit_id for row in rows if row.unit_id is not None)
    return Wording(task.text, units, tuple(row.name for row in rows))


def side_by_side(one: Task, two: Task) -> list[tuple[str, str, str]]:
    """What both say, field by field; the tasks were fetched by ``wording.fetch_for_tables``."""
    return [
        (_("标题"), one.title, two.title),
        (_("工作任务"), wording.wording(one), wording.wording(two)),
        (_("目标"), wording.targets(one), wording.targets(two)),
        *(
            (str(role.label), "、".join(wording.names(one, role)), "、".join(wording.names(two, role)))
            for role in (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE, AssignmentRole.SUPPORTING)
        ),
        (_("完成时限"), wording.limit(one), wording.limit(two)),
        (_("状态"), one.get_state_display(), two.get_state_display()),
    ]
