"""报送: at the end of each month units say of what they reported on before that nothing has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from luoshi.duban import clock
from luoshi.duban.organisations.models import Unit
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.actions.file_report import Came, Said, file_report
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Channel, ReportKind
from luoshi.duban.tasks.owed import owes, owing, periods_between, working_day_before
from luoshi.duban.ui.demo.oversight.telling import description
from luoshi.duban.ui.demo.stage import Stage, Story


def stories(stage: Stage) -> Iterator[Story]:
    """One story a unit."""
    told = description()["reports"]
    return (_month_by_month(stage, stage.county.units[name], told["since"]) for name in told["units"])


def _month_by_month(stage: Stage, unit: Unit, since: int) -> Story:
    for period in periods_between(Rhythm.MONTHLY, stage.today + timedelta(days=since), stage.today):
        day = working_day_before(period.ends, 1)
        if day > stage.today:
            return
        yield day
        _report(stage, unit)


def _report(stage: Stage, unit: Unit) -> None:
    person, today = stage.liaison(unit), clock.today()
    rows = Assignment.objects.filter(owing(today), unit=unit, role=AssignmentRole.LEAD, latest__isnull=False)
    for row in rows.select_related("task__register", "task__office", "unit").order_by("pk"):
        if owes(row, row.task, today) is not None:
            came = Came(person.name, today, Channel.PAGE)
            file_report(row, actor=person, said=Said(ReportKind.NO_CHANGE), came=came)
