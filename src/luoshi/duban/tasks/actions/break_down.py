"""分办: a unit breaks its work down to units below it, and follows these parts as the office follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.queries import with_units_below
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_acting
from luoshi.duban.tasks.giving import lapse
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, NoticeKind, State
from luoshi.duban.tasks.moving import move_assignment
from luoshi.duban.tasks.telling import tell


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit below is given: its words and, where it has one of its own, its last day."""

    unit: Unit
    words: str
    due: date | None = None


@transaction.atomic
def break_down(assignment: Assignment, *, actor: User, part: Part) -> Assignment:
    """Give *part* of *assignment* (read with its task and unit) to a unit below; gives the new assignment.

    Refused for a unit that does not stand below, that has the task already, without words, and for a day after one's
    own limit.  A part may be broken down again.
    """
    require_acting(actor, Right.REPORT, [assignment])
    words = part.words.strip()
    _check(assignment, part, words)
    moment, task = clock.now(), assignment.task
    due = part.due or assignment.due
    last = Assignment.objects.filter(task=task).order_by("-position").values_list("position", flat=True).first() or 0
    given = Assignment.objects.filter(task=task, unit=part.unit).first() or Assignment(task=task, unit=part.unit)
    given.name, given.role, given.parent, given.words = part.unit.name, AssignmentRole.PART, assignment, words
    given.why, given.position = "person", last + 1
    given.state, given.state_since, given.counts_from = State.ISSUED, moment, moment.date()
    given.first_due = given.first_due or due
    given.due, given.done_on, given.ended_on = due, None, None
    given.version += given.pk is not None
    given.save()
    tell(task, [part.unit], NoticeKind.GIVEN, f"{assignment.name}分办：{words}", actor=actor)
    record(
        "assignment.broken-down",
        task,
        office=actor.office_key,
        actor=actor.actor,
        after={
            "unit": assignment.name,
            "part": part.unit.name,
            "words": words,
            "due": due.isoformat() if due is not None else "",
        },
    )
    return given


@transaction.atomic
def break_down_among(assignment: Assignment, *, actor: User, parts: Sequence[Part]) -> list[Assignment]:
    """Give each of *parts* to its unit: all or none."""
    if not parts:
        raise Refused("no-unit", "请选择分办给哪些单位。", "Choose the units that are to do it.")
    return [break_down(assignment, actor=actor, part=part) for part in parts]


def _check(assignment: Assignment, part: Part, words: str) -> None:
    if assignment.state in OVER:
        raise Refused("over", "这项任务已经结束，不能再分办。", "The task is over; nothing of it can be given on.")
    if not words:
        raise Refused("no-words", "请写明分办的内容。", "Say what the unit is to do.")
    below = with_units_below(assignment.task.office_id, {assignment.unit_id or 0})
    if part.unit.pk not in below or part.unit.pk == assignment.unit_id:
        raise Refused(
            "not-below",
            f"“{part.unit.name}”不是{assignment.name}的下级单位，不能分办给它。",
            f"{part.unit.name} does not stand below {assignment.name}.",
        )
    if assignment.due is not None and part.due is not None and part.due > assignment.due:
        raise Refused(
            "after-limit",
            f"分办的时限不能晚于本单位的时限{assignment.due}。",
            f"The part's limit cannot be later than your own, {assignment.due}.",
        )
    there = Assignment.objects.filter(task=assignment.task_id, unit=part.unit).exclude(state=State.WITHDRAWN).first()
    if there is not None:
        raise Refused(
            "has-it",
            f"“{part.unit.name}”已经承担这项任务。",
            f"{part.unit.name} has this task already.",
        )


@transaction.atomic
def close_part(part: Assignment, *, actor: User) -> Assignment:
    """分办办结: the unit that gave *part* takes it as done."""
    _require_giver(part, actor)
    if part.state not in (State.SUBMITTED, State.IN_PROGRESS):
        raise Refused(
            "not-done",
            f"{part.name}的分办工作处于“{part.get_state_display()}”，不能办结。",
            f"The part of {part.name} is {part.state}; it cannot be closed.",
        )
    before = move_assignment(part, State.CLOSED_OUT, done_on=part.done_on or clock.today(), ended_on=clock.today())
    lapse([part])
    _record("assignment.part-closed", part, actor, before)
    return part


@transaction.atomic
def send_back_part(part: Assignment, *, actor: User, reason: str) -> Assignment:
    """退办: what the unit below handed in is not good enough."""
    _require_giver(part, actor)
    words = reason.strip()
    if not words:
        raise Refused("no-reason", "请写明退办理由。", "Say why it is sent back.")
    before = move_assignment(part, State.SENT_BACK, done_on=None)
    tell(part.task, [part.unit], NoticeKind.SENT_BACK, words, actor=actor)
    _record("assignment.sent-back", part, actor, before, words)
    return part


@transaction.atomic
def withdraw_part(part: Assignment, *, actor: User, reason: str) -> Assignment:
    """撤回分办: the unit takes *part* back; what was reported on it stays."""
    _require_giver(part, actor)
    words = reason.strip()
    if not words:
        raise Refused("no-reason", "请写明撤回理由。", "Say why it is taken back.")
    before = move_assignment(part, State.WITHDRAWN, ended_on=clock.today())
    lapse([part])
    tell(part.task, [part.unit], NoticeKind.TAKEN_OFF, words, actor=actor)
    _record("assignment.part-withdrawn", part, actor, before, words)
    return part


def _require_giver(part: Assignment, actor: User) -> None:
    if part.parent is None:
        raise Refused("no-part", "这不是分办的工作。", "This is no part of another unit's work.")
    require_acting(actor, Right.REPORT, [part.parent])


def _record(verb: str, part: Assignment, actor: User, before: State, reason: str = "") -> None:
    record(
        verb,
        part.task,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={"state": part.state, "unit": part.name, "words": part.words},
        reason=reason,
    )
