"""反馈: a report of a unit, whatever way it came: typed, by a link, in a returned file, by telephone or on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import Actor, record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import is_head_of, require_acting, require_in_office
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import (
    OVER,
    Approval,
    Assignment,
    AssignmentRole,
    Channel,
    Evidence,
    NoticeKind,
    Report,
    ReportDraft,
    ReportedFigure,
    ReportKind,
    State,
)
from luoshi.duban.tasks.moving import change_assignment, move_assignment
from luoshi.duban.tasks.owed import asked_period, owes, rhythm_of
from luoshi.duban.tasks.telling import tell

#: Where a unit can report: before it said that it is done, or after that was not good enough.
_OPEN = (State.ISSUED, State.ACKNOWLEDGED, State.IN_PROGRESS, State.SENT_BACK)
#: The office types these for a unit.
ON_BEHALF = (Channel.TELEPHONE, Channel.PAPER)
#: A day of reporting further back than this is a slip of the pen.
_FURTHEST = 366


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit says.  ``figures`` are by the key of the target; ``done_on`` is the day the work was done."""

    kind: ReportKind = ReportKind.PROGRESS
    text: str = ""
    problem: str = ""
    help_needed: str = ""
    help_from: str = ""
    next_step: str = ""
    percent: Decimal | None = None
    figures: Mapping[int, Decimal] = field(default_factory=dict)
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """How it came: who reported, on which day, by what.  ``sender`` names who sent it where nobody has signed in."""

    reported_by: str
    reported_on: date
    channel: Channel = Channel.PAGE
    sender: Actor | None = None


@transaction.atomic
def file_report(
    assignment: Assignment, *, actor: User | None, said: Said, came: Came, evidence: Sequence[Evidence] = ()
) -> Report:
    """File what a unit says on *assignment* (read with its task, register and unit).

    *actor* typed it: somebody of the unit, somebody of the office for a unit that telephoned or sent paper or a
    returned file, nobody for a personal link (``came.sender`` stands in the record).  Where the register asks for
    审签, a report typed by another than the unit's head waits for it, and counts only then.  *evidence* are rows not
    yet saved.  Raises :class:`Refused` for a report that says nothing, days beyond reason, or a state in which
    nothing is reported.
    """
    _require(actor, assignment, came)
    check(assignment, said, came)
    waits = _waits_for_head(assignment, actor, came)
    report = Report.objects.create(
        assignment=assignment,
        kind=said.kind,
        text=said.text.strip(),
        problem=said.problem.strip(),
        help_needed=said.help_needed.strip(),
        help_from=said.help_from.strip(),
        next_step=said.next_step.strip(),
        percent=said.percent,
        covers_until=covered(assignment, came.reported_on),
        done_on=(said.done_on or came.reported_on) if said.kind == ReportKind.COMPLETION else None,
        reported_by=came.reported_by.strip(),
        reported_on=came.reported_on,
        channel=came.channel,
        typed_by=actor,
        approval=Approval.AWAITING if waits else Approval.NOT_NEEDED,
    )
    _keep_parts(report, said, evidence)
    if actor is not None:
        ReportDraft.objects.filter(assignment=assignment, person=actor).delete()
    if not waits:
        let_count(report, assignment)
    if came.channel in ON_BEHALF:
        tell(assignment.task, [assignment.unit], NoticeKind.ENTERED, report.text or str(report), actor=actor)
    record(
        "report.submitted" if waits else "report.filed",
        assignment.task,
        office=assignment.task.office.key,
        actor=actor.actor if actor is not None else came.sender or Actor("", came.reported_by),
        after=_as_recorded(report, said),
    )
    return report


def let_count(report: Report, assignment: Assignment) -> None:
    """Let *report* count: the assignment moves on with it.  Must run in the transaction of the action."""
    report.filed_at = clock.now()
    report.save(update_fields=("filed_at",))
    facts: dict[str, object] = {"latest": report}
    if report.percent is not None:
        facts["percent"] = report.percent
    until = report.covers_until
    if until is not None and (assignment.reported_through is None or assignment.reported_through < until):
        facts["reported_through"] = until
    if report.kind == ReportKind.COMPLETION:
        move_assignment(assignment, State.SUBMITTED, done_on=report.done_on, **facts)
    elif assignment.state == State.IN_PROGRESS:
        change_assignment(assignment, **facts)
    else:
        move_assignment(assignment, State.IN_PROGRESS, **facts)
    if assignment.role != AssignmentRole.PART:
        refresh(assignment.task)


