"""节点: enter or replace a task's plan, from which its trajectory follows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.clock import ZONE
from luoshi.duban.oversight.models import Milestone
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_office
from luoshi.duban.tasks.basis import Basis, keep_change
from luoshi.duban.tasks.models import OVER, Assignment, NoticeKind, Task
from luoshi.duban.tasks.moving import change_facts
from luoshi.duban.tasks.telling import tell
from luoshi.duban.tasks.watching import tasks_changed

#: A plan of nodes has no more of them; weekly ones of a year fit.
MOST = 60
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Planned:
    """A node as it is entered: by this day so much is to be done, in per cent."""

    day: date
    percent: Decimal
    words: str = ""

    @property
    def line(self) -> str:
        """As a change and the record say it."""
        percent = f"{self.day.isoformat()} {self.percent.normalize():f}%"
        return f"{percent} {self.words}" if self.words else percent


@transaction.atomic
def set_milestones(task: Task, nodes: Sequence[Planned], *, actor: User, version: int, basis: Basis) -> list[Milestone]:
    """Let *nodes* be the plan of *task*, in place of the one before; none: the line is straight again.

    Refused without a basis, where the task is not under way or has no limit, for days outside its time, and for
    shares that do not rise.  The units are told.
    """
    require_office(actor, Right.CHANGE_ISSUED, task)
    basis = basis.given("节点计划", "gets these nodes")
    check(task, nodes)
    before = [Planned(row.day, row.percent, row.words) for row in Milestone.objects.filter(task=task).order_by("day")]
    if list(nodes) == before:
        raise Refused("unchanged", "节点没有变化。", "The nodes are the same as before.")
    change_facts(task, version)
    Milestone.objects.filter(task=task).delete()
    made = Milestone.objects.bulk_create(
        Milestone(task=task, day=node.day, percent=node.percent, words=node.words) for node in nodes
    )
    units = [row.unit for row in Assignment.objects.filter(task=task).exclude(state__in=OVER).select_related("unit")]
    tell(task, units, NoticeKind.CHANGED, basis.words, actor=actor)
    keep_change(
        "task.milestones-set",
        task,
        actor=actor,
        basis=basis,
        before={"milestones": _words(before)},
        after={"milestones": _words(nodes)},
    )
    tasks_changed([task.pk])
    return made


def _words(nodes: Sequence[Planned]) -> str:
    return "；".join(node.line for node in nodes)


def check(task: Task, nodes: Sequence[Planned]) -> None:
    """Raise :class:`Refused` with the first thing that is wrong with *nodes* as the plan of *task*."""
    if task.issued_at is None or task.state in OVER:
        raise Refused("not-open", "任务不在办理中，不能填节点。", "The task is not under way; it gets no nodes.")
    if task.due is None:
        raise Refused(
            "no-limit", "任务还没有完成时限，先定时限，再填节点。", "The task has no limit yet; set it first."
        )
    if len(nodes) > MOST:
        raise Refused("too-many", f"节点最多{MOST}个。", f"There are at most {MOST} nodes.")
    issued, before = task.issued_at.astimezone(ZONE).date(), None
    for place, node in enumerate(nodes, 1):
        if not issued < node.day <= task.due:
            raise Refused(
                "outside",
                f"第{place}个节点（{node.day}）应在交办日期{issued}之后、时限{task.due}之前。",
                f"Node {place} ({node.day}) lies after the day of issue, {issued}, up to the limit, {task.due}.",
            )
        if not 0 <= node.percent <= WHOLE:
            raise Refused(
                "percent",
                f"第{place}个节点的比例应在0到100之间。",
                f"The share of node {place} lies between 0 and 100.",
            )
        if node.day == task.due and node.percent != WHOLE:
            raise Refused(
                "not-whole",
                f"到时限{task.due}应完成100%，请改第{place}个节点。",
                f"On the limit, {task.due}, all is to be done: change node {place}.",
            )
        if before is not None:
            _check_order(place, before, node)
        before = node


def _check_order(place: int, before: Planned, node: Planned) -> None:
    if node.day <= before.day:
        raise Refused(
            "days",
            f"第{place}个节点的日期{node.day}应晚于前一个（{before.day}）。",
            f"Node {place} ({node.day}) comes after the one before it ({before.day}).",
        )
    if node.percent <= before.percent:
        raise Refused(
            "shares",
            f"第{place}个节点的比例{node.percent.normalize():f}%应高于前一个（{before.percent.normalize():f}%）。",
            f"The share of node {place} is higher than that of the one before it.",
        )
