"""Rounds, answers and returned files for tests, in a line each."""

from __future__ import annotations

import io
from datetime import date

import docx
import openpyxl

from luoshi.duban import clock
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.actions.circulate import circulate
from luoshi.duban.tasks.circulation import files
from luoshi.duban.tasks.circulation.queries import extract_of
from luoshi.duban.tasks.models import Invitation
from tests.duban.cast import SINCE
from tests.duban.tasks.given import MOMENT, a_plan, a_task

LAST_DAY = date(2026, 7, 22)
HEAD = 3  # the row of the headings in our Excel file


def a_draft(cast):
    """Three tasks: 水利局 leads two and supports one, 各乡镇 support the second, 财政局 leads the third."""
    plan = a_plan(cast)
    a_task(cast, plan, "完成3座水库除险加固。", lead="青禾县水利局", supporting=("青禾县财政局",))
    a_task(
        cast, plan, "清理河道垃圾，做到日产日清。", lead="青禾县水利局", supporting=("各乡镇",), due=date(2026, 10, 31)
    )
    a_task(
        cast,
        plan,
        "压减一般性支出百分之五。",
        lead="青禾县财政局",
        supporting=("青禾县水利局",),
        due=date(2026, 12, 31),
    )
    return plan


def a_round(cast, plan=None, **more):
    """A round over :func:`a_draft`, opened on the morning of 15 July."""
    with clock.standing_at(MOMENT):
        return circulate(plan or a_draft(cast), actor=cast.chen, answer_by=LAST_DAY, **more)


def invitation_of(circulation, unit):
    return Invitation.objects.select_related("unit", "circulation__plan__office").get(
        circulation=circulation, unit__name=unit
    )


def sent_file(circulation, unit, ending="xlsx"):
    """The bytes of the file that the unit was sent."""
    invitation = invitation_of(circulation, unit)
    return files.extract_file(invitation, extract_of(invitation), ending)


def filled(content, answers=(), *, change=None):
    """The Excel file with *answers*, ``{row of the extract from 1: {heading: words}}``; *change* gets the sheet."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet = workbook.active
    columns = {sheet.cell(HEAD, at).value: at for at in range(1, sheet.max_column + 1)}
    for row, words in dict(answers).items():
        for heading, text in words.items():
            sheet.cell(HEAD + row, columns[heading]).value = text
    if change:
        change(sheet)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def filled_word(content, answers=(), *, change=None):
    """The Word file with *answers*, as in :func:`filled`; *change* gets the document."""
    document = docx.Document(io.BytesIO(content))
    table = document.tables[0]
    columns = {cell.text: at for at, cell in enumerate(table.rows[0].cells)}
    for row, words in dict(answers).items():
        for heading, text in words.items():
            table.rows[row].cells[columns[heading]].text = text
    if change:
        change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def a_large_draft(cast, *, tasks=60, units=40):
    """Sixty tasks over forty units, three to a task."""
    bureaus = [
        Unit(office=cast.office, name=f"青禾县第{number}局", position=100 + number, starts=SINCE)
        for number in range(1, units + 1)
    ]
    Unit.objects.bulk_create(bureaus)
    names = [unit.name for unit in bureaus]
    cast.units.update(zip(names, bureaus, strict=True))
    plan = a_plan(cast)
    for number in range(tasks):
        lead, first, second = (names[(number * 2 + offset) % units] for offset in (0, 7, 13))
        a_task(
            cast,
            plan,
            f"推进第{number + 1}批农村供水提升工程，完成管网改造{number + 3}公里，解决群众用水不便问题。",
            lead=lead,
            supporting=(first, second),
        )
    return plan
