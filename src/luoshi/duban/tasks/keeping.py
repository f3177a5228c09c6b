"""Nothing issued is deleted: refused in code before the database refuses it as well."""

from __future__ import annotations

from django.db.models import Model, ProtectedError
from django.db.models.signals import pre_delete

from luoshi.duban.audit.triggers import Refusal, keep
from luoshi.duban.tasks.models import (
    Assignment,
    CarriedTask,
    CarryOver,
    Change,
    CloseOut,
    Evidence,
    Extension,
    LedgerRow,
    Limit,
    Notice,
    Plan,
    Remark,
    Report,
    ReportedFigure,
    Return,
    Suspension,
    Task,
    TaskSource,
    Verification,
)

#: What belongs to a task and stays with it once it is issued.
PARTS = (Limit, TaskSource, Assignment, Change, LedgerRow)
#: What only exists once a task is issued, and stays for ever.
COURSE = (
    *(Report, ReportedFigure, Evidence, Extension, Return, Suspension),
    *(Verification, CloseOut, Notice, Remark),
    *(CarryOver, CarriedTask),
)
#: What a report says; a later report takes its place, nobody rewrites it.
_SAID = ("assignment_id", "kind", "text", "problem", "help_needed", "help_from", "next_step", "percent", "reported_by")
_ISSUED_TASK = "EXISTS (SELECT 1 FROM tasks_task WHERE id = OLD.task_id AND issued_at IS NOT NULL)"
_ISSUED_ROW = "OLD.issued_at IS NOT NULL"
_MESSAGE = "nothing issued is deleted"


def keep_what_is_issued() -> None:
    """Called once when the application starts."""
    for issued in (Plan, Task):
        table = issued._meta.db_table
        keep(
            Refusal(table, "DELETE", _MESSAGE, _ISSUED_ROW),
            Refusal(
                table, "UPDATE OF issued_at", "nothing issued is undone", f"{_ISSUED_ROW} AND NEW.issued_at IS NULL"
            ),
        )
    keep(*(Refusal(part._meta.db_table, "DELETE", _MESSAGE, _ISSUED_TASK) for part in PARTS))
    keep(*(Refusal(part._meta.db_table, "DELETE", _MESSAGE) for part in COURSE))
    keep(
        Refusal(Report._meta.db_table, f"UPDATE OF {', '.join(_SAID)}", "a report is not rewritten"),
        Refusal(ReportedFigure._meta.db_table, "UPDATE", "a report is not rewritten"),
        Refusal(Verification._meta.db_table, "UPDATE", "a verification is not rewritten"),
        Refusal(CloseOut._meta.db_table, "UPDATE", "a close-out is not rewritten"),
        Refusal(CarriedTask._meta.db_table, "UPDATE", "a carry-over is not rewritten"),
    )
    for part in COURSE:
        pre_delete.connect(_refuse_always, sender=part, dispatch_uid=f"keep {part.__name__}")
    for model in (Plan, Task, *PARTS):
        pre_delete.connect(_refuse, sender=model, dispatch_uid=f"keep {model.__name__}")


def _refuse(instance: Model, **_signal: object) -> None:
    """Raise where *instance*, or the task it belongs to, is issued; only withdrawal remains."""
    holder = instance if isinstance(instance, Plan | Task) else instance.task  # type: ignore[attr-defined]
    if holder.issued_at is not None:
        raise ProtectedError("已印发的内容不能删除，只能撤销。 Nothing issued is deleted, only withdrawn.", {instance})


def _refuse_always(instance: Model, **_signal: object) -> None:
    raise ProtectedError("办理过程不能删除。 The course of a task is never deleted.", {instance})
