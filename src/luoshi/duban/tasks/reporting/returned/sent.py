"""Sheets as they were sent, and their tasks as they are now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from luoshi.duban.accounts.models import Office
from luoshi.duban.tasks.models import Assignment, Circulation, ReportSheet, ReportSheetRow, Target
from luoshi.duban.tasks.reporting.listing import with_course


@dataclass(frozen=True, slots=True)
class Sent:
    """A sheet with its rows by their numbers; its assignments, the key of the newest report on each, and its figures
    as they are now, by key."""

    sheet: ReportSheet
    rows: Mapping[int, ReportSheetRow]
    assignments: Mapping[int, Assignment]
    newest: Mapping[int, int]
    targets: Mapping[int, Target]

    def target(self, number: int, part: int) -> Target | None:
        """The figure that a row below a task's row asks for; none where the task no longer has it."""
        keys = self.rows[number].targets
        return self.targets.get(keys[part - 1]) if 0 < part <= len(keys) else None


#: The sheet that was sent under a code.
Lookup = Callable[[str], Sent | None]


def sheets_of(office: Office) -> Lookup:
    """What finds the sheets of *office* by their codes; each is read once."""

    @cache
    def lookup(code: str) -> Sent | None:
        sheet = ReportSheet.objects.select_related("unit").filter(office=office, code=code).first()
        return None if sheet is None else _as_sent(sheet)

    return lookup


def _as_sent(sheet: ReportSheet) -> Sent:
    rows = {row.number: row for row in sheet.rows.all()}
    assignments = with_course(Assignment.objects.filter(pk__in=[row.assignment_id for row in rows.values()]))
    by_key = {one.pk: one for one in assignments}
    newest: dict[int, int] = {pk: one.__dict__["newest"] or 0 for pk, one in by_key.items()}
    targets = {target.pk: target for one in by_key.values() for target in one.task.targets.all()}
    return Sent(sheet, rows, by_key, newest, targets)


def elsewhere(office: Office, code: str) -> tuple[str, str] | None:
    """What else of the office a code is of, Chinese and English."""
    round_ = Circulation.objects.select_related("plan").filter(code=code, plan__office=office).first()
    if round_ is None:
        return None
    title = round_.plan.title
    return f"征求意见“{title}”", f"the circulation of “{title}”"
