"""The reports of a task, the newest first, with figures and evidence: a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from luoshi.duban.tasks.models import Assignment, Channel, Evidence, Report, ReportedFigure, Task
from luoshi.duban.tasks.verifying import plain

#: So many reports stand on a page.
PAGE = 20


@dataclass(slots=True)
class Reported:
    """A report, the figures in it as words, and its evidence."""

    report: Report
    figures: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reports:
    """A page of reports, and the number of the next one where there are more."""

    rows: Sequence[Reported]
    number: int
    next: int | None


def reports(task: Task, number: int = 1) -> Reports:
    """The page *number* of the reports on *task*: three queries; nothing is counted."""
    first = (number - 1) * PAGE
    found = Report.objects.filter(assignment__in=Assignment.objects.filter(task=task).values("pk"))
    found = found.select_related("assignment__unit", "typed_by", "approved_by", "answered_by").order_by("-id")
    rows = [Reported(report) for report in found[first : first + PAGE + 1]]
    more, rows = len(rows) > PAGE, rows[:PAGE]
    by_report = {row.report.pk: row for row in rows}
    for figure in ReportedFigure.objects.filter(report__in=by_report).select_related("target"):
        by_report[figure.report_id].figures.append(
            f"{figure.target.measured} {plain(figure.value)}{figure.target.unit}"
        )
    for evidence in Evidence.objects.filter(report__in=by_report).select_related("source"):
        by_report[evidence.report_id or 0].evidence.append(evidence)
    return Reports(rows, number, number + 1 if more else None)


def came(report: Report) -> str:
    """Whether how it came is worth a word: by the unit's own hand it is not."""
    return "" if report.channel == Channel.PAGE else str(report.get_channel_display())
