"""审签: the unit's head lets a report out, or holds it back with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.acting import is_head_of
from luoshi.duban.tasks.actions.file_report import let_count
from luoshi.duban.tasks.models import Approval, NoticeKind, Report
from luoshi.duban.tasks.owed import REPORTING
from luoshi.duban.tasks.telling import tell


@transaction.atomic
def approve_reports(reports: Sequence[Report], *, actor: User) -> int:
    """Let *reports* (read with assignment, task and register) count, all of units that *actor* heads.

    Refused for one that waits no more, and where its assignment takes no report any more.
    """
    if not reports:
        raise Refused("nothing-chosen", "没有待审签的反馈。", "There is nothing to approve.")
    for report in reports:
        _decide(report, actor, Approval.APPROVED, "")
        if report.assignment.state not in REPORTING:
            raise Refused(
                "not-open",
                f"“{report.assignment.task.title}”已不在办理中，这份反馈不能再送出。",
                f"{report.assignment.task.title} is not under way any more; this report cannot go out.",
            )
        report.assignment.refresh_from_db(fields=("state", "version", "reported_through", "percent"))
        let_count(report, report.assignment)
        _record("report.approved", report, actor)
    return len(reports)


@transaction.atomic
def refuse_report(report: Report, *, actor: User, note: str) -> Report:
    """Hold *report* back with a reason; it stays on record and counts for nothing."""
    words = note.strip()
    if not words:
        raise Refused("no-reason", "请写明不同意的理由。", "Say why the report is held back.")
    _decide(report, actor, Approval.REFUSED, words)
    tell(report.assignment.task, [report.assignment.unit], NoticeKind.APPROVAL, f"审签未通过：{words}", actor=actor)
    _record("report.refused", report, actor, reason=words)
    return report


def _decide(report: Report, actor: User, approval: Approval, note: str) -> None:
    require(actor, Right.APPROVE_REPORT)
    if not is_head_of(actor, report.assignment):
        raise PermissionDenied(_("这不是您所在单位的任务。"))
    if report.approval != Approval.AWAITING:
        raise Refused("decided", "这份反馈不在待审签状态。", "This report does not wait for approval.")
    moment = clock.now()
    rows = Report.objects.filter(pk=report.pk, version=report.version, approval=Approval.AWAITING)
    version = report.version + 1
    if rows.update(approval=approval, approved_by=actor, approved_at=moment, approval_note=note, version=version) != 1:
        raise ChangedMeanwhile(str(report))
    report.approval, report.approved_by, report.approved_at = approval, actor, moment
    report.approval_note, report.version = note, version


def _record(verb: str, report: Report, actor: User, reason: str = "") -> None:
    record(
        verb,
        report.assignment.task,
        office=report.assignment.task.office.key,
        actor=actor.actor,
        after={"report": report.pk, "unit": report.assignment.name, "by": report.reported_by, "text": report.text},
        reason=reason,
    )
