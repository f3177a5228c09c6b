"""变更: change a task after it was issued, on a basis (document, meeting, word of mouth)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.language import chinese
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import (
    OVER,
    Assignment,
    AssignmentRole,
    BasisKind,
    Change,
    NoticeKind,
    State,
    Task,
)
from luoshi.duban.tasks.proposed import replace_limit
from luoshi.duban.tasks.telling import tell

_ANSWERING = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a change rests on; the paper may be attached later."""

    kind: BasisKind
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task as it shall be.  ``limit`` is ``None`` where it stays as it is; ``units`` are all that it shall have,
    in their order, each once."""

    title: str
    text: str
    units: tuple[tuple[Unit, AssignmentRole], ...]
    limit: LimitProposal | None = None
    leader: str = ""
    note: str = ""


@transaction.atomic
def change_task(task: Task, *, actor: User, version: int, wanted: Wanted, basis: Basis) -> Change:
    """Change an issued *task* to *wanted*.

    A unit that is taken off keeps its assignment on record, withdrawn; one that comes on starts as issued.  The first
    limit stays.  Refused without a basis, without a unit to answer, or where nothing would change; raises
    :class:`ChangedMeanwhile` where *version* is no longer the task's.
    """
    require(actor, Right.CHANGE_ISSUED)
    basis = replace(basis, text=basis.text.strip())
    _check(task, wanted, basis)
    before = _state(task)
    if Task.objects.filter(pk=task.pk, version=version).update(version=version + 1) != 1:
        raise ChangedMeanwhile(str(task))
    task.version = version + 1
    _set_words(task, wanted)
    due = task.due if wanted.limit is None else wanted.limit.due
    taken_off, came_on = _set_units(task, wanted.units, due)
    if wanted.limit is not None:
        _move_limits(task, due)
        replace_limit([task], wanted.limit, basis=f"{chinese(basis.kind.label)}：{basis.text}", set_by=actor)
    task.save(update_fields=("title", "text", "leader", "note", "limit_kind", "limit_text", "due"))
    refresh(task)
    after = _state(task)
    if before == after:
        raise Refused("no-change", "没有任何改动。", "Nothing was changed.")
    _tell(task, actor, basis, taken_off, came_on)
    return _keep(task, actor, basis, before, after)


def _check(task: Task, wanted: Wanted, basis: Basis) -> None:
    if task.issued_at is None:
        raise Refused(
            "not-issued", "任务尚未印发，请在审核台修改。", "The task is not issued yet; change it at the desk."
        )
    if task.state == State.WITHDRAWN:
        raise Refused("withdrawn", "任务已撤销，不能变更。", "The task is withdrawn and cannot be changed.")
    if not basis.text:
        raise Refused("no-basis", "请填写变更依据。", "Say on which basis the task is changed.")
    if not wanted.text.strip():
        raise Refused("no-text", "工作任务不能为空。", "The task needs its wording.")
    if not any(role in _ANSWERING for _unit, role in wanted.units):
        raise Refused("no-unit", "请至少指定一个牵头或责任单位。", "Name at least one unit that leads or answers.")
    named = [unit.pk for unit, _role in wanted.units]
    twice = next((unit.name for unit, _role in wanted.units if named.count(unit.pk) > 1), "")
    if twice:
        raise Refused(
            "unit-twice", f"“{twice}”列了两次，请只保留一处。", f"{twice} is named twice; keep one of the two."
        )


def _state(task: Task) -> dict[str, object]:
    """What a change can touch, as the record and the task's history show it."""
    rows = Assignment.objects.filter(task=task).exclude(state=State.WITHDRAWN).order_by("position", "id")
    return {
        "title": task.title,
        "text": task.text,
        "leader": task.leader,
        "note": task.note,
        "limit": task.limit_text,
        "due": task.due.isoformat() if task.due else None,
        "units": [[name, role] for name, role in rows.values_list("name", "role")],
    }


def _tell(task: Task, actor: User, basis: Basis, taken_off: Sequence[Unit], came_on: Sequence[Unit]) -> None:
    """Both sides, and whoever else has the task: whoever sees it can see what changed."""
    words = f"{chinese(basis.kind.label)}：{basis.text}"
    tell(task, taken_off, NoticeKind.TAKEN_OFF, words, actor=actor)
    tell(task, came_on, NoticeKind.GIVEN, words, actor=actor)
    others = Assignment.objects.filter(task=task).exclude(state__in=OVER).select_related("unit")
    tell(task, [row.unit for row in others if row.unit not in came_on], NoticeKind.CHANGED, words, actor=actor)


def _set_words(task: Task, wanted: Wanted) -> None:
    task.title, task.text = wanted.title.strip(), wanted.text.strip()
    task.leader, task.note = wanted.leader.strip(), wanted.note.strip()


def _set_units(
    task: Task, units: Sequence[tuple[Unit, AssignmentRole]], due: date | None
) -> tuple[list[Unit], list[Unit]]:
    """Take units off and on; gives those taken off and those that came on.

    Who is taken off keeps its limit and its lateness; who comes on starts clean, with the limit *due*.
    """
    moment = clock.now()
    rows = {row.unit_id: row for row in Assignment.objects.filter(task=task).select_related("unit")}
    taken_off: list[Unit] = []
    came_on: list[Unit] = []
    for position, (unit, role) in enumerate(units, 1):
        row = rows.pop(unit.pk, None) or Assignment(task=task, unit=unit, name=unit.name, why="person")
        row.role, row.position, row.parent = role, position, None
        if row.pk is None:
            row.first_due = due
        if row.pk is None or row.state == State.WITHDRAWN:
            came_on.append(unit)
            row.late_before = late_days(row, task, moment.date()) if row.pk else 0
            row.state, row.state_since = State.ISSUED, moment
            row.due, row.counts_from, row.ended_on, row.done_on = due, moment.date(), None, None
        row.version += 1
        row.save()
    for row in rows.values():
        if row.state not in OVER and row.role != AssignmentRole.PART:
            row.state, row.state_since, row.ended_on = State.WITHDRAWN, moment, moment.date()
            row.position, row.version = len(units) + 1, row.version + 1
            row.save(update_fields=("state", "state_since", "ended_on", "position", "version"))
            if row.unit is not None:
                taken_off.append(row.unit)
    return taken_off, came_on


def _move_limits(task: Task, due: date | None) -> None:
    """Give every unit that is still at it the new limit; the days it was late under the old one stay with it."""
    today = clock.today()
    for row in Assignment.objects.filter(task=task).exclude(state__in=OVER):
        if row.due == due:
            continue
        row.late_before, row.due = late_days(row, task, today), due
        if due is not None and due < today:  # the days up to now were counted already
            row.counts_from = today
        row.version += 1
        row.save(update_fields=("late_before", "due", "counts_from", "version"))


def _keep(task: Task, actor: User, basis: Basis, before: Mapping[str, object], after: Mapping[str, object]) -> Change:
    """Keep only what differs, on the task and in the record."""
    differing = [name for name in before if before[name] != after[name]]
    was, now = {name: before[name] for name in differing}, {name: after[name] for name in differing}
    change = Change.objects.create(
        task=task, basis_kind=basis.kind, basis=basis.text, before=was, after=now, made_by=actor
    )
    record(
        "task.changed",
        task,
        office=actor.office_key,
        actor=actor.actor,
        before=was,
        after=now,
        reason=f"{chinese(basis.kind.label)}：{basis.text}",
    )
    return change
