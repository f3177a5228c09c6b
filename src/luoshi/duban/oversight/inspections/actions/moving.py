"""What the actions on inspections have in common: whose it is, in which state, and the record."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.language import chinese
from luoshi.duban.oversight.inspections.models import Inspection, InspectionState
from luoshi.duban.problems import Refused

DRAFT, APPROVED = (InspectionState.DRAFT,), (InspectionState.APPROVED,)


def require_office(actor: User, right: Right, inspection: Inspection) -> None:
    """Raise :class:`PermissionDenied` where *actor* lacks *right* or belongs to another office."""
    require(actor, right)
    if actor.office_id != inspection.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))


def locked(inspection: Inspection) -> Inspection:
    """The row as it stands, locked until the transaction ends, so that what hangs on its state stays true."""
    return Inspection.objects.select_for_update().get(pk=inspection.pk)


def require_state(inspection: Inspection, states: Collection[InspectionState]) -> None:
    """Refused where *inspection* is in none of *states*."""
    if inspection.state not in states:
        state = InspectionState(inspection.state)
        raise Refused(
            "inspection-state",
            f"“{inspection.title}”{chinese(state.label)}，不能这样办理。",
            f"The inspection is {state.value}; that cannot be done with it now.",
        )


def given(reason: str) -> str:
    """*reason*, which has to say something."""
    words = reason.strip()
    if not words:
        raise Refused("no-reason", "请填写理由。", "Give a reason.")
    return words


def tell(verb: str, inspection: Inspection, *, actor: User, after: dict[str, object], reason: str = "") -> None:
    """Put what happened on the record of *inspection*."""
    record(verb, inspection, office=actor.office_key, actor=actor.actor, after=after, reason=reason)
