"""End a unit that nothing takes over from."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.actions.close_post import shut
from luoshi.duban.organisations.dates import require_not_later, require_there
from luoshi.duban.organisations.models import Membership, Unit
from luoshi.duban.organisations.moving import open_work
from luoshi.duban.problems import Refused


@transaction.atomic
def dissolve_unit(unit: Unit, *, on: date, actor: User, version: int, reason: str = "") -> Unit:
    """End *unit* on a day; it stays on record, its posts close, it leaves its groups.

    Raises :class:`Refused` where units stand below it or open work is left: that is for a merger to move.
    """
    require_in(actor, Right.MANAGE_UNITS, unit.office)
    require_there(unit, on)
    require_not_later(on, "撤销日期", "The last day")
    below = unit.children.filter(ends__isnull=True).first()
    if below is not None:
        raise Refused(
            "has-children",
            f"“{unit.name}”之下还有“{below.name}”，请先调整它的上级。",
            f"{below.name} still stands under {unit.name}; move it first.",
        )
    left = [count for count in open_work([unit]) if count.number]
    if left:
        what = "、".join(f"{count.what}{count.number}项" for count in left)
        raise Refused(
            "open-work",
            f"“{unit.name}”还有未办结的工作（{what}），请用“合并”移交给接手的单位。",
            f"{unit.name} still has open work; merge it into the unit that takes over.",
        )
    change_seen(unit, version, ends=on)
    for post in unit.posts.filter(is_open=True):
        shut(post, on)
    leave_groups(unit, on)
    record(
        "unit.dissolved", unit, office=unit.office.key, actor=actor.actor, after={"ends": on.isoformat()}, reason=reason
    )
    return unit


def leave_groups(unit: Unit, on: date) -> None:
    """End the memberships of *unit*, and its members where it is a group itself."""
    Membership.objects.filter(member=unit, ends__isnull=True).update(ends=on)
    Membership.objects.filter(group=unit, ends__isnull=True).update(ends=on)
