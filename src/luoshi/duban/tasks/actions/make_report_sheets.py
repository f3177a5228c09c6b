"""报送表: what units owe, as files to be filled in; each is kept with its rows, and known again when it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import About, record_many
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import ReportSheet, ReportSheetRow
from luoshi.duban.tasks.reporting.listing import Owed, owed_by
from luoshi.duban.tasks.returning.codes import new_code


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """A sheet with what it asks for, in the order of its rows."""

    sheet: ReportSheet
    items: list[Owed]


@transaction.atomic
def make_report_sheets(units: Sequence[Unit], *, actor: User) -> list[MadeSheet]:
    """A sheet for each of *units* (of the person's office) that owes something; those that owe nothing get none."""
    require(actor, Right.SUPERVISE)
    owed = owed_by([unit.pk for unit in units], clock.today())
    wanted = [(unit, owed[unit.pk]) for unit in units if owed[unit.pk] and unit.office_id == actor.office_id]
    if not wanted:
        raise nothing_owed()
    made = [
        MadeSheet(ReportSheet(office=unit.office, unit=unit, code=_unused_code(), made_by=actor), items)
        for unit, items in wanted
    ]
    for one in made:
        one.sheet.save()
    ReportSheetRow.objects.bulk_create(
        [
            ReportSheetRow(
                sheet=one.sheet,
                number=number,
                assignment=item.assignment,
                targets=[target.pk for target in item.figures],
                seen=item.seen,
            )
            for one in made
            for number, item in enumerate(one.items, 1)
        ],
        batch_size=500,
    )
    record_many(
        "report-sheet.made",
        [About(one.sheet, after=_told(one)) for one in made],
        office=actor.office_key,
        actor=actor.actor,
    )
    return made


def _told(one: MadeSheet) -> dict[str, object]:
    tasks = [item.assignment.task.number for item in one.items]
    return {"unit": one.sheet.unit.name, "code": one.sheet.code, "tasks": tasks}


def _unused_code() -> str:
    code = new_code()
    while ReportSheet.objects.filter(code=code).exists():
        code = new_code()
    return code


def nothing_owed() -> Refused:
    """What is said where none of the chosen units owes anything."""
    return Refused("nothing-owed", "所选单位目前没有待报送的任务。", "The chosen units owe nothing at the moment.")
