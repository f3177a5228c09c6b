"""变更: change a task after it was issued, on a basis (document, meeting, word of mouth)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_office
from luoshi.duban.tasks.basis import Basis, keep_change
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.giving import set_units, start_clean
from luoshi.duban.tasks.ledger.words import write_words
from luoshi.duban.tasks.limiting import SetBy, move_limits, own_due, set_task_limit
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, Change, NoticeKind, State, Task
from luoshi.duban.tasks.moving import change_facts
from luoshi.duban.tasks.telling import tell

_ANSWERING = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE)


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
    require_office(actor, Right.CHANGE_ISSUED, task)
    basis = basis.given()
    _check(task, wanted)
    before = _state(task)
    change_facts(task, version)
    _set_words(task, wanted)
    answered = set(Assignment.objects.filter(task=task, answers=True).values_list("pk", flat=True))
    was = own_due(task)
    due = was if wanted.limit is None else wanted.limit.due
    taken_off, came_on = set_units(task, wanted.units, due)
    if wanted.limit is not None:
        move_limits(task, due, was=was)
        set_task_limit(task, wanted.limit, SetBy(actor, basis.words))
    task.save(update_fields=("title", "text", "leader", "note", "limit_kind", "limit_text", "due"))
    write_words([task])
    refresh(task)
    start_clean(task, answered)
    after = _state(task)
    if before == after:
        raise Refused("no-change", "没有任何改动。", "Nothing was changed.")
    if before["text"] != after["text"] or before["units"] != after["units"]:
        sign([task])
    _tell(task, actor, basis, taken_off, came_on)
    return _keep(task, actor, basis, before, after)


def _check(task: Task, wanted: Wanted) -> None:
    if task.issued_at is None:
        raise Refused(
            "not-issued", "任务尚未印发，请在审核台修改。", "The task is not issued yet; change it at the desk."
        )
    if task.state in OVER:
        words = f"任务{task.get_state_display()}，不能变更。"
        raise Refused("over", words, f"The task is {task.state} and cannot be changed.")
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
    words = basis.words
    tell(task, taken_off, NoticeKind.TAKEN_OFF, words, actor=actor)
    tell(task, came_on, NoticeKind.GIVEN, words, actor=actor)
    others = Assignment.objects.filter(task=task).exclude(state__in=OVER).select_related("unit")
    tell(task, [row.unit for row in others if row.unit not in came_on], NoticeKind.CHANGED, words, actor=actor)


def _set_words(task: Task, wanted: Wanted) -> None:
    task.title, task.text = wanted.title.strip(), wanted.text.strip()
    task.leader, task.note = wanted.leader.strip(), wanted.note.strip()


def _keep(task: Task, actor: User, basis: Basis, before: Mapping[str, object], after: Mapping[str, object]) -> Change:
    """Keep only what differs, on the task and in the record."""
    differing = [name for name in before if before[name] != after[name]]
    was, now = {name: before[name] for name in differing}, {name: after[name] for name in differing}
    return keep_change("task.changed", task, actor=actor, basis=basis, before=was, after=now)
