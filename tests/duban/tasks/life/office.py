"""What the supervision office does with an issued task, in a line each; the clock says when."""

from contextlib import contextmanager
from datetime import date, datetime

from luoshi.duban import clock
from luoshi.duban.tasks.actions.close_out import close_out
from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.actions.verify_report import Checked, verify_report
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import Assignment, BasisKind, Channel, Extension, Means, Return, State, Task
from tests.duban.tasks.life.given import WATER, done, the

BY_WORD = Basis(BasisKind.ORAL, "赵县长10月8日在调度会上口头明确")
BY_PAPER = Basis(BasisKind.DOCUMENT, "青政办发〔2026〕30号")
ON_SITE = Checked((Means.ON_SITE,), "现场查看，3座水库均已完工。")


@contextmanager
def on(month, day, year=2026):
    """The application's clock stands at ten in the morning of that day."""
    with clock.standing_at(datetime(year, month, day, 10, 0, tzinfo=clock.ZONE)):
        yield


def submitted(cast, task, unit=WATER, *, by=None, done_on=None, said=None):
    """The unit says it is done: 孙联络 for the water bureau, else on the telephone; *by* (李静) types that."""
    own = unit == WATER and by is None
    came = Came("孙联络", clock.today()) if own else Came("值班员", clock.today(), Channel.TELEPHONE)
    person = cast.sun if own else by or cast.li
    file_report(the(task, unit), actor=person, said=said or done(done_on=done_on), came=came)
    return the(task, unit)


def verified(cast, task, unit=WATER, **more):
    """Handed in, and verified by 陈明."""
    one = submitted(cast, task, unit, **more)
    verify_report(one, actor=cast.chen, version=one.version, checked=ON_SITE)
    return the(task, unit)


def closed(cast, task, unit=WATER, **more):
    """Handed in, verified, and closed out by 王主任."""
    one = verified(cast, task, unit, **more)
    close_out(one, actor=cast.wang, version=one.version, reasons="目标完成，资料齐全。")
    return the(task, unit)


def an_extension(task, unit=WATER, *, wanted=date(2026, 10, 31), asked_on=None, typed_by=None, asked_by="孙联络"):
    """Asked for, and not yet decided."""
    one = the(task, unit)
    return Extension.objects.create(
        assignment=one,
        asked_by=asked_by,
        asked_on=asked_on or clock.today(),
        typed_by=typed_by,
        reason="汛期推迟开工。",
        progress="大坝已加固，溢洪道在建。",
        due_then=one.due,
        due_wanted=wanted,
    )


def a_return(task, unit=WATER, *, right_unit=None, typed_by=None, asked_by="孙联络"):
    """The unit says it is not its matter."""
    one = the(task, unit)
    Assignment.objects.filter(pk=one.pk).update(state=State.RETURNED)
    return Return.objects.create(
        assignment=the(task, unit),
        asked_by=asked_by,
        asked_on=clock.today(),
        typed_by=typed_by,
        reason="物业管理不属我局职责。",
        right_unit=right_unit,
    )


def fresh(task):
    """The task as the database has it."""
    return Task.objects.select_related("register", "office", "merged_into").get(pk=task.pk)
