"""One change at the desk: the plan locked, what is touched remembered, the whole of it undoable and on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.canonical import joined
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.columns import Json
from luoshi.duban.tasks.desk.names import UnitNames
from luoshi.duban.tasks.desk.snapshot import Snapshot, difference, take, with_texts
from luoshi.duban.tasks.models import DeskChange, Plan, PlanState, Task

#: While a plan is in one of these states its tasks can be changed at the desk.
OPEN_STATES = frozenset({PlanState.DRAFTING, PlanState.CIRCULATING})


@dataclass(frozen=True, slots=True)
class Compared:
    """How an action found what it touched, ``before``, and how it leaves it, ``after``, with what differs on either
    side: ``old`` and ``new``.  All of them have their texts."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    old: Mapping[str, Any]
    new: Mapping[str, Any]


class DeskEdit:
    """An action under way.  ``touch`` what will change before changing it, tell ``made`` of new tasks, then ``finish``.

    Must live within one transaction.  ``names`` are the names of the office's units.
    """

    def __init__(self, plan: Plan, actor: User) -> None:
        self.plan, self.actor = plan, actor
        self._before: dict[str, dict[str, Json]] = {"tasks": {}, "decisions": {}}
        self.names = UnitNames(plan.office, clock.today())

    def touch(self, *, tasks: Iterable[Task] = (), statements: Iterable[int] = ()) -> None:
        """Remember how these tasks, and the decisions on these statements (their keys), stand now."""
        keys = {task.pk for task in tasks} - {int(key) for key in self._before["tasks"]}
        wanted = set(statements) - {int(key) for key in self._before["decisions"]}
        if not keys and not wanted:
            return
        taken = take(self.plan, keys, wanted)
        self._before["tasks"].update(taken["tasks"])
        self._before["decisions"].update(taken["decisions"])

    def made(self, tasks: Iterable[int]) -> None:
        """The tasks with these keys did not exist before."""
        for task in tasks:
            self._before["tasks"].setdefault(str(task), None)

    def compare(self, written: Snapshot | None = None) -> Compared:
        """What the action has changed so far.  What was *written* last, and is as it was written, is not read again."""
        known = written or {"tasks": {}, "decisions": {}}
        left = {kind: [int(key) for key in before if key not in known[kind]] for kind, before in self._before.items()}
        after = take(self.plan, left["tasks"], left["decisions"])
        for kind, states in known.items():
            after[kind].update(states)
        now = with_texts(after)
        old, new = difference(self._before, now)
        return Compared(joined(with_texts(self._before)), joined(now), joined(old), joined(new))

    def finish(self, verb: str, label: str, changed: Compared | None = None) -> DeskChange | None:
        """Keep for undo what *changed*, or else what is different now, and tell the record; none where nothing is."""
        changed = changed or self.compare()
        if not changed.new:
            self._count_nothing(changed.after)
            return None
        undone = self.plan.desk_changes.filter(undone=True)
        stands = self.plan.desk_changes.aggregate(
            last=Max("number", filter=Q(undone=False)), newest=Max("turn"), gone=Max("turn", filter=Q(undone=True))
        )
        undone.delete()
        change = DeskChange.objects.create(
            plan=self.plan,
            number=(stands["last"] or 0) + 1,
            turn=(stands["newest"] or 0) + 1,
            lost=stands["gone"] or 0,
            verb=f"desk.{verb}",
            label=label[:200],
            before=changed.before,
            after=changed.after,
            made_by=self.actor,
        )
        record(
            f"desk.{verb}", self.plan, office=self.plan.office.key, actor=self.actor.actor,
            before=changed.old, after=changed.new, reason=label,
        )  # fmt: skip
        return change

    def _count_nothing(self, after: Mapping[str, Any]) -> None:
        """Nothing is different, so the tasks keep the versions in which they are on the screen."""
        for key, state in self._before["tasks"].items():
            if state and state["task"]["version"] != after["tasks"][key]["task"]["version"]:
                Task.objects.filter(pk=int(key)).update(version=state["task"]["version"])


def begin(plan: Plan, *, actor: User) -> DeskEdit:
    """Lock *plan* for a change by *actor*.

    Raises :class:`~django.core.exceptions.PermissionDenied` without the right, :class:`Refused` where the plan is
    another office's or is past the desk.
    """
    require(actor, Right.DECIDE_STATEMENTS)
    rows = Plan.objects.select_related("office", "register", "reading", "document")
    locked = rows.select_for_update(of=("self",)).get(pk=plan.pk)
    if locked.office_id != actor.office_id:
        raise Refused("other-office", "这是其他单位的分解方案。", "The plan belongs to another office.")
    if locked.state not in OPEN_STATES:
        state = PlanState(locked.state)
        raise Refused(
            "plan-closed",
            f"“{locked.title}”处于“{state.label}”，不能在审核台修改；如需修改请先退回分解。",
            f"{locked.title} is {state.value}; take it back to drafting to change it at the desk.",
        )
    return DeskEdit(locked, actor)


def named(tasks: Sequence[Task]) -> str:
    """How a label names the tasks that it is about."""
    return f"“{tasks[0].title[:30]}”" if len(tasks) == 1 else f"{len(tasks)}项任务"
