"""A document whose plan was issued, for the page that says how much of it has landed."""

from __future__ import annotations

from datetime import date, datetime

from luoshi.duban import clock
from luoshi.duban.tasks.actions.approve_plan import approve_plan
from luoshi.duban.tasks.actions.combine import combine
from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.issue_plan import issue_plan
from luoshi.duban.tasks.actions.propose_plan import propose_plan
from luoshi.duban.tasks.actions.reassign import reassign
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Plan, State, Task
from tests.duban.tasks.desk.given import SPEECH, a_desk, everything, ref, the_task

ISSUED_ON = date(2026, 7, 20)
#: 水库 is due on 30 September, 户厕 at the year's end.
IN_OCTOBER = datetime(2026, 10, 8, 9, 0, tzinfo=clock.ZONE)


def decided(cast, text: str = SPEECH) -> Plan:
    """Every statement accepted, and a unit for each task that has none or an unknown one.

    In our speech 巡查 is a step of 专项债券.
    """
    plan = a_desk(cast, text)
    accept(plan, everything(plan), actor=cast.chen)
    if text.startswith(SPEECH[:20]):
        combine(plan, [ref(the_task(plan, "专项债券")), ref(the_task(plan, "巡查"))], actor=cast.chen)
    for task in plan.tasks.all():
        if not task.assignments.exists() or task.assignments.filter(unit__isnull=True).exists():
            reassign(plan, ref(task), [("青禾县农业农村局", AssignmentRole.LEAD)], actor=cast.chen)
    return plan


def issued(cast, text: str = SPEECH) -> Plan:
    """The same plan, issued on 20 July."""
    with clock.standing_at(datetime(2026, 7, 20, 9, 0, tzinfo=clock.ZONE)):
        plan = decided(cast, text)
        propose_plan(plan, actor=cast.chen, basis="县长批示")
        approve_plan(plan, actor=cast.wang)
        return issue_plan(plan, actor=cast.wang, number="青督字〔2026〕12号", issued_on=ISSUED_ON)


def closed_out(task: Task, on: date) -> Task:
    """*task*, done and closed out on a day."""
    Assignment.objects.filter(task=task).update(state=State.CLOSED_OUT, done_on=on, ended_on=on)
    task.refresh_from_db()
    refresh(task)
    return task


def withdrawn(task: Task, into: Task | None = None) -> Task:
    """*task*, withdrawn; merged into another one where it is given."""
    Assignment.objects.filter(task=task).update(state=State.WITHDRAWN, ended_on=date(2026, 9, 1))
    Task.objects.filter(pk=task.pk).update(merged_into=into)
    task.refresh_from_db()
    refresh(task)
    return task
