"""结束督查: the report is written, and demands that are work of their own become drafts of tasks."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.inspections import papers
from luoshi.duban.oversight.inspections.actions.moving import APPROVED, locked, require_office, require_state, tell
from luoshi.duban.oversight.inspections.models import (
    Becomes,
    ConclusionState,
    Inspection,
    InspectionState,
    Item,
    Outcome,
)
from luoshi.duban.oversight.inspections.queries import conclusion_of, items_shown, stops_shown
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.add_oral_task import Instruction, add_oral_task
from luoshi.duban.tasks.actions.open_plan import open_empty_plan
from luoshi.duban.tasks.models import Plan
from luoshi.layout.official import date_words


@transaction.atomic
def end_inspection(  # noqa: PLR0913 -- the end of an inspection has that many sides
    inspection: Inspection,
    *,
    actor: User,
    version: int,
    opening: str,
    advice: str = "",
    register: Register | None = None,
) -> Inspection:
    """End it: *opening* and *advice* are the words of the report, which is kept.

    New tasks become drafts in a plan of *register*, with the inspection as their source; they go the usual way from
    there.  Refused while a unit has no conclusion (where nothing could be seen at all none is needed), without an
    opening, and without a register where there are new tasks.
    """
    require_office(actor, Right.INSPECT, inspection)
    require_state(locked(inspection), APPROVED)
    if not opening.strip():
        raise Refused("no-opening", "请填写总体情况。", "Write how it stands as a whole.")
    items = items_shown(inspection.items.all(), inspection, clock.today())
    _require_concluded(inspection, items)
    new = [item for item in items if item.demand and item.becomes == Becomes.TASK]
    plan = _make_tasks(inspection, new, actor, register) if new else None
    change_seen(
        inspection, version, state=InspectionState.ENDED, ended_by=actor, ended_at=clock.now(),
        opening=opening.strip(), advice=advice.strip(), follow_up=plan,
    )  # fmt: skip
    document = papers.report_document(inspection, items, inspection.opening, inspection.advice)
    after: dict[str, object] = {
        "items": len(items), "tasks": len(new), "plan": plan.pk if plan else None,
        "papers": papers.keep(inspection, "report", document),
    }  # fmt: skip
    tell("inspection.ended", inspection, actor=actor, after=after)
    return inspection


def _require_concluded(inspection: Inspection, items: Sequence[Item]) -> None:
    seen = {item.stop_id for item in items if item.outcome != Outcome.NOT_SEEN}
    for stop in stops_shown(inspection):
        conclusion = conclusion_of(stop)
        if stop.pk in seen and (conclusion is None or conclusion.state != ConclusionState.ISSUED):
            raise Refused(
                "not-concluded",
                f"{stop.unit.name}的督查结论还没有送达，不能结束。",
                f"The conclusion about {stop.unit.name} did not go out yet; the inspection cannot end.",
            )


def _make_tasks(inspection: Inspection, items: Sequence[Item], actor: User, register: Register | None) -> Plan:
    if register is None:
        raise Refused(
            "no-register",
            "有整改要求要列为新任务，请选择列入哪个台账。",
            "Demands are to become new tasks: choose the register that they go into.",
        )
    plan = open_empty_plan(f"{inspection.title}整改事项", register, actor=actor)
    for item in items:
        due = item.due
        source = Instruction(
            text=item.demand,
            said_by=f"督查组组长{inspection.leader}",
            said_on=item.seen_on or clock.today(),
            noted_by=item.typed_by.name if item.typed_by is not None else actor.name,
            paper=f"{inspection.title}结论",
        )
        limit = LimitProposal("date", f"{date_words(due)}前", due=due) if due is not None else None
        task, _change = add_oral_task(plan, source, actor=actor, lead=item.stop.unit.name, limit=limit)
        Item.objects.filter(pk=item.pk).update(made_task=task)
    return plan
