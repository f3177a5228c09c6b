"""Sheets that came back, as they are looked at before they count: row by row, beside what was reported last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from luoshi.duban.tasks.models import Assignment, ReportKind, ReturnedSheet, Target
from luoshi.duban.tasks.reporting.found import Found, from_kept
from luoshi.duban.tasks.reporting.listing import with_course
from luoshi.duban.tasks.returning.differences import Piece, differences, is_like

#: So many files that were taken in are listed.
_TAKEN = 50


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as it is reported, beside its target."""

    words: str
    value: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One report: what was said last, and what is said now; ``pieces`` where both are alike."""

    found: Found
    assignment: Assignment
    before: str
    pieces: list[Piece]
    figures: list[FigureRow]

    @property
    def kind(self) -> str:
        """What the report is, in the language of the page."""
        return str(ReportKind(self.found.kind).label)

    @property
    def is_no_change(self) -> bool:
        """Whether it only says that nothing changed."""
        return self.found.kind == ReportKind.NO_CHANGE

    @property
    def is_completion(self) -> bool:
        """Whether it says that the work is done."""
        return self.found.kind == ReportKind.COMPLETION

    @property
    def percent(self) -> str:
        """The share, without noughts behind."""
        return f"{Decimal(self.found.percent).normalize():f}%" if self.found.percent else ""

    @property
    def percent_before(self) -> str:
        """The share that counts so far."""
        percent = self.assignment.percent
        return f"{percent.normalize():f}%" if percent is not None else ""


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A file with its rows; ``is_replaced``: a newer file of the same unit waits as well."""

    file: ReturnedSheet
    rows: list[SheetRow]
    is_replaced: bool

    @property
    def is_ticked(self) -> bool:
        """Whether it is taken in unless somebody says otherwise."""
        return bool(self.rows) and not self.is_replaced


class SheetPreviews:
    """The files that came back, parted: refused, waiting, taken in.  Five queries, whatever there is."""

    def __init__(self, files: QuerySet[ReturnedSheet]) -> None:
        open_ones = list(files.filter(taken_at__isnull=True).order_by("id"))
        self.refused = [file for file in open_ones if file.problems]
        waiting = [file for file in open_ones if not file.problems]
        rows = {file.pk: [from_kept(row) for row in file.found] for file in waiting}
        wanted = {row.assignment for found in rows.values() for row in found}
        known = {one.pk: one for one in with_course(Assignment.objects.filter(pk__in=wanted))} if wanted else {}
        last = {file.sheet.unit_id: file.pk for file in waiting if file.sheet is not None}
        self.waiting = [
            SheetPreview(
                file,
                [_row(row, known[row.assignment]) for row in rows[file.pk] if row.assignment in known],
                is_replaced=file.sheet is not None and last[file.sheet.unit_id] != file.pk,
            )
            for file in waiting
        ]
        self.taken = list(files.filter(taken_at__isnull=False).order_by("-taken_at")[:_TAKEN])

    @property
    def reports(self) -> int:
        """How many reports wait in all files that are ticked."""
        return sum(len(one.rows) for one in self.waiting if one.is_ticked)


def _row(found: Found, assignment: Assignment) -> SheetRow:
    before = str(assignment.__dict__["said"] or "")
    pieces = differences(before, found.text) if before and found.text and is_like(before, found.text) else []
    return SheetRow(found, assignment, before, pieces, _figures(found.figures, assignment.task.targets.all()))


def _figures(values: Mapping[str, str], targets: Iterable[Target]) -> list[FigureRow]:
    return [
        FigureRow(target.measured or target.words, f"{Decimal(values[str(target.pk)]).normalize():f}{target.unit}")
        for target in targets
        if str(target.pk) in values
    ]
