"""A register at the end of its year, with tasks done, under way and late."""

from __future__ import annotations

from datetime import date, datetime

from luoshi.duban import clock
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.carry_over import carry_over
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.carrying.unfinished import standing
from luoshi.duban.tasks.models import Assignment, BasisKind, CarryOver, PlanState, State, Task
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.landing.given import closed_out, withdrawn

LAST_DAY = datetime(2026, 12, 31, 16, 0, tzinfo=clock.ZONE)
WATER, ROADS, FARMS = "完成3座水库除险加固。", "硬化村组道路40公里。", "新建高标准农田2万亩。"


def a_year(cast) -> Register:
    """Of five tasks issued in July one is closed out, one withdrawn; 水库 is late since 30 September."""
    plan = a_plan(cast, state=PlanState.ISSUED)
    a_task(cast, plan, WATER, supporting=("青禾县财政局",), issued=True)
    a_task(cast, plan, ROADS, lead="青禾县住房和城乡建设局", due=date(2026, 12, 31), issued=True)
    a_task(cast, plan, FARMS, lead="青禾县农业农村局", due=None, issued=True)
    closed_out(a_task(cast, plan, "开展汛前检查。", issued=True), on=date(2026, 9, 1))
    withdrawn(a_task(cast, plan, "建设信息平台。", issued=True))
    the(WATER).assignments.update(late_before=4, state=State.IN_PROGRESS)
    Task.objects.filter(text=WATER).update(late_before=4, state=State.IN_PROGRESS)
    return cast.register


def the(words: str) -> Task:
    """The task with these words."""
    return Task.objects.get(text=words)


def because(reason: str) -> Basis:
    """Why a task is not carried over."""
    return Basis(BasisKind.MEETING, reason)


def carry(cast, register: Register, into: Register | None = None, **more) -> CarryOver:
    """Carried over on 31 December by the head of supervision, as it stands."""
    register.refresh_from_db()
    said = {"actor": cast.wang, "version": register.version, "seen": standing(register).fingerprint, **more}
    with clock.standing_at(LAST_DAY):
        return carry_over(register, into, **said)


def facts(task: Task) -> tuple[object, ...]:
    """What a carry-over must leave as it is."""
    rows = Assignment.objects.filter(task=task).order_by("pk")
    return (
        task.number,
        task.state,
        task.due,
        task.limit_text,
        task.late_before,
        task.plan_id,
        list(task.limits.values_list("text", "due", "is_first", "is_current")),
        list(rows.values_list("unit", "state", "first_due", "due", "counts_from", "late_before", "version")),
    )
