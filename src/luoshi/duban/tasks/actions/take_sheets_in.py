"""Take in the reports of sheets that were looked through: each row is a report like one that is typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.models import Assignment, Channel, Report, ReturnedSheet
from luoshi.duban.tasks.reporting.found import Found, from_kept
from luoshi.duban.tasks.returning.flaws import Flaw


@dataclass(slots=True)
class TakenSheets:
    """Which files count from now on, with how many reports; which no longer fitted; which say nowhere who reports."""

    taken: list[ReturnedSheet] = field(default_factory=list)
    reports: int = 0
    spoilt: list[ReturnedSheet] = field(default_factory=list)
    nameless: list[ReturnedSheet] = field(default_factory=list)


class _Spoilt(Exception):
    """A row of a file does not fit any more."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.english)
        self.flaw = flaw


def take_sheets_in(files: Collection[int], *, actor: User, reporters: Mapping[int, str] | None = None) -> TakenSheets:
    """Take in *files* (keys), in the order in which they were dropped; each wholly or not at all.

    *reporters* gives the names of who filled a file in, by its key, where the file itself does not say; one without any
    name waits on.  What was refused, set aside or taken in already is passed over, so that two people who press the
    button at once report nothing twice.  A file that no longer fits (a task was closed or reported meanwhile) is
    refused from then on, with its place; the others count.
    """
    require(actor, Right.ENTER_REPORT)
    done = TakenSheets()
    for key in sorted(set(files)):
        try:
            with transaction.atomic():
                _take(key, (reporters or {}).get(key, ""), actor, done)
        except _Spoilt as spoilt:
            done.spoilt.append(_refuse(key, spoilt.flaw))
    return done


def _take(key: int, reporter: str, actor: User, done: TakenSheets) -> None:
    waiting = ReturnedSheet.objects.select_for_update(of=("self",)).select_related("sheet__unit")
    file = waiting.filter(
        pk=key, office=actor.office_id, taken_at__isnull=True, set_aside_at__isnull=True, sheet__isnull=False
    ).first()
    if file is None or file.problems:
        return
    name = file.reported_by or reporter.strip()[:100]
    if not name:
        done.nameless.append(file)
        return
    found = [from_kept(row) for row in file.found]
    came = Came(name, file.reported_on or clock.today(), Channel.FILE)
    reports = [_file(file, row, came, actor) for row in found]
    file.reported_by, file.taken_by, file.taken_at = name, actor, clock.now()
    file.save(update_fields=("reported_by", "taken_by", "taken_at"))
    told = {"file": file.name, "sha256": file.sha256, "by": name, "reports": [report.pk for report in reports]}
    record("report-sheet.taken-in", file, office=actor.office_key, actor=actor.actor, after=told)
    done.taken.append(file)
    done.reports += len(reports)


def _file(file: ReturnedSheet, row: Found, came: Came, actor: User) -> Report:
    rows = Assignment.objects.select_related("task__register", "task__office", "unit")
    assignment = rows.get(pk=row.assignment, task__office=file.office_id)
    newest = Report.objects.filter(assignment=assignment).order_by("-id").values_list("pk", flat=True).first()
    if (newest or 0) != row.seen:
        number = assignment.task.number
        raise _Spoilt(
            Flaw(
                f"“{file.name}”{row.place}：“{number}”在核对以后已经反馈过，整份未录入。",
                f"“{file.name}” ({row.english}): {number} was reported meanwhile; nothing of the file was taken in.",
            )
        )
    try:
        return file_report(assignment, actor=actor, said=row.said, came=came)
    except Refused as refused:
        raise _Spoilt(
            Flaw(f"“{file.name}”{row.place}：{refused.chinese}", f"“{file.name}” ({row.english}): {refused.english}")
        ) from refused


def _refuse(key: int, flaw: Flaw) -> ReturnedSheet:
    file = ReturnedSheet.objects.get(pk=key)
    file.problems = [flaw.kept]
    file.save(update_fields=("problems",))
    return file


@transaction.atomic
def set_sheet_aside(file: ReturnedSheet, *, actor: User) -> None:
    """Put a file away that is not wanted; dropped again, it is looked at anew.  One that was taken in stays."""
    require(actor, Right.ENTER_REPORT)
    waiting = ReturnedSheet.objects.filter(pk=file.pk, office=actor.office_id, taken_at__isnull=True)
    if waiting.filter(set_aside_at__isnull=True).update(set_aside_at=clock.now()):
        told = {"file": file.name, "sha256": file.sha256}
        record("report-sheet.set-aside", file, office=actor.office_key, actor=actor.actor, after=told)
