"""送审, 批准, 退回, 取消: a plan is approved by another person before anybody sets out (政府督查工作条例, art. 15)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.inspections import papers
from luoshi.duban.oversight.inspections.actions.moving import (
    DRAFT,
    given,
    locked,
    require_office,
    require_state,
    tell,
)
from luoshi.duban.oversight.inspections.models import Conclusion, ConclusionState, Inspection, InspectionState, Item
from luoshi.duban.oversight.inspections.news import tell_called_off, tell_visits
from luoshi.duban.oversight.inspections.queries import items_shown
from luoshi.duban.problems import Refused

_PROPOSED = (InspectionState.PROPOSED,)
_OPEN = (InspectionState.DRAFT, InspectionState.PROPOSED, InspectionState.APPROVED)


@transaction.atomic
def propose_inspection(inspection: Inspection, *, actor: User, version: int) -> None:
    """Send the plan to approval.  Refused without a matter, and where a unit's day lies outside of the inspection."""
    require_office(actor, Right.INSPECT, inspection)
    require_state(locked(inspection), DRAFT)
    if not inspection.items.exists():
        raise Refused("no-items", "还没有督查事项，不能送审。", "There is nothing to look at yet.")
    for stop in inspection.stops.select_related("unit"):
        if stop.day is None or not inspection.starts <= stop.day <= inspection.ends:
            raise Refused(
                "day-outside",
                f"{stop.unit.name}的日期不在督查时间之内，请先调整路线。",
                f"{stop.unit.name} is visited on a day outside of the inspection; change the route first.",
            )
    change_seen(
        inspection, version, state=InspectionState.PROPOSED, proposed_by=actor, proposed_at=clock.now(), reason=""
    )
    tell("inspection.proposed", inspection, actor=actor, after={"items": inspection.items.count()})


@transaction.atomic
def approve_inspection(inspection: Inspection, *, actor: User, version: int) -> None:
    """Approve the plan: another person than who drafted or proposed it.

    What is said of the matters stands from now on as it stood today, and the plan's papers are kept.
    """
    _require_other(inspection, actor)
    require_state(locked(inspection), _PROPOSED)
    items = items_shown(inspection.items.all(), inspection, clock.today())
    change_seen(inspection, version, state=InspectionState.APPROVED, approved_by=actor, approved_at=clock.now())
    Item.objects.bulk_update(items, ("words", "limit", "course"))
    digests = papers.keep(inspection, "plan", papers.plan_document(inspection, items))
    after: dict[str, object] = {"announced": inspection.announced, "items": len(items), "papers": digests}
    tell("inspection.approved", inspection, actor=actor, after=after)
    if inspection.announced:
        tell_visits(inspection)


@transaction.atomic
def send_inspection_back(inspection: Inspection, *, actor: User, version: int, reason: str) -> None:
    """Send the plan back to be changed, with the reason."""
    _require_other(inspection, actor)
    require_state(locked(inspection), _PROPOSED)
    words = given(reason)
    change_seen(inspection, version, state=InspectionState.DRAFT, reason=words)
    tell("inspection.sent-back", inspection, actor=actor, after={}, reason=words)


@transaction.atomic
def withdraw_inspection(inspection: Inspection, *, actor: User, version: int, reason: str) -> None:
    """Call it off with a reason; it stays on record, and units that know of it hear.

    Refused once a conclusion went out.
    """
    require_office(actor, Right.INSPECT, inspection)
    require_state(locked(inspection), _OPEN)
    if Conclusion.objects.filter(stop__inspection=inspection, state=ConclusionState.ISSUED).exists():
        raise Refused(
            "concluded",
            "已经送达督查结论，不能取消，请照常结束。",
            "A conclusion went out; the inspection cannot be called off any more.",
        )
    words, was_known = given(reason), inspection.state == InspectionState.APPROVED and inspection.announced
    change_seen(inspection, version, state=InspectionState.WITHDRAWN, reason=words)
    tell("inspection.withdrawn", inspection, actor=actor, after={}, reason=words)
    if was_known:
        tell_called_off(inspection)


def _require_other(inspection: Inspection, actor: User) -> None:
    require_office(actor, Right.APPROVE_INSPECTION, inspection)
    if actor.pk in (inspection.made_by_id, inspection.proposed_by_id):
        raise PermissionDenied(_("拟定或送审督查方案的人不能审批这份方案。"))
