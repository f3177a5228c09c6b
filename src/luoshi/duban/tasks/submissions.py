"""What a unit handed in for close-out: the report that says so, what was found beside it, and who may judge it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db.models import Count

from luoshi.duban.accounts.models import User
from luoshi.duban.language import in_chinese
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Report, ReportedFigure, ReportKind, Target
from luoshi.duban.tasks.verifying import Asked, Finding, Reported, findings


def submission_of(assignment: Assignment) -> Report | None:
    """The last report of *assignment* that counts and says the work is done; none where it came from an old ledger."""
    filed = Report.objects.filter(assignment=assignment, kind=ReportKind.COMPLETION, filed_at__isnull=False)
    return filed.select_related("typed_by").order_by("-id").first()


def submissions_of(assignments: Iterable[Assignment]) -> dict[int, Report]:
    """The same for many, by their keys: one query."""
    filed = Report.objects.filter(assignment__in=list(assignments), kind=ReportKind.COMPLETION, filed_at__isnull=False)
    return {report.assignment_id: report for report in filed.select_related("typed_by").order_by("id")}


def findings_of(assignment: Assignment, report: Report | None) -> list[Finding]:
    """What is set beside what for one assignment (read with its task)."""
    return findings_of_many([assignment], {} if report is None else {assignment.pk: report})[assignment.pk]


@in_chinese
def findings_to_keep(assignment: Assignment, report: Report | None) -> list[Finding]:
    """The same as it goes on record."""
    return findings_of(assignment, report)


def findings_of_many(assignments: Collection[Assignment], reports: dict[int, Report]) -> dict[int, list[Finding]]:
    """The same for many, by their keys: three queries, whatever their number.

    A figure counts until a later report gives another, so nobody has to type it again to be done.
    """
    targets: dict[int, list[Target]] = {}
    for target in Target.objects.filter(task__in={one.task_id for one in assignments}):
        targets.setdefault(target.task_id, []).append(target)
    figures: dict[int, dict[int, Decimal]] = {}
    given = ReportedFigure.objects.filter(report__assignment__in=assignments, report__filed_at__isnull=False)
    for assignment, target_id, value in given.order_by("report_id").values_list(
        "report__assignment", "target", "value"
    ):
        figures.setdefault(assignment, {})[target_id] = value
    together = _together(assignments)
    return {
        one.pk: findings(
            targets.get(one.task_id, ()),
            Asked(one.due, one.counts_from),
            Reported(
                figures.get(one.pk, {}),
                one.done_on,
                reports[one.pk].reported_on if one.pk in reports else None,
                one.task_id not in together,
            ),
        )
        for one in assignments
    }


def _together(assignments: Iterable[Assignment]) -> set[int]:
    """The tasks for which more than one unit answers."""
    rows = Assignment.objects.filter(task__in={one.task_id for one in assignments}, answers=True).order_by()
    counted = rows.values_list("task").annotate(count=Count("pk"))
    return {task for task, count in counted if count > 1}


def is_own(actor: User, report: Report | None) -> bool:
    """Whether *actor* typed the report, reported it, or approved it for the unit.  What has no report is nobody's."""
    if report is None:
        return False
    return actor.pk in (report.typed_by_id, report.approved_by_id) or report.reported_by == actor.name


def require_another(actor: User, assignment: Assignment, report: Report | None) -> None:
    """Four eyes: refused where *actor* is one of those whom the report comes from."""
    if is_own(actor, report):
        raise Refused(
            "own-report",
            f"“{assignment.task.title}”的这份反馈由您录入或反馈，须由另一人核查、销号。",
            f"You typed or made this report on {assignment.task.title}; another person has to verify and close it.",
        )


def require_no_part(assignment: Assignment) -> None:
    """Refused for a part (分办), which the unit that gave it takes as done or not."""
    if assignment.role == AssignmentRole.PART:
        raise Refused(
            "part",
            f"{assignment.name}的这项工作由上级单位分办，由该单位办结。",
            f"{assignment.name} was given this by the unit above it, which closes it.",
        )
