"""Tasks with lights, in a line each."""

from datetime import date
from decimal import Decimal

from luoshi.duban.oversight.models import TaskLight
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import BasisKind, Task
from tests.duban.tasks.life.given import an_issued_task, by_page, progress, the

#: Issued on 15 July, due on 30 September; half of the time is over.
MIDWAY = date(2026, 8, 21)
BASIS = Basis(BasisKind.MEETING, "第5次调度会")


def light(task):
    return TaskLight.objects.get(pk=task.pk)


def fresh(task):
    return Task.objects.get(pk=task.pk)


def reported(cast, percent, text="完成3座水库除险加固。", on=MIDWAY, **more):
    """A task of which the water bureau has reported a figure."""
    task = an_issued_task(cast, text, **more)
    file_report(the(task), actor=cast.sun, said=progress(percent=Decimal(percent)), came=by_page(on=on))
    return task
