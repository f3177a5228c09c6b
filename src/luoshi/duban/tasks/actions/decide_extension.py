"""答复延期: give a unit more time, or refuse it; the answer states the new day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_in_office
from luoshi.duban.tasks.deciding import decide
from luoshi.duban.tasks.derivation import answers_alone, refresh
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.limiting import (
    SetBy,
    later,
    own_limit,
    require_reasonable,
    set_own_limit,
    set_task_limit,
    to_the_day,
)
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, Decision, Extension, NoticeKind, Task
from luoshi.duban.tasks.moving import change_assignment
from luoshi.duban.tasks.telling import tell


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: the new last day, or ``None`` where the extension is refused, and in which words."""

    due: date | None
    words: str = ""


@transaction.atomic
def decide_extension(extension: Extension, *, actor: User, version: int, answer: Answer) -> Extension:
    """Decide *extension* (read with its assignment, task and unit).

    Where one unit answers for the task the new day is the task's, and that of every unit which still has it; where
    each reports it is that of the unit alone.  As it was asked for in time nothing is added to anybody's lateness; the
    days between the old limit and a request that came after it stay.  Refused to whoever asked or typed it, and for a
    day that is no later than the present limit.
    """
    assignment = extension.assignment
    task = assignment.task
    require_in_office(actor, Right.DECIDE_EXTENSION, assignment)
    decision = Decision.REFUSED if answer.due is None else Decision.GRANTED
    decide(extension, decision, actor=actor, version=version, answer=answer.words)
    if answer.due is not None:
        _check(assignment, answer.due)
        extension.due_granted = answer.due
        extension.save(update_fields=("due_granted",))
        _extend(extension, answer.due, SetBy(actor, f"同意{assignment.name}延期：{extension.reason}"))
        refresh(task)
    said = f"同意延至{_in_words(answer.due)}。" if answer.due is not None else "不同意延期。"
    tell(task, [assignment.unit], NoticeKind.EXTENSION, f"{said}{extension.answer}", actor=actor)
    record(
        "extension.decided",
        task,
        office=actor.office_key,
        actor=actor.actor,
        before={"due": _iso(extension.due_then)},
        after={
            "unit": assignment.name,
            "decision": decision,
            "due": _iso(answer.due),
            "wanted": _iso(extension.due_wanted),
        },
        reason=extension.answer,
    )
    return extension


def _check(assignment: Assignment, due: date) -> None:
    if assignment.state in OVER:
        raise Refused(
            "over",
            f"{assignment.name}的这项任务已是“{assignment.get_state_display()}”，不能再延期。",
            f"The task of {assignment.name} is over; nothing can be extended.",
        )
    if assignment.due is not None and due <= assignment.due:
        raise Refused(
            "not-later",
            f"新时限须晚于现行时限{_in_words(assignment.due)}。",
            f"The new limit has to be later than the present one, {assignment.due}.",
        )
    require_reasonable(due)


def _extend(extension: Extension, due: date, by: SetBy) -> None:
    assignment = extension.assignment
    task = assignment.task
    if not answers_alone(assignment):
        _give(assignment, task, due, extension)
        set_own_limit(assignment, to_the_day(due), by)
        return
    set_task_limit(task, later(own_limit(task), due), by)
    task.save(update_fields=("limit_kind", "limit_text", "due"))
    _give(assignment, task, due, extension)
    others = Assignment.objects.filter(task=task).exclude(pk=assignment.pk).exclude(state__in=OVER)
    for row in others.exclude(role=AssignmentRole.PART):
        if row.due is None or row.due < due:
            _give(row, task, due, extension)


def _give(row: Assignment, task: Task, due: date, extension: Extension) -> None:
    """Let *due* count for *row*; what was late before a request that came after the limit stays with it."""
    kept = row.late_before
    if extension.asked_on > extension.due_then:
        kept = late_days(row, task, clock.today())
    change_assignment(row, due=due, late_before=kept)


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
