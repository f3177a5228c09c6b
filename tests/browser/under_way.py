"""Issued tasks in the hands of their units, with limits counted from today as a browser sees it."""

from datetime import timedelta
from decimal import Decimal

from luoshi.duban import clock
from luoshi.duban.tasks.actions.file_report import Came, Said, file_report
from luoshi.duban.tasks.models import Assignment, Channel, ReportKind, Target, Task
from tests.duban.tasks.given import a_task
from tests.duban.tasks.life.given import WATER, the


def under_way(cast, plan, text, *, due, **more):
    """A task that was issued a month ago."""
    task = a_task(cast, plan, text, due=due, issued=True, **more)
    since = clock.now() - timedelta(days=30)
    Task.objects.filter(pk=task.pk).update(issued_at=since)
    Assignment.objects.filter(task=task).update(counts_from=since.date(), state_since=since)
    return task


def a_target(task, value=3, words=None, measured="水库", unit="座"):
    return Target.objects.create(task=task, words=words or f"{value}{unit}", measured=measured, value=value, unit=unit)


def hand_in(cast, task, figure=None, *, by=None, unit=WATER, text="3座水库全部完工并通过验收。", done_on=None):
    """The unit says it is done: 孙联络 types it, or the office (*by*) after a telephone call."""
    figures = {} if figure is None else {task.targets.first().pk: Decimal(figure)}
    said = Said(kind=ReportKind.COMPLETION, text=text, figures=figures, percent=Decimal(100), done_on=done_on)
    today = clock.today()
    came = Came("孙联络", today) if by is None else Came("孙联络", today, Channel.TELEPHONE)
    return file_report(the(task, unit), actor=by or cast.sun, said=said, came=came)
