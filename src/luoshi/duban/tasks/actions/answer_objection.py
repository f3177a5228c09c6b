"""答复异议: the office answers a unit that objects to what was typed in its name."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.acting import require_in_office
from luoshi.duban.tasks.models import NoticeKind, Report
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def answer_objection(report: Report, *, actor: User, version: int, answer: str) -> Report:
    """Answer the objection to *report* (read with its assignment, task and unit); what was typed stays as it is.

    What was wrong is put right by the next report.  Refused where nobody objects, where it was answered, and without
    words.
    """
    assignment = report.assignment
    require_in_office(actor, Right.ENTER_REPORT, assignment)
    words = answer.strip()
    if not report.objection:
        raise Refused("no-objection", "这份反馈没有异议。", "Nobody objects to this report.")
    if report.objection_answer:
        raise Refused("answered", "这条异议已经答复。", "This objection was answered already.")
    if not words:
        raise Refused("no-answer", "请填写答复。", "Write an answer.")
    moment = clock.now()
    rows = Report.objects.filter(pk=report.pk, version=version, objection_answer="")
    if rows.update(objection_answer=words, answered_by=actor, answered_at=moment, version=version + 1) != 1:
        raise ChangedMeanwhile(str(report))
    report.objection_answer, report.answered_by, report.answered_at = words, actor, moment
    report.version = version + 1
    tell(assignment.task, [assignment.unit], NoticeKind.OBJECTION, f"对代录异议的答复：{words}", actor=actor)
    record(
        "report.objection-answered",
        assignment.task,
        office=actor.office_key,
        actor=actor.actor,
        before={"objection": report.objection},
        after={"report": report.pk, "unit": assignment.name, "answer": words},
    )
    return report
