"""Several reports of one unit at once: behind its personal link, or typed by the office for it; all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import Actor
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.file_report import ON_BEHALF, Came, Said, file_report
from luoshi.duban.tasks.evidence import keep_evidence
from luoshi.duban.tasks.models import Assignment, Channel, Evidence, Report, ReportLink
from luoshi.duban.tasks.owed import owes


@dataclass(frozen=True, slots=True)
class Filing:
    """One report to be filed: ``version`` is the assignment's as it was seen, ``files`` become evidence."""

    assignment: Assignment
    version: int
    said: Said
    files: Sequence[UploadedFile[Any]] = field(default_factory=tuple)


class ReportedMeanwhile(ChangedMeanwhile):
    """Somebody reported on one of the tasks since the page was opened; nothing was filed."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(filing.assignment.task.number)
        self.assignment = filing.assignment


@transaction.atomic
def file_by_link(link: ReportLink, filings: Sequence[Filing], *, said_by: str, now: datetime) -> list[Report]:
    """File what somebody at the unit typed behind *link* (read with its unit and office); they gave their name.

    Refused where the link is dead, and for a task that is not this unit's or that nothing is owed for.
    """
    fresh = ReportLink.objects.select_for_update().get(pk=link.pk)
    if not fresh.is_alive(now):
        raise Refused("dead-link", "链接已失效，没有提交。", "The link is dead; nothing was sent.")
    name = said_by.strip()[:100]
    came = Came(name, clock.today(), Channel.LINK, Actor("", f"{name}（{link.unit.name}，链接）"))
    reports = _file(filings, link.unit, actor=None, came=came, only_owed=True)
    ReportLink.objects.filter(pk=link.pk).update(used_at=now, uses=F("uses") + len(reports))
    return reports


@transaction.atomic
def enter_reports(
    unit: Unit, filings: Sequence[Filing], *, actor: User, came: Came, papers: Sequence[UploadedFile[Any]] = ()
) -> list[Report]:
    """代录: file what *unit* said by telephone or on paper; *papers* go to each report as evidence."""
    if came.channel not in ON_BEHALF:
        raise PermissionDenied
    return _file(filings, unit, actor=actor, came=came, papers=papers)


def _file(  # noqa: PLR0913 -- who, for whom, how it came and what with
    filings: Sequence[Filing],
    unit: Unit,
    *,
    actor: User | None,
    came: Came,
    papers: Sequence[UploadedFile[Any]] = (),
    only_owed: bool = False,
) -> list[Report]:
    if not filings:
        raise Refused("nothing-filled-in", "没有填写任何内容。", "Nothing was filled in.")
    reports: list[Report] = []
    kept: list[Evidence] = []
    for filing in filings:
        assignment = filing.assignment
        if assignment.unit_id != unit.pk:
            raise PermissionDenied
        if assignment.version != filing.version:
            raise ReportedMeanwhile(filing)
        if only_owed and owes(assignment, assignment.task, clock.today()) is None:
            raise _not_owed(assignment)
        evidence = keep_evidence(filing.files, assignment, actor=actor)
        kept = kept or keep_evidence(papers, assignment, actor=actor)
        evidence += [_copied(one, assignment) for one in kept]
        try:
            reports.append(file_report(assignment, actor=actor, said=filing.said, came=came, evidence=evidence))
        except ChangedMeanwhile as error:
            raise ReportedMeanwhile(filing) from error
        except Refused as error:
            number = assignment.task.number
            raise Refused(error.code, f"{number}：{error.chinese}", f"{number}: {error.english}") from error
    return reports


def _copied(paper: Evidence, assignment: Assignment) -> Evidence:
    return Evidence(assignment=assignment, source=paper.source, name=paper.name, added_by=paper.added_by)


def _not_owed(assignment: Assignment) -> Refused:
    number = assignment.task.number
    return Refused("not-owed", f"“{number}”现在不用报送。", f"Nothing is owed for {number} now.")
