"""Plans and tasks for tests, in a line each."""

from __future__ import annotations

from datetime import date, datetime

from luoshi.duban import clock
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.ledger.words import write_words
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Limit,
    LimitKind,
    Plan,
    PlanState,
    SourceKind,
    State,
    Task,
    TaskSource,
)

MOMENT = datetime(2026, 7, 15, 9, 0, tzinfo=clock.ZONE)


def a_plan(cast, title="全会讲话任务分解", state=PlanState.DRAFTING, **more):
    return Plan.objects.create(
        office=cast.office, register=cast.register, title=title, state=state, made_by=cast.chen, **more
    )


def a_task(
    cast, plan, text="完成3座水库除险加固。", *, lead="青禾县水利局", supporting=(), due=date(2026, 9, 30), issued=False
):
    """A task with its units (by name), a limit and an oral source; *issued* puts it under way."""
    state = State.ISSUED if issued else ""
    task = Task.objects.create(
        office=cast.office,
        register=cast.register,
        plan=plan,
        position=plan.tasks.count() + 1 if plan else 0,
        title=text.rstrip("。")[:40],
        text=text,
        limit_kind=LimitKind.DATE if due else LimitKind.NONE,
        limit_text=f"{due.month}月底前" if due else "",
        due=due,
        state=state,
        number=f"督2026-{Task.objects.count() + 1:03}" if issued else "",
        issued_at=MOMENT if issued else None,
        made_by=cast.chen,
    )
    if due:
        Limit.objects.create(
            task=task, kind=LimitKind.DATE, text=task.limit_text, due=due, is_first=issued, set_by=cast.chen
        )
    TaskSource.objects.create(task=task, kind=SourceKind.ORAL, said_by="赵县长", said_on=date(2026, 7, 10))
    roles = [(lead, AssignmentRole.LEAD), *((name, AssignmentRole.SUPPORTING) for name in supporting)]
    for position, (name, role) in enumerate((pair for pair in roles if pair[0]), 1):
        Assignment.objects.create(
            task=task,
            unit=cast.units.get(name),
            name=name,
            role=role,
            position=position,
            state=state,
            **({"first_due": due, "due": due, "counts_from": MOMENT.date()} if issued else {}),
        )
    if issued:
        write_words([task])
        refresh(task)
    return task
