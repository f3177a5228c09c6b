"""An issued task in the hands of its units, in a line each."""

from datetime import date

from luoshi.duban.tasks.actions.file_report import Came, Said
from luoshi.duban.tasks.models import Assignment, Channel, ReportKind, Task
from tests.duban.tasks.given import a_plan, a_task

WATER = "青禾县水利局"
HOUSING = "青禾县住房和城乡建设局"
FINANCE = "青禾县财政局"


def an_issued_task(cast, text="完成3座水库除险加固。", **more):
    """A task of the water bureau under way, in a plan of its own."""
    return a_task(cast, a_plan(cast), text, issued=True, **more)


def the(task: Task, unit: str = WATER) -> Assignment:
    """The unit's assignment as the database has it now, with its task, register and unit."""
    rows = Assignment.objects.select_related("task__register", "task__office", "unit")
    return rows.get(task=task, unit__name=unit)


def progress(text="大坝已完成加固，正在修溢洪道。", **more):
    return Said(text=text, **more)


def done(text="3座水库全部完工并通过验收。", **more):
    return Said(kind=ReportKind.COMPLETION, text=text, **more)


def no_change():
    return Said(kind=ReportKind.NO_CHANGE)


def by_page(who="孙联络", on=date(2026, 7, 28)):
    return Came(who, on)


def by_telephone(who="孙联络", on=date(2026, 7, 28)):
    return Came(who, on, Channel.TELEPHONE)
