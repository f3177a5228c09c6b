"""送审: propose that the matters of a plan be opened (立项).

A matter is fixed by a government's decision or its head's instruction; the office may only propose it, and says on
which basis (政府督查工作条例, art. 11).
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks import counting
from luoshi.duban.tasks.circulation.queries import open_comments
from luoshi.duban.tasks.models import Plan, PlanState, Task
from luoshi.duban.tasks.moving import move_plan

#: How many tasks a refusal names before it only counts the rest.
_NAMED = 5


@transaction.atomic
def propose_plan(plan: Plan, *, actor: User, basis: str) -> Plan:
    """Put *plan* before its approver.

    Refused while a statement or a unit's comment is undecided, a task has no known unit to answer for it, or no basis
    is given.
    """
    require(actor, Right.PROPOSE_PLAN)
    basis = basis.strip()
    if not basis:
        raise Refused("no-basis", "请填写立项依据。", "Say on which basis the matters are opened.")
    check_complete(plan)
    before = move_plan(plan, PlanState.PROPOSED)
    # A plan that goes on takes no more answers.
    plan.circulations.filter(closed_at__isnull=True).update(closed_at=clock.now(), closed_by=actor)
    plan.basis, plan.proposed_by, plan.proposed_at = basis, actor, clock.now()
    plan.approved_by = plan.approved_at = None
    plan.save(update_fields=("basis", "proposed_by", "proposed_at", "approved_by", "approved_at"))
    record(
        "plan.proposed",
        plan,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={"state": plan.state, "basis": basis, "tasks": plan.tasks.count()},
    )
    return plan


def check_complete(plan: Plan) -> None:
    """Raise :class:`Refused` where something is missing without which no plan can be issued."""
    waiting = counting.undecided_count(plan)
    if waiting:
        raise Refused(
            "undecided",
            f"还有 {waiting} 句未审核，全部审核后才能继续。",
            f"{waiting} statements are not decided yet; the plan goes on when every one is.",
        )
    comments = open_comments(plan)
    if comments:
        raise Refused(
            "open-comments",
            f"还有 {comments} 条征求来的意见未处理，处理后才能继续。",
            f"{comments} comments of units are not decided yet; the plan goes on when every one is.",
        )
    if not plan.tasks.exists():
        raise Refused("no-task", "方案中还没有任务。", "The plan holds no task.")
    nobody = counting.without_answering_unit(plan)
    if nobody.exists():
        raise Refused(
            "no-unit",
            f"以下任务没有名录中的牵头或责任单位：{_names(nobody, '、', '等 {} 项')}。",
            f"No unit of the register leads or answers for: {_names(nobody, ', ', ' ({} in all)')}.",
        )
    unknown = counting.with_unknown_unit(plan)
    if unknown.exists():
        raise Refused(
            "unknown-unit",
            f"以下任务写有名录以外的单位：{_names(unknown, '、', '等 {} 项')}。请改用名录中的单位，或先补充名录。",
            f"Units that the register does not know stand in: {_names(unknown, ', ', ' ({} in all)')}.",
        )


def _names(tasks: QuerySet[Task], between: str, more: str) -> str:
    """The first of *tasks* (all of one plan) with their numbers in it, and how many there are."""
    found = list(tasks.order_by("position", "id"))
    order = list(Task.objects.filter(plan=found[0].plan_id).values_list("pk", flat=True))
    named = between.join(f"{order.index(task.pk) + 1}. {task.title}" for task in found[:_NAMED])
    return named + (more.format(len(found)) if len(found) > _NAMED else "")