def covered(assignment: Assignment, day: date) -> date | None:
    """The last day of the period that a report of *day* answers for."""
    task = assignment.task
    owed = owes(assignment, task, day)
    if owed is not None:
        return owed
    period = asked_period(rhythm_of(task), day)
    return period.ends if period is not None else None


def _require(actor: User | None, assignment: Assignment, came: Came) -> None:
    if came.channel == Channel.PAGE:
        if actor is None:
            raise Refused("nobody", "请先登录。", "Sign in first.")
        require_acting(actor, Right.REPORT, [assignment])
    elif came.channel in (*ON_BEHALF, Channel.FILE):
        if actor is None:
            raise Refused("nobody", "请先登录。", "Sign in first.")
        require_in_office(actor, Right.ENTER_REPORT, assignment)


def check(assignment: Assignment, said: Said, came: Came) -> None:
    """Raise :class:`Refused` where the report could not count; nothing is written."""
    state = State(assignment.state)
    if state not in _OPEN or assignment.task.state in OVER:
        if (kept := assignment.task.merged_into) is not None:
            raise Refused(
                "not-open",
                f"这项任务已并入{kept.number}“{kept.title}”，请在那里反馈。",
                f"The task goes on in {kept.number}; report there.",
            )
        raise Refused(
            "not-open",
            f"这项任务处于“{state.label}”，现在不能反馈。",
            f"The task is {state.value}; nothing can be reported now.",
        )
    if assignment.role == AssignmentRole.INFORMED:
        raise Refused("informed-only", "这项任务只需知悉，不用反馈。", "This task is for information only.")
    if not came.reported_by.strip():
        raise Refused("no-reporter", "请填写反馈人。", "Say who reports.")
    if said.kind != ReportKind.NO_CHANGE and not said.text.strip():
        raise Refused("no-text", "请填写进展情况。", "Say how far it is.")
    if said.percent is not None and not 0 <= said.percent <= 100:
        raise Refused("percent", "完成比例应在0到100之间。", "The percentage lies between 0 and 100.")
    for day in (came.reported_on, said.done_on):
        _check_day(day)
    targets = set(assignment.task.targets.filter(is_figure=True).values_list("pk", flat=True)) if said.figures else ()
    if any(target not in targets for target in said.figures):
        raise Refused("no-such-target", "所填指标不属于这项任务。", "A figure belongs to no target of this task.")


def _check_day(day: date | None) -> None:
    if day is None:
        return
    today = clock.today()
    if day > today:
        raise Refused("day-to-come", f"日期{day}还没有到。", f"The day {day} is yet to come.")
    if (today - day).days > _FURTHEST:
        raise Refused("day-long-ago", f"日期{day}早于一年前，请核对。", f"The day {day} is over a year ago; check it.")


def _waits_for_head(assignment: Assignment, actor: User | None, came: Came) -> bool:
    """审签: not for what the office typed (the paper was signed), not for what the head typed."""
    if not assignment.task.register.unit_head_approves or came.channel in ON_BEHALF:
        return False
    return actor is None or not is_head_of(actor, assignment)


def _keep_parts(report: Report, said: Said, evidence: Sequence[Evidence]) -> None:
    ReportedFigure.objects.bulk_create(
        ReportedFigure(report=report, target_id=target, value=value) for target, value in said.figures.items()
    )
    for row in evidence:
        row.assignment, row.report = report.assignment, report
    Evidence.objects.bulk_create(evidence)


def _as_recorded(report: Report, said: Said) -> dict[str, object]:
    """What the record keeps of a report, with who reported and how it came."""
    told = {
        "text": report.text,
        "problem": report.problem,
        "help": f"{report.help_from} {report.help_needed}".strip(),
        "next": report.next_step,
        "percent": str(report.percent) if report.percent is not None else "",
        "figures": {str(target): str(value) for target, value in said.figures.items()},
        "done_on": report.done_on.isoformat() if report.done_on else "",
        "covers_until": report.covers_until.isoformat() if report.covers_until else "",
    }
    return {
        "report": report.pk,
        "kind": report.kind,
        "unit": report.assignment.name,
        "by": report.reported_by,
        "on": report.reported_on.isoformat(),
        "channel": report.channel,
        **{name: value for name, value in told.items() if value},
    }
