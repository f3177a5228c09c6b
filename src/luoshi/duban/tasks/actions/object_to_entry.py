"""对代录提出异议: what the office typed in a unit's name is not what the unit said."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.acting import require_acting
from luoshi.duban.tasks.models import Report


@transaction.atomic
def object_to_entry(report: Report, *, actor: User, objection: str) -> Report:
    """Object to *report* (read with its assignment, task and unit), once; the office answers.

    What was typed stays as it is.  Refused for a report that the unit made itself.
    """
    require_acting(actor, Right.REPORT, [report.assignment])
    words = objection.strip()
    if not report.is_on_behalf:
        raise Refused(
            "own", "这份反馈由本单位填报，可以另报一次更正。", "Your unit made this report itself; report again."
        )
    if not words:
        raise Refused("no-reason", "请写明哪里不对。", "Say what is wrong.")
    if report.objection:
        raise Refused("objected", "已经提出过异议。", "Somebody has objected already.")
    moment = clock.now()
    rows = Report.objects.filter(pk=report.pk, version=report.version, objection="")
    version = report.version + 1
    if rows.update(objection=words, objected_by=actor.name, objected_at=moment, version=version) != 1:
        raise ChangedMeanwhile(str(report))
    report.objection, report.objected_by, report.objected_at, report.version = words, actor.name, moment, version
    record(
        "report.objected",
        report.assignment.task,
        office=actor.office_key,
        actor=actor.actor,
        after={"report": report.pk, "unit": report.assignment.name, "objection": words},
    )
    return report
