"""End a meeting: its decisions become drafts of tasks in a plan of their own, and instructions on existing tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import may, require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.language import chinese
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.meetings.models import Becomes, Meeting, MeetingItem, MeetingState
from luoshi.duban.oversight.meetings.news import tell_units
from luoshi.duban.oversight.meetings.queries import items_of
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.add_oral_task import Instruction, add_oral_task
from luoshi.duban.tasks.actions.add_remark import add_remark, write_instruction
from luoshi.duban.tasks.actions.open_plan import open_empty_plan
from luoshi.duban.tasks.models import OVER, Assignment, NoticeKind, Plan, State
from luoshi.duban.tasks.telling import tell
from luoshi.layout.official import date_words


@transaction.atomic
def end_meeting(meeting: Meeting, *, actor: User, version: int, register: Register | None = None) -> Meeting:
    """End *meeting* and carry out what it decided, all or nothing.

    New tasks become drafts in a plan of *register*, with the meeting as their source: who chaired said it, on that
    day.  They go the usual way from there, by the review desk and approval.  What was asked of existing tasks is
    written on them, and their units are told.  Refused before the day of the meeting, twice, without a register
    where there are new tasks, and where an existing task has ended meanwhile, so that nobody would be asked; raises
    :class:`~luoshi.duban.problems.ChangedMeanwhile` where somebody else was first.
    """
    require(actor, Right.SUPERVISE)
    if meeting.office_id != actor.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))
    _check(meeting)
    change_seen(meeting, version, state=MeetingState.ENDED.value, ended_by=actor, ended_at=clock.now())
    items = [item for item in items_of(meeting).select_for_update(of=("self",)) if item.decision]
    new = [item for item in items if item.becomes == Becomes.TASK]
    asked = [item for item in items if item.becomes == Becomes.INSTRUCTION]
    plan = _make_tasks(meeting, new, actor, register) if new else None
    for item in asked:
        _write_on(meeting, item, actor)
    Meeting.objects.filter(pk=meeting.pk).update(plan=plan)
    meeting.plan = plan
    after = {"decisions": len(items), "tasks": len(new), "instructions": len(asked), "plan": plan.pk if plan else None}
    record("meeting.ended", meeting, office=actor.office_key, actor=actor.actor, after=after)
    return meeting


def _check(meeting: Meeting) -> None:
    if meeting.held_on > clock.today():
        raise Refused(
            "not-held",
            f"“{meeting}”定在{date_words(meeting.held_on)}，还没有召开，不能结束。",
            f"{meeting} is held on {meeting.held_on.isoformat()}; it cannot end before.",
        )


def _make_tasks(meeting: Meeting, items: Sequence[MeetingItem], actor: User, register: Register | None) -> Plan:
    if register is None:
        raise Refused(
            "no-register",
            "有议定事项要列为新任务，请选择列入哪个台账。",
            "Decisions are to become new tasks: choose the register that they go into.",
        )
    plan = open_empty_plan(f"{meeting.title}议定事项", register, actor=actor)
    for item in items:
        source = Instruction(
            text=item.decision,
            said_by=meeting.chair,
            said_on=meeting.held_on,
            noted_by=actor.name,
            paper=f"{meeting.title}（{date_words(meeting.held_on)}）",
        )
        lead = item.unit.name if item.unit is not None else ""
        task, _change = add_oral_task(plan, source, actor=actor, lead=lead, limit=_limit(item.due))
        MeetingItem.objects.filter(pk=item.pk).update(made_task=task)
    return plan


def _limit(due: date | None) -> LimitProposal | None:
    return LimitProposal("date", f"{date_words(due)}前", due=due) if due is not None else None


def _write_on(meeting: Meeting, item: MeetingItem, actor: User) -> None:
    """On the task's record, and before its units: a leader's own hand writes 批示, the office a remark."""
    words = instruction_words(meeting, item)
    rows = list(Assignment.objects.filter(task=item.task).exclude(state__in=OVER).select_related("unit"))
    if not rows:
        raise Refused(
            "task-over",
            f"第{item.number}项“{item.task.title}”{chinese(State(item.task.state).label)}，没有单位承办，"
            "请把议定事项改为列为新任务或只记入纪要。",
            f"Item {item.number}, {item.task.title}, is {item.task.state}: nobody would be asked. "
            "Let the decision become a new task, or leave it in the minutes.",
        )
    tell_units(item, [row.unit_id for row in rows if row.unit_id is not None])
    if may(actor, Right.INSTRUCT):
        write_instruction(item.task, actor=actor, text=words)
        return
    add_remark(item.task, actor=actor, text=words)
    tell(item.task, [row.unit for row in rows], NoticeKind.DECISION, words, actor=actor)


def instruction_words(meeting: Meeting, item: MeetingItem) -> str:
    """What stands on the task, in Chinese: the meeting, its day and chair, what was decided, by whom and by when."""
    who = f"由{item.unit.name}办理" if item.unit is not None else ""
    when = f"{date_words(item.due)}前完成" if item.due is not None else ""
    asked = "，".join(part for part in (who, when) if part)
    head = f"{date_words(meeting.held_on)}{meeting.plain_title}（{meeting.chair}主持）议定："
    return f"{head}{item.decision.rstrip('。')}。" + (f"{asked}。" if asked else "")
